//! `/agreements/{ref}/history`: what happened, from the audit trail.

use entities::agreement::read::{Event, HistoryOf, OverviewOf};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask},
    ui::moment,
};

/// The history of the agreement and, for readers of the negotiation, of what hangs from it.
pub async fn page(ask: Ask) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&reference).into())).await?;
    let history = ask.register.read(&ask.viewer, &HistoryOf((&reference).into())).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "History").show(move || {
        view! {
            <Head overview current/>
            <ol class="timeline">{history.events.into_iter().map(event).collect_view()}</ol>
        }
    })
}

fn event(event: Event) -> impl IntoView {
    let organisation = event.organisation.map(|named| match event.then_called {
        Some(then) => format!("{then} (now {})", named.name),
        None => named.name,
    });
    let who = match (event.person, organisation) {
        (Some(person), Some(organisation)) => format!("{person}, {organisation}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "The operator of the register".to_owned(),
    };
    let deed = match event.party {
        Some(party) => format!("{}: {}", capital(&event.deed), party.name),
        None => capital(&event.deed),
    };
    let record = match event.edition.filter(|edition| *edition > 1) {
        Some(edition) => format!("{}, edition {edition}", event.record),
        None => event.record,
    };
    view! {
        <li class="timeline__item">
            <p class="govuk-body timeline__what"><strong>{deed}</strong> " " <span class="quiet">{record}</span></p>
            <p class="govuk-body-s quiet">{format!("{who}, {}", moment(event.at))}</p>
        </li>
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
