//! The events of a procurement in order of time, the next one marked, with places at its market engagements.

use entities::{
    engagement::{
        State,
        read::{PlaceRow, Places},
    },
    procurement::read::{self, EventRow},
};
use leptos::prelude::*;

use super::place::standing;
use crate::ui::{ButtonLink, Column, Details, EmptyState, PlainText, Table, Tag, Tone};

/// The timeline.
#[component]
pub fn Timeline(
    /// The procurement.
    page: read::Page,
    /// Its address.
    base: String,
    /// Nobody is signed in.
    signed_out: bool,
) -> impl IntoView {
    if page.events.is_empty() {
        return view! {
            <EmptyState text="No dated event is known.">
                <p class="govuk-body">"Follow the procurement to see in your calendar when one is added."</p>
            </EmptyState>
        }
        .into_any();
    }
    let next = page.next().map(|event| event.id);
    let (may_keep, may_take_part) = (page.may_keep, page.may_take_part);
    let items = page
        .events
        .into_iter()
        .map(|event| {
            let places = page.places.iter().find(|places| places.event == event.id).cloned();
            let event_base = format!("{base}/events/{}", event.id);
            let is_next = next == Some(event.id);
            let change = (may_keep && event.by_hand && !event.cancelled).then(|| {
                view! {
                    <p class="govuk-body">
                        <a class="govuk-link" href=event_base.clone()>
                            "Change or cancel"
                            <span class="govuk-visually-hidden">" " {event.kind.label()} ", " {event.when.in_words()}</span>
                        </a>
                    </p>
                }
            });
            let places = places.filter(|_| !event.cancelled);
            view! {
                <li class="timeline__item" id=format!("event-{}", event.id)>
                    <p class="govuk-body"><strong>{event.kind.label()}</strong> " " {status(&event, is_next)}</p>
                    <p class="govuk-body">{event.when.in_words()}</p>
                    <Words event=event.clone()/>
                    {places.map(|places| view! { <Attending places base=event_base may_take_part signed_out/> })}
                    {change}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{items}</ol> }.into_any()
}

fn status(event: &EventRow, is_next: bool) -> impl IntoView + use<> {
    match (event.cancelled, event.is_past, is_next) {
        (true, ..) => view! { <Tag text="Cancelled" tone=Tone::Alarm/> }.into_any(),
        (false, true, _) => view! { <Tag text="Past"/> }.into_any(),
        (false, false, true) => view! { <Tag text="Next" tone=Tone::Active/> }.into_any(),
        (false, false, false) => view! { <Tag text="Coming" tone=Tone::Waiting/> }.into_any(),
    }
}

#[component]
fn Words(event: EventRow) -> impl IntoView {
    let is_link = event.place.starts_with("https://") && !event.place.contains(char::is_whitespace);
    let place = (!event.place.is_empty()).then(|| match is_link {
        true => view! { <p class="govuk-body"><a class="govuk-link" href=event.place.clone() rel="noreferrer">{event.place.clone()}</a></p> }.into_any(),
        false => view! { <PlainText text=event.place.clone()/> }.into_any(),
    });
    let agenda = (!event.agenda.is_empty()).then(|| {
        view! {
            <p class="govuk-body govuk-!-font-weight-bold">"Agenda"</p>
            <PlainText text=event.agenda/>
        }
    });
    view! {
        {place}
        {agenda}
        {(!event.note.is_empty()).then(|| view! { <PlainText text=event.note/> })}
    }
}

/// Who comes, and the way to come.
#[component]
fn Attending(places: Places, base: String, may_take_part: bool, signed_out: bool) -> impl IntoView {
    let place = format!("{base}/place");
    let can = places.no_place.is_none();
    let way = match (&places.own, may_take_part, signed_out) {
        (Some(_), ..) => {
            let says = standing(&places);
            let change = can.then(|| {
                view! { " " <a class="govuk-link" href=place>"Change or give it up"</a> }
            });
            Some(view! { <p class="govuk-body">{says} {change}</p> }.into_any())
        }
        (None, true, _) if can => Some(
            view! {
                <p class="govuk-body">{standing(&places)}</p>
                <ButtonLink href=place>"Ask for a place"</ButtonLink>
            }
            .into_any(),
        ),
        (None, false, true) if can => Some(
            view! { <p class="govuk-body"><a class="govuk-link" href=place>"Sign in to ask for a place"</a></p> }
                .into_any(),
        ),
        _ => None,
    };
    let attendance = format!("{base}/attendance");
    let (has_begun, capacity) = (places.has_begun, places.capacity);
    let all = places.all.map(|all| {
        let with = |state: State| all.iter().filter(|row| row.state == state).count();
        let (taken, waiting) = (with(State::Place), with(State::Waiting));
        let mut summary = match capacity {
            Some(capacity) => format!("{taken} of {capacity} places taken"),
            None if taken == 1 => "1 provider comes".to_owned(),
            None => format!("{taken} providers come"),
        };
        if waiting > 0 {
            summary = format!("{summary}, {waiting} waiting");
        }
        let note = (has_begun && taken > 0).then(|| {
            view! { <p class="govuk-body"><a class="govuk-link" href=attendance>"Note who came"</a></p> }
        });
        if all.is_empty() {
            return view! { <p class="govuk-body quiet">{summary}</p> }.into_any();
        }
        view! { <Details summary><Everybody all/> {note}</Details> }.into_any()
    });
    view! { {way} {all} }
}

#[component]
fn Everybody(all: Vec<PlaceRow>) -> impl IntoView {
    let row = |row: PlaceRow| {
        let href = format!("/organisations/{}", row.organisation.reference.in_address());
        let came = match row.attended {
            Some(true) => "Came",
            Some(false) => "Did not come",
            None => row.state.label(),
        };
        vec![
            view! { <a class="govuk-link" href=href>{row.organisation.name}</a> }.into_any(),
            came.into_any(),
            view! { <PlainText text=row.words/> }.into_any(),
        ]
    };
    let columns = vec![Column::head("Provider"), Column::text("Place"), Column::text("What they say")];
    let rows = all.into_iter().map(row).collect();
    view! { <Table caption="Who comes" caption_hidden=true columns rows/> }
}
