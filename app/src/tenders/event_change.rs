//! `/tenders/{ref}/events/{id}`: a commissioner changes an event that was added by hand, or cancels it.

use entities::{
    Refusal,
    procurement::{
        deeds::CancelTenderEvent,
        read::{EventRow, Page, ProcurementPage},
    },
};
use leptos::prelude::*;

use super::{
    event_fields::{self, Known},
    frame::{address, below, saved},
};
use crate::{
    form::{self, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{AlsoSeen, Button, EmptyState, PostForm},
};

/// The form as it is filled now.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Changes or cancels it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, event) = (ask.reference()?, id(&ask)?);
    let again = async |typed: &Typed| show(&ask, typed).await;
    if typed.form() == "cancel" {
        let saved = saved(&ask, Said::EVENT_CANCELLED)?;
        let deed = async { Ok(CancelTenderEvent { procurement, event, seen: typed.seen()? }) };
        return submitted(&ask, &typed, deed, |()| saved, again).await;
    }
    let saved = saved(&ask, Said::EVENT_MOVED)?;
    let deed = async {
        let existing = Some((event, typed.seen()?));
        form::read(&typed, |fields| event_fields::event(fields, procurement, existing))
    };
    submitted(&ask, &typed, deed, |_| saved, again).await
}

/// The key in the address.
pub fn id(ask: &Ask) -> Result<i64, Refusal> {
    ask.param("id").parse().map_err(|_| Refusal::NotFound)
}

/// The hidden field of a form that is about being at an event: the event as it was shown.
#[component]
pub fn EventSeen(
    /// The event's sequence now.
    sequence: i64,
) -> impl IntoView {
    view! { <AlsoSeen name=event_field() version=sequence/> }
}

/// The event's sequence that such a form was shown for; of a form that came without it, one that no event has, so that it is
/// refused as too late by whoever judges who may send it.
pub fn event_seen(typed: &Typed) -> i64 {
    typed.get(&event_field()).parse().unwrap_or(-1)
}

fn event_field() -> String {
    format!("{}event", Typed::ALSO_SEEN)
}

/// The procurement, and the event in the address.
pub async fn found(ask: &Ask) -> Result<(Page, EventRow), Refusal> {
    let page = ask.register.read(&ask.viewer, &ProcurementPage(ask.reference()?)).await?;
    let id = id(ask)?;
    let event = page.events.iter().find(|event| event.id == id).cloned().ok_or(Refusal::NotFound)?;
    Ok((page, event))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, event) = found(ask).await?;
    let action = format!("{}/events/{}", address(&page), event.id);
    let (procurement, known) = (page.procurement.reference.clone(), Known::of(&page, &event));
    let (seen, filled) =
        (event.sequence, form::filled(&known, |fields| event_fields::event(fields, procurement.clone(), None)));
    let heading = format!("Change: {}", event.kind.label());
    below(heading, &page).typed(typed).show(move || {
        let fixed = match (event.by_hand, event.cancelled) {
            (false, _) => Some("This event comes from a published notice. It moves when a later notice is imported."),
            (true, true) => Some("This event was cancelled. Add a new one."),
            (true, false) => None,
        };
        if let Some(text) = fixed {
            let back = address(&page);
            return view! {
                <EmptyState text>
                    <p class="govuk-body"><a class="govuk-link" href=back>"Back to the procurement"</a></p>
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <PostForm action=action.clone() seen filled>
                {form::shown(Some(&known), |fields| event_fields::event(fields, procurement, None))}
                <Button>"Save the event"</Button>
            </PostForm>
            <h2 class="govuk-heading-m">"Cancel the event"</h2>
            <p class="govuk-body">
                "It stays on the page as cancelled. Calendars that have it take it out, and whoever has a place is told."
            </p>
            <PostForm action seen name="cancel">
                <Button warning=true>"Cancel the event"</Button>
            </PostForm>
        }
        .into_any()
    })
}
