//! `/organisations`: every body of the register, by name.

use entities::{
    access::{Permission, Standing},
    organisation::{
        Kind,
        read::{Order, Organisations},
    },
    values::day,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::{List, cell},
    ui::ButtonLink,
};

/// The organisations.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Organisations> {
    let keeps = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    let site = ask.site.clone();
    List::<Organisations>::at("/organisations", "Organisations", ["organisation", "organisations"])
        .above(move || {
            let href = "/organisations/matches";
            keeps.then(|| view! { <ButtonLink href secondary=true>"Records that may be of one body"</ButtonLink> })
        })
        .advice("Try fewer words, a code, or another kind.")
        .filters(|filters| {
            filters
                .words("Name, place or code", |list, words| list.words = words)
                .choice("kind", "Kind", "Any kind", |list, kind: Option<Kind>| list.kind = kind)
                .order(|list, order: Order| list.order = order)
        })
        .columns(|columns| {
            columns
                .file("Reference", |row| row.reference.to_string())
                .head("Organisation", |row| {
                    let href = format!("/organisations/{}", row.reference.in_address());
                    let town = row.town.clone().map(|town| view! { <span class="quiet quiet--block">{town}</span> });
                    view! { <a class="govuk-link" href=href>{row.name.clone()}</a> {town} }
                })
                .file("Name", |row| row.name.clone())
                .words("Kind", |row| row.kind.to_string())
                .file("Town", |row| cell(row.town.as_ref()))
                .file("Postcode", |row| cell(row.postcode.as_ref()))
                .file("Opened", |row| cell(row.opened))
                .text("Open until", |row| row.closed.map(day::in_words))
                .file("Closed", |row| cell(row.closed))
                .file("Page", move |row| site.address_of("/organisations", &row.reference))
        })
}
