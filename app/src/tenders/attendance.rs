//! `/tenders/{ref}/events/{id}/attendance`: a commissioner notes who came to a market engagement.

use entities::{
    Refusal,
    engagement::{State, deeds::NoteAttendance},
    values::Reference,
};
use leptos::prelude::*;

use super::{
    event_change::{EventSeen, event_seen, found, id},
    frame::{address, below},
};
use crate::{
    http::{Answer, Ask, Typed, see_other},
    ui::{Button, Checkboxes, Choice, EmptyState, PostForm},
};

/// Those who had a place, with those ticked who were noted before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Notes it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match note(&ask, &typed).await {
        Ok(()) => see_other(format!("/tenders/{}?noted", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn note(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let mut read = typed.read();
    let came = read.ticked("came", |text| text.parse::<Reference>().ok());
    let came = read.finish(|| came)?;
    let (seen, event_seen) = (typed.seen()?, event_seen(typed));
    let deed = NoteAttendance { procurement: ask.reference()?, event: id(ask)?, came, seen, event_seen };
    ask.register.change(&ask.actor(typed)?, &deed).await
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, event) = found(ask).await?;
    let places = page.places.iter().find(|places| places.event == event.id).cloned();
    let has_begun = places.as_ref().is_some_and(|places| places.has_begun);
    let seen = places.as_ref().map_or(0, |places| places.version);
    let rows = places.and_then(|places| places.all).unwrap_or_default();
    let came = rows.iter().filter(|row| row.attended == Some(true));
    let filled = Typed::filled(came.map(|row| ("came", row.organisation.reference.to_string())));
    let choices: Vec<Choice> = rows
        .into_iter()
        .filter(|row| row.state == State::Place)
        .map(|row| Choice::new(row.organisation.reference.to_string(), row.organisation.name))
        .collect();
    let action = format!("{}/events/{}/attendance", address(&page), event.id);
    below("Who came?", &page).typed(typed).show(move || {
        if choices.is_empty() || !has_begun {
            let text = if choices.is_empty() { "Nobody had a place at this event." } else { "The event has not begun." };
            return view! {
                <EmptyState text><p class="govuk-body">"Come back when somebody has been there."</p></EmptyState>
            }
            .into_any();
        }
        view! {
            <PostForm action seen filled>
                <EventSeen sequence=event.sequence/>
                <Checkboxes name="came" legend="Who came?" hint={format!("{}, {}", event.kind.label(), event.when.in_words())} choices/>
                <Button>"Save"</Button>
            </PostForm>
        }
        .into_any()
    })
}
