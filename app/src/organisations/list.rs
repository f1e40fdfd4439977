//! `/organisations`: every body of the register, by name.

use entities::{
    access::{Permission, Standing},
    organisation::{
        Kind,
        read::{Order, Organisations},
    },
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::{Column, Filter, List, cell},
    ui::{ButtonLink, day_or},
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
    List::at("/organisations", "Organisations", ["organisation", "organisations"])
        .above(move || {
            let href = "/organisations/matches";
            keeps.then(|| view! { <ButtonLink href secondary=true>"Records that may be of one body"</ButtonLink> })
        })
        .advice("Try fewer words, a code, or another kind.")
        .filter(Filter::words("Name, place or code", |list: &mut Organisations, words| list.words = words))
        .filter(Filter::choice("kind", "Kind", "Any kind", |list, kind: Option<Kind>| list.kind = kind))
        .filter(Filter::order(|list, order: Order| list.order = order))
        .column(Column::file("Reference", |row| row.reference.to_string()))
        .column(
            Column::head("Organisation", |row| {
                let href = format!("/organisations/{}", row.reference.in_address());
                let town = row.town.clone().map(|town| view! { <span class="quiet quiet--block">{town}</span> });
                view! { <a class="govuk-link" href=href>{row.name.clone()}</a> {town} }
            }),
        )
        .column(Column::file("Name", |row| row.name.clone()))
        .column(Column::words("Kind", |row| row.kind.to_string()))
        .column(Column::file("Town", |row| cell(row.town.as_ref())))
        .column(Column::file("Postcode", |row| cell(row.postcode.as_ref())))
        .column(Column::file("Opened", |row| cell(row.opened)))
        .column(Column::text("Open until", |row| day_or(row.closed, "")))
        .column(Column::file("Closed", |row| cell(row.closed)))
        .column(Column::file("Page", move |row| site.address_of("/organisations", &row.reference)))
}
