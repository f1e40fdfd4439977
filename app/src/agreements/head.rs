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

/// The address of an edition that is being made or signed: that of the agreement while it has one alone.
pub fn of_edition(reference: &Reference, number: i64) -> String {
    if number > 1 { edition_line::address(reference, number) } else { address(reference) }
}

/// The address of the page's edition: `/agreements/mou-2015-001/editions/2`, or that of the agreement.
pub fn here(overview: &Overview) -> String {
    match overview.at {
        At::Edition(number) => edition_line::address(&overview.agreement.reference, number),
        _ => address(&overview.agreement.reference),
    }
}

/// The address of a side of the agreement, `/text`, in the page's edition or as of the page's day.
pub fn side(overview: &Overview, side: &str) -> String {
    format!("{}{side}{}", here(overview), on(overview))
}

/// What the addresses of an agreement's sides end with: the day that was asked for.
fn on(overview: &Overview) -> String {
    match overview.at {
        At::On(day) => format!("?on={day}"),
        _ => String::new(),
    }
}

/// What the addresses of commitments and of money end with, so that they are read in the page's edition: `?edition=2`.
pub fn within(overview: &Overview) -> String {
    match overview.at {
        At::Edition(_) | At::On(_) => format!("?edition={}", overview.agreement.edition),
        At::Shown | At::Made => String::new(),
    }
}

/// The tone of a status.
pub fn tone(status: Status) -> Tone {
    match status {
        Status::InForce => Tone::Good,
        Status::Starts(_) => Tone::Active,
        Status::PastItsEnd(_) | Status::Lapsed(_) => Tone::Alarm,
        Status::At(State::Drafting | State::Negotiating | State::Approvals | State::Signing) => Tone::Waiting,
        Status::SetAside => Tone::Waiting,
        Status::At(_)
        | Status::Renewed
        | Status::RenewedInPart
        | Status::Ended(_)
        | Status::Replaced
        | Status::Overtaken => Tone::Neutral,
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
    let address = |name: &str| match (overview.at, whole.contains(&name)) {
        (At::Edition(_), true) => format!("{}{name}", address(&overview.agreement.reference)),
        _ => side(&overview, name),
    };
    let mut items: Vec<_> = sides.iter().map(|(words, name)| ((*words).to_owned(), address(name))).collect();
    if varies {
        items.insert(1, ("What it changes".to_owned(), address("/changes")));
    }
    // Of the edition that is being made, for those who read its negotiation.
    if overview.reads_negotiation
        && overview.agreement.state.is_being_made()
        && overview.agreement.revision_id.is_some()
    {
        let negotiate = format!("{}/negotiate", self::address(&overview.agreement.reference));
        let text = items.iter().position(|(words, _)| words == "Text").map_or(items.len(), |text| text + 1);
        items.insert(text, ("Negotiation".to_owned(), negotiate));
    }
    // A reference is found however it is written.
    let current = format!("{}{}", current.to_lowercase(), on(&overview));
    view! {
        <EditionLine overview=overview.clone()/>
        <p class="govuk-body"><Tag text=overview.status.in_words() tone=tone(overview.status)/></p>
        <SubNavigation label="This agreement" items current/>
    }
}
