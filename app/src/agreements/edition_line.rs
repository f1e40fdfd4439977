//! The line that says which edition a page shows, and which is in force: on every page of an agreement that has more than one.

use chrono::NaiveDate;
use entities::{
    Refusal,
    agreement::{
        State,
        read::{At, EditionRow, Editions, Overview, OverviewOf},
        rules::Force,
    },
    values::{Reference, day},
};
use leptos::prelude::*;

use super::head;
use crate::{http::Ask, ui::InsetText};

/// Which edition is shown, which is in force, which is being made.
#[component]
pub fn EditionLine(
    /// The agreement.
    overview: Overview,
) -> impl IntoView {
    let number = overview.agreement.edition;
    let reference = overview.agreement.reference.clone();
    let since = overview.varied_since.map(|from| {
        view! { <p class="govuk-body">"Varied since: another edition has been in force from " {day::in_words(from)} ". It is not published."</p> }
    });
    let as_of = match overview.at {
        At::On(asked) => Some(as_of(&overview.editions, asked, &reference)),
        _ => None,
    };
    if overview.editions.rows.len() < 2 && since.is_none() && as_of.is_none() {
        return ().into_any();
    }
    let shown = overview
        .editions
        .number(number)
        .map(|row| view! { <strong>"Edition " {number.to_string()}</strong> {says(row)} });
    let others = overview.editions.rows.iter().filter(|row| row.number != number && is_told(row));
    let others: Vec<_> = others.map(|row| view! { " " {link(&reference, row)} {says(row)} }).collect();
    let all = format!("{}/editions", head::address(&reference));
    view! {
        <InsetText>
            <p class="govuk-body">{shown} {others} " " <a class="govuk-link" href=all>"All editions"</a></p>
            {since}
            {as_of}
        </InsetText>
    }
    .into_any()
}

/// Of the others, what is in force, what is to come, and what is being made.
fn is_told(row: &EditionRow) -> bool {
    matches!(row.force, Some(Force::InForce | Force::From(_))) || (row.state.is_being_made() && !row.set_aside)
}

fn link(reference: &Reference, row: &EditionRow) -> impl IntoView + use<> {
    let href = address(reference, row.number);
    view! { <a class="govuk-link" href=href>"Edition " {row.number.to_string()}</a> }
}

/// `/agreements/mou-2015-001/editions/2`.
pub fn address(reference: &Reference, number: i64) -> String {
    format!("{}/editions/{number}", head::address(reference))
}

/// The address of a side of the edition that is being made: `/agreements/mou-2015-001/editions/2/text`, or of the agreement
/// while that has one edition alone.
///
/// # Errors
/// [`Refusal::NotFound`] for whoever may not read it.
pub async fn made_address(ask: &Ask, side: &str) -> Result<String, Refusal> {
    let made = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?.agreement;
    let base = if made.edition > 1 { address(&made.reference, made.edition) } else { head::address(&made.reference) };
    Ok(format!("{base}{side}"))
}

/// What became of an edition, after its name.
pub fn says(row: &EditionRow) -> String {
    match (row.force, row.state) {
        (Some(Force::From(from)), _) => format!(" is signed, and in force from {}.", day::in_words(from)),
        (Some(Force::InForce), _) if row.ended.is_some() => {
            let ended = row.ended.map(day::in_words).unwrap_or_default();
            format!(" was in force until the agreement ended on {ended}.")
        }
        (Some(Force::InForce), _) => match row.effective_on {
            Some(from) => format!(" is in force, from {}.", day::in_words(from)),
            None => " is in force.".into(),
        },
        (Some(Force::Until(from)), _) => {
            let last = from.pred_opt().unwrap_or(from);
            format!(" was in force until {}.", day::in_words(last))
        }
        (Some(Force::Never), _) => " was signed, and another took its place before its day.".into(),
        (None, State::Withdrawn) => " was withdrawn.".into(),
        (None, _) if row.set_aside => " is set aside.".into(),
        (None, state) => format!(" is being made: {}.", state.label().to_lowercase()),
    }
}

fn as_of(editions: &Editions, asked: NaiveDate, reference: &Reference) -> impl IntoView + use<> {
    let back = editions.reaching_back_to(asked).map(|row| {
        let signed = row.signed_on.map(day::in_words).unwrap_or_default();
        view! { " " {link(reference, row)} {format!(", signed on {signed}, reaches back to it.")} }
    });
    view! { <p class="govuk-body">{format!("This is what had been signed by {} for that day.", day::in_words(asked))} {back}</p> }
}
