//! `/tenders/{ref}/events/new`: a commissioner adds an event by hand.

use entities::{
    Refusal,
    procurement::{EventKind, deeds::AddTenderEvent},
    values::time_of_day,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, Choice, DateInput, PostForm, Select, TextArea, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Adds it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match add(&ask, &typed).await {
        Ok(_) => see_other(format!("/tenders/{}?added", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn add(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let (actor, procurement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let kind = read.word::<EventKind>("kind", "Choose what happens");
    let starts = read.day("starts", "Enter the day on which it happens");
    let starts_at = read.optional("starts_at", time_of_day::parse);
    let ends = read.optional_day("ends");
    let ends_at = read.optional("ends_at", time_of_day::parse);
    let (place, note) = (read.text("place").to_owned(), read.text("note").to_owned());
    let deed = read.finish(|| {
        Some(AddTenderEvent {
            procurement,
            kind: kind?,
            starts: starts?,
            starts_at: starts_at?,
            ends: ends?,
            ends_at: ends_at?,
            place,
            note,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.procurement(&ask.viewer, &ask.reference()?).await?;
    let (action, title) = (ask.path().to_owned(), page.procurement.title);
    Page::new(format!("Add an event: {title}"))
        .heading("Add an event")
        .caption(title.clone())
        .crumb("Tenders", "/tenders")
        .crumb(title, format!("/tenders/{}", page.procurement.reference.in_address()))
        .typed(typed)
        .show(move || {
            let time = "Leave empty if it is the whole day. For example, 10am or 2:30pm";
            view! {
                <PostForm action>
                    <Select name="kind" label="What happens?" choices={Choice::words::<EventKind>()} empty="Choose"/>
                    <DateInput name="starts" legend="On which day?"/>
                    <TextInput name="starts_at" label="From what time?" hint=time width=10/>
                    <TextInput name="ends_at" label="Until what time? (optional)" width=10/>
                    <DateInput name="ends" legend="Last day, if it is another one (optional)"/>
                    <TextInput name="place" label="Place or link (optional)"/>
                    <TextArea name="note" label="What should providers know? (optional)" rows=4/>
                    <Button>"Add the event"</Button>
                </PostForm>
            }
        })
}
