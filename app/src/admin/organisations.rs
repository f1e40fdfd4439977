//! `/admin/organisations`: every body of the register, for who keeps organisations.

use entities::organisation::read::Organisations;
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::List,
    ui::ButtonLink,
};

/// The list.
pub async fn page(ask: Ask) -> Answer {
    List::<Organisations>::at("/admin/organisations", "Organisations", ["organisation", "organisations"])
        .crumb("Administration", "/admin")
        .without_file()
        .above(|| view! { <ButtonLink href="/admin/organisations/new">"Add an organisation"</ButtonLink> })
        .advice("Try fewer words, or add it.")
        .filters(|filters| filters.words("Name, place or code", |list, words| list.words = words))
        .columns(|columns| {
            columns
                .head("Organisation", |row| {
                    let href = format!("/admin/organisations/{}", row.reference.in_address());
                    view! { <a class="govuk-link" href=href>{row.name.clone()}</a> }
                })
                .text("Kind", |row| row.kind.label())
                .text("Second factor", |row| if row.asks_second_factor == Some(true) { "Asked for" } else { "" })
        })
        .page(ask)
        .await
}
