//! The fields of a tender event, for adding and changing it.

use entities::{
    Refusal, clock,
    procurement::{
        EventKind,
        deeds::WriteTenderEvent,
        read::{EventRow, Page},
    },
    values::{Figures, time_of_day},
};
use leptos::prelude::*;

use crate::{
    http::{Ask, Typed},
    ui::{Choice, DateInput, Select, TextArea, TextInput, day_values},
};

/// The fields.
#[component]
pub fn EventFields() -> impl IntoView {
    let time = "Leave empty if it is the whole day. For example, 10am or 2:30pm";
    view! {
        <Select name="kind" label="What happens?" choices={Choice::words::<EventKind>()} empty="Choose"/>
        <DateInput name="starts" legend="On which day?"/>
        <TextInput name="starts_at" label="From what time?" hint=time width=10/>
        <TextInput name="ends_at" label="Until what time? (optional)" width=10/>
        <DateInput name="ends" legend="Last day, if it is another one (optional)"/>
        <TextInput name="place" label="Place or link (optional)"/>
        <TextArea name="agenda" label="Agenda (market engagement only, optional)" rows=4/>
        <TextInput
            name="capacity"
            label="How many providers can come? (market engagement only, optional)"
            hint="Whoever asks for a place after the last one waits. Leave empty if everybody can come"
            inputmode="numeric"
            width=5
        />
        <TextArea name="note" label="What else should providers know? (optional)" rows=4/>
    }
}

/// Reads the fields and saves.
pub async fn write(ask: &Ask, typed: &Typed, existing: Option<i64>) -> Result<i64, Refusal> {
    let (actor, procurement) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let kind = read.word::<EventKind>("kind", "Choose what happens");
    let starts = read.day("starts", "Enter the day on which it happens");
    let starts_at = read.optional("starts_at", time_of_day::parse);
    let ends = read.optional_day("ends");
    let ends_at = read.optional("ends_at", time_of_day::parse);
    let number =
        |text: &str| Figures::whole_number(text).map_err(|_| "Enter a whole number of places, or leave it empty");
    let capacity = read.optional("capacity", number);
    let (place, note) = (read.text("place").to_owned(), read.text("note").to_owned());
    let agenda = read.text("agenda").to_owned();
    let seen = match existing {
        Some(_) => read.seen(),
        None => Some(0),
    };
    let deed = read.finish(|| {
        let seen = seen?;
        Some(WriteTenderEvent {
            existing: existing.map(|event| (event, seen)),
            procurement,
            kind: kind?,
            starts: starts?,
            starts_at: starts_at?,
            ends: ends?,
            ends_at: ends_at?,
            place,
            note,
            agenda,
            capacity: capacity?,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

/// The fields as an event fills them.
pub fn filled(page: &Page, event: &EventRow) -> Typed {
    let when = event.when;
    let time = |at| if when.whole_day { String::new() } else { clock::time_of_day(at) };
    let places = page.places.iter().find(|places| places.event == event.id);
    let capacity = places.and_then(|places| places.capacity).map(|capacity| capacity.to_string());
    let mut values = vec![
        ("kind".to_owned(), event.kind.code().to_owned()),
        ("starts_at".into(), time(when.starts)),
        ("ends_at".into(), when.ends.map(time).unwrap_or_default()),
        ("place".into(), event.place.clone()),
        ("agenda".into(), event.agenda.clone()),
        ("capacity".into(), capacity.unwrap_or_default()),
        ("note".into(), event.note.clone()),
    ];
    values.extend(day_values("starts", Some(when.first_day())));
    values.extend(day_values("ends", Some(when.last_day()).filter(|last| *last > when.first_day())));
    Typed::filled(values)
}
