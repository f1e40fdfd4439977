//! What every page of one agreement begins with: its title, its status, its sides.

use entities::{
    agreement::{
        State, Status,
        read::{At, Overview},
    },
    values::Reference,
};
use leptos::prelude::*;

use super::edition_line::{self, EditionLine};
use crate::{
    http::Page,
    ui::{SubNavigation, Tag, Tone},
};

/// The page of one side of an agreement: `side` names it in the title.
pub fn page(overview: &Overview, side: &str) -> Page {
    let agreement = &overview.agreement;
    let title = format!("{side}: {} {}", agreement.reference, agreement.title);
    page_of(&agreement.reference, &agreement.title, title)
}

/// A page below an agreement, with the way back to it.
fn page_of(reference: &Reference, heading: &str, title: String) -> Page {
    Page::new(title).heading(heading).caption(reference.to_string()).crumb("Agreements", "/agreements")
}

/// A page for something done within an agreement.
pub fn task(overview: &Overview, title: &str) -> Page {
    let agreement = &overview.agreement;
    Page::new(format!("{title}: {}", agreement.reference))
        .heading(title)
        .caption(agreement.title.clone())
        .crumb("Agreements", "/agreements")
        .crumb(agreement.reference.to_string(), address(&agreement.reference))
}

/// `/agreements/mou-2015-001`.
pub fn address(reference: &Reference) -> String {
    format!("/agreements/{}", reference.in_address())
}

/// The address of the page's edition: `/agreements/mou-2015-001/editions/2`, or that of the agreement.
pub fn here(overview: &Overview) -> String {
    match overview.at {
        At::Edition(number) => edition_line::address(&overview.agreement.reference, number),
        _ => address(&overview.agreement.reference),
    }
}

/// The tone of a status.
pub fn tone(status: Status) -> Tone {
    match status {
        Status::InForce => Tone::Good,
        Status::Starts(_) => Tone::Active,
        Status::PastItsEnd(_) => Tone::Alarm,
        Status::At(State::Drafting | State::Negotiating | State::Approvals | State::Signing) => Tone::Waiting,
        Status::At(_) => Tone::Neutral,
    }
}

/// Status and sides, under the heading.
#[component]
pub fn Head(
    /// The agreement.
    overview: Overview,
    /// The path of the page.
    current: String,
) -> impl IntoView {
    let base = here(&overview);
    let on = match overview.at {
        At::On(day) => format!("?on={day}"),
        _ => String::new(),
    };
    let varies = overview.agreement.base_id.is_some();
    let sides = [
        ("Overview", ""),
        ("Text", "/text"),
        ("Commitments", "/commitments"),
        ("Money", "/funding"),
        ("Signatures", "/signatures"),
        ("From promise to result", "/trace"),
        ("Files", "/attachments"),
        ("History", "/history"),
    ];
    // Files, the history and the chain are of the whole agreement.
    let whole = ["/trace", "/attachments", "/history"];
    let address = |side: &str| match (overview.at, whole.contains(&side)) {
        (At::Edition(_), true) => format!("{}{side}", address(&overview.agreement.reference)),
        _ => format!("{base}{side}{on}"),
    };
    let mut items: Vec<_> = sides.iter().map(|(words, side)| ((*words).to_owned(), address(side))).collect();
    if varies {
        items.insert(1, ("What it changes".to_owned(), address("/changes")));
    }
    let current = format!("{current}{on}");
    view! {
        <EditionLine overview=overview.clone()/>
        <p class="govuk-body"><Tag text=overview.status.in_words() tone=tone(overview.status)/></p>
        <SubNavigation label="This agreement" items current/>
    }
}
