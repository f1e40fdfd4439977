//! `/tenders/{ref}/events/{id}/attendance`: a commissioner notes who came to a market engagement.

use entities::{
    engagement::{State, deeds::NoteAttendance, read::PlaceRow},
    values::Reference,
};
use leptos::prelude::*;

use super::{
    event_change::{EventSeen, event_seen, found, id},
    frame::{address, below, saved},
};
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, Choice, EmptyState, PostForm},
};

/// Those who had a place, with those ticked who were noted before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Notes it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, saved) = (ask.reference()?, saved(&ask, Said::ATTENDANCE_NOTED)?);
    let deed = async {
        let came = form::read(&typed, |fields| came(fields, Vec::new(), String::new()))?;
        Ok(NoteAttendance { procurement, event: id(&ask)?, came, seen: typed.seen()?, event_seen: event_seen(&typed) })
    };
    submitted(&ask, &typed, deed, |()| saved, async |typed| show(&ask, typed).await).await
}

/// Who came, of those who had a place; the hint names the event.
fn came(fields: &mut Fields<'_, Vec<PlaceRow>>, had_a_place: Vec<Choice>, hint: String) -> Option<Vec<Reference>> {
    let came = fields.ticks("came", "Who came?", had_a_place).hint(hint);
    let came = came.ticked_of(|rows| rows.iter().filter(|row| row.attended == Some(true)).map(reference).collect());
    came.all(|text| text.parse().ok())
}

fn reference(row: &PlaceRow) -> String {
    row.organisation.reference.to_string()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, event) = found(ask).await?;
    let places = page.places.iter().find(|places| places.event == event.id).cloned();
    let has_begun = places.as_ref().is_some_and(|places| places.has_begun);
    let seen = places.as_ref().map_or(0, |places| places.version);
    let rows = places.and_then(|places| places.all).unwrap_or_default();
    let had_a_place = rows.iter().filter(|row| row.state == State::Place);
    let choices = had_a_place.map(|row| Choice::new(reference(row), row.organisation.name.clone())).collect::<Vec<_>>();
    let filled = form::filled(&rows, |fields| came(fields, Vec::new(), String::new()));
    let hint = format!("{}, {}", event.kind.label(), event.when.in_words());
    let action = format!("{}/events/{}/attendance", address(&page), event.id);
    below("Who came?", &page).typed(typed).show(move || {
        if choices.is_empty() || !has_begun {
            let text =
                if choices.is_empty() { "Nobody had a place at this event." } else { "The event has not begun." };
            return view! {
                <EmptyState text><p class="govuk-body">"Come back when somebody has been there."</p></EmptyState>
            }
            .into_any();
        }
        view! {
            <PostForm action seen filled>
                <EventSeen sequence=event.sequence/>
                {form::shown(Some(&rows), |fields| came(fields, choices, hint))}
                <Button>"Save"</Button>
            </PostForm>
        }
        .into_any()
    })
}
