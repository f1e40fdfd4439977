//! `/admin/mail`: the letters of the register, and what became of each.

use entities::mail::{ORIGIN, State, table::Model};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Cache, Page},
    ui::{Column, Details, EmptyState, ListPages, PlainText, Table, Tag, Tone, WarningText, moment},
};

/// The outbox, newest first.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let outbox = ask.register.outbox(&ask.viewer, query.extent()).await?;
    let (sends_mail, origin) = (ask.site.sends_mail, ask.site.origin.clone());
    Page::new("Mail").crumb("Administration", "/admin").cache(Cache::Nobody).show(move || {
        if outbox.rows.is_empty() {
            return view! {
                <EmptyState text="No letter has been written yet.">
                    <p class="govuk-body">"Invitations and the like appear here."</p>
                </EmptyState>
            }
            .into_any();
        }
        let caption = if outbox.count == 1 { "1 letter".to_owned() } else { format!("{} letters", outbox.count) };
        let columns = vec![Column::head("Letter"), Column::text("To"), Column::text("Written"), Column::text("Status")];
        let rows = outbox.rows.into_iter().map(|letter| row(letter, &origin)).collect();
        let waits = "No mail server is named, so letters wait.";
        view! {
            {(!sends_mail).then(|| view! { <WarningText text=waits/> })}
            <Table caption columns rows/>
            <ListPages path="/admin/mail" query count=outbox.count/>
        }
        .into_any()
    })
}

fn row(letter: Model, origin: &str) -> Vec<AnyView> {
    let text = letter.body.map(|body| {
        let text = body.replace(ORIGIN, origin);
        view! { <Details summary="What it says"><PlainText text/></Details> }
    });
    let tone = match letter.state {
        State::Waiting => Tone::Waiting,
        State::Sent => Tone::Good,
        State::GivenUp => Tone::Alarm,
    };
    let answer = letter.last_answer.map(|answer| view! { <span class="quiet quiet--block">{answer}</span> });
    vec![
        view! { {letter.subject} {text} }.into_any(),
        letter.address.into_any(),
        moment(letter.made_at).into_any(),
        view! { <Tag text=letter.state.label() tone/> {answer} }.into_any(),
    ]
}
