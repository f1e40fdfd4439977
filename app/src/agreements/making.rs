//! Which edition somebody adds to: what was written for one that was set aside or withdrawn meanwhile comes into no other.

use entities::{
    Refusal,
    agreement::read::{Overview, OverviewOf},
};
use leptos::prelude::*;

use crate::{
    http::{Ask, Typed},
    ui::AlsoSeen,
};

fn field() -> String {
    format!("{}edition", Typed::ALSO_SEEN)
}

/// Says in a form for which edition it was shown.
#[component]
pub fn EditionSeen(
    /// The agreement in the edition that is made.
    overview: Overview,
) -> impl IntoView {
    view! { <AlsoSeen name=field() version=overview.agreement.edition/> }
}

/// Judges whether the edition that is made is the one that a form was shown for.
///
/// # Errors
/// [`Refusal::Stale`] if another is, or the form says none.
pub async fn is_the_edition_seen(ask: &Ask, typed: &Typed) -> Result<(), Refusal> {
    let made = ask.register.read(&ask.viewer, &OverviewOf(ask.made()?)).await?.agreement.edition;
    if typed.get(&field()).parse() == Ok(made) { Ok(()) } else { Err(Refusal::Stale { by: None, at: None }) }
}
