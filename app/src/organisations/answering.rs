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
