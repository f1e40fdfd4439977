//! `/tenders/{ref}/events/{id}/place`: a provider asks for a place at a market engagement, or gives it up.

use entities::engagement::{
    State,
    deeds::{GiveUpPlace, TakePlace},
    read::Places,
};
use leptos::prelude::*;

use super::{
    event_change::{EventSeen, event_seen, found, id},
    frame::{address, below, saved},
};
use crate::{
    form::{self, Fields, Said, submitted},
    http::{Answer, Ask, Typed},
    ui::{Button, EmptyState, InsetText, PlainText, PostForm},
};

/// The form, with what was said before.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::empty()).await
}

/// Takes a place or gives it up.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let (procurement, event) = (ask.reference()?, id(&ask)?);
    let again = async |typed: &Typed| show(&ask, typed).await;
    let event_seen = event_seen(&typed);
    if typed.form() == "give-up" {
        let saved = saved(&ask, Said::PLACE_GIVEN_UP)?;
        let deed = async { Ok(GiveUpPlace { procurement, event, seen: typed.seen()?, event_seen }) };
        return submitted(&ask, &typed, deed, |()| saved, again).await;
    }
    let (place, waits) = (saved(&ask, Said::PLACE_TAKEN)?, saved(&ask, Said::PLACE_WAITS)?);
    let taken = |state| match state {
        State::Waiting => waits,
        State::Place | State::GivenUp => place,
    };
    let deed = async {
        let words = form::read(&typed, who_comes)?;
        Ok(TakePlace { procurement, event, seen: typed.seen()?, event_seen, words })
    };
    submitted(&ask, &typed, deed, taken, again).await
}

/// Who comes, as it was said before.
fn who_comes(fields: &mut Fields<'_, String>) -> Option<String> {
    let words = fields.area("words", "Who comes? (optional)", 4);
    let words =
        words.hint("How many people, what they would like to talk about, what they need. At most 2,000 characters");
    words.from(String::clone).optional()
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let (page, event) = found(ask).await?;
    let action = format!("{}/events/{}/place", address(&page), event.id);
    let places = page.places.iter().find(|places| places.event == event.id).cloned();
    let organisation = ask.person()?.organisation.name.clone();
    let has_one = places.as_ref().is_some_and(|places| places.own.is_some());
    let seen = places.as_ref().map_or(0, |places| places.own_version);
    let words = places.as_ref().and_then(|places| places.own.as_ref()).map(|own| own.words.clone()).unwrap_or_default();
    let filled = form::filled(&words, who_comes);
    let heading = if has_one { "Your place" } else { "Ask for a place" };
    below(heading, &page).typed(typed).show(move || {
        let refused = places.as_ref().and_then(|places| places.no_place);
        let Some(places) = places.filter(|_| refused.is_none()) else {
            let (why, instead) =
                refused.unwrap_or(("Nobody has to ask for a place at this event.", "See its notice for how to come."));
            return view! { <EmptyState text=why><p class="govuk-body">{instead}</p></EmptyState> }.into_any();
        };
        view! {
            <p class="govuk-body-l">{event.kind.label()} ", " {event.when.in_words()}</p>
            {(!event.agenda.is_empty()).then(|| view! { <PlainText text=event.agenda.clone()/> })}
            <InsetText>{standing(&places)}</InsetText>
            <PostForm action=action.clone() seen filled>
                <EventSeen sequence=event.sequence/>
                <p class="govuk-body">
                    "The commissioners of this register will see that "
                    <strong>{organisation}</strong>
                    " comes. Other providers and the public will not."
                </p>
                {form::shown(Some(&words), who_comes)}
                <Button>{if has_one { "Save" } else { "Ask for a place" }}</Button>
            </PostForm>
            {has_one.then(|| view! {
                <PostForm action seen name="give-up">
                    <EventSeen sequence=event.sequence/>
                    <Button secondary=true>"Give the place up"</Button>
                </PostForm>
            })}
        }
        .into_any()
    })
}

/// How the reader's organisation stands to the event, or would.
pub fn standing(places: &Places) -> String {
    match (&places.own, places.is_full) {
        (Some(own), _) => match (own.state, own.position) {
            (State::Waiting, Some(position)) => format!("Your organisation is number {position} on the waiting list."),
            _ => "Your organisation has a place.".to_owned(),
        },
        (None, true) => "Every place is taken. You would be put on the waiting list, and told when you move up.".into(),
        (None, false) if places.capacity.is_some() => "There are places left.".to_owned(),
        (None, false) => "Every provider can come.".to_owned(),
    }
}
