//! Who answers now for a body, as it stands beneath the body's name wherever a list has it.

use entities::organisation::read::{Answering, Named};
use leptos::prelude::*;

/// "NHS South ICB (Vale) answers for it now"; nothing for a body that answers for itself.
pub fn answers_now(now: Vec<Answering>) -> Option<impl IntoView> {
    let last = now.len().checked_sub(1)?;
    let verb = if last == 0 { " answers for it now" } else { " answer for it now" };
    let bodies = now.into_iter().enumerate().map(|(place, one)| {
        let before = match place {
            0 => "",
            place if place == last => " and ",
            _ => ", ",
        };
        let area = one.area.map(|area| format!(" ({area})"));
        view! { {before} {link(one.organisation)} {area} }
    });
    Some(view! { <span class="quiet quiet--block">{bodies.collect_view()} {verb}</span> })
}

/// The name of a body, leading to its page.
pub fn link(named: Named) -> impl IntoView {
    let href = format!("/organisations/{}", named.reference.in_address());
    view! { <a class="govuk-link" href=href>{named.name}</a> }
}

/// A body under the name it had when it signed, and today's beside it: two pieces, so that the first can be a link.
pub fn names(today: String, then: Option<String>) -> (String, Option<impl IntoView>) {
    match then {
        Some(then) => (then, Some(view! { <span class="quiet quiet--block">"Now: " {today}</span> })),
        None => (today, None),
    }
}

/// A body under the name it had when it signed, with today's beside it.
pub fn called(today: String, then: Option<String>) -> impl IntoView {
    let (name, today) = names(today, then);
    view! { {name} {today} }
}
