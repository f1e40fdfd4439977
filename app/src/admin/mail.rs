//! `/admin/mail`: the outbox: to whom, about what, and what became of it.

use entities::mail::{
    ORIGIN, State,
    read::{Outbox, WrittenLetter},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Cache},
    list::List,
    ui::{Details, PlainText, Tag, Tone, WarningText, moment},
};

/// The outbox, newest first.
pub async fn page(ask: Ask) -> Answer {
    let (sends_mail, origin) = (ask.site.sends_mail, ask.site.origin.clone());
    List::<Outbox>::at("/admin/mail", "Mail", ["letter", "letters"])
        .crumb("Administration", "/admin")
        .cache(Cache::Nobody)
        .without_file()
        .advice("Invitations and the like appear here.")
        .above(move || {
            let waits = "No mail server is named, so letters wait.";
            (!sends_mail).then(|| view! { <WarningText text=waits/> })
        })
        .columns(|columns| {
            columns
                .head("Letter", move |letter| said(letter, &origin))
                .text("To", |letter: &WrittenLetter| letter.to.clone())
                .text("Written", |letter| moment(letter.written_at))
                .text("Status", status)
        })
        .page(ask)
        .await
}

fn said(letter: &WrittenLetter, origin: &str) -> impl IntoView + use<> {
    let text = letter.text.as_ref().map(|text| {
        let text = text.replace(ORIGIN, origin);
        view! { <Details summary="What it says"><PlainText text/></Details> }
    });
    view! { {letter.subject.clone()} {text} }
}

fn status(letter: &WrittenLetter) -> impl IntoView + use<> {
    let tone = match letter.state {
        State::Waiting => Tone::Waiting,
        State::Sent => Tone::Good,
        State::GivenUp => Tone::Alarm,
    };
    let answer = letter.last_answer.clone().map(|answer| view! { <span class="quiet quiet--block">{answer}</span> });
    view! { <Tag text=letter.state.label() tone/> {answer} }
}
