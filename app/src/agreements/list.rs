//! `/agreements`: the list, with its filters.

use entities::{
    access::{Permission, Standing},
    agreement::{
        Kind,
        read::{Agreements, Order, Stage},
    },
};
use leptos::prelude::*;

use super::head;
use crate::{
    http::{Answer, Ask},
    list::{Column, Filter, List},
    ui::{ButtonLink, Tag},
};

/// The agreements that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Agreements> {
    let may_create = ask.viewer.may(Permission::Steer, Standing::OWN);
    let site = ask.site.clone();
    List::at("/agreements", "Agreements", ["agreement", "agreements"])
        .above(move || {
            may_create.then(|| view! { <ButtonLink href="/agreements/new">"Draft a new agreement"</ButtonLink> })
        })
        .advice("Try fewer filters. Agreements in negotiation are shown to their parties when they sign in.")
        .filter(Filter::words("Words in the title", |list: &mut Agreements, words| list.words = words))
        .filter(Filter::choice("kind", "Kind", "All kinds", |list, kind: Option<Kind>| list.kind = kind))
        .filter(Filter::choice("status", "Status", "Any status", |list, stage: Option<Stage>| list.stage = stage))
        .filter(Filter::year(|list, year| list.year = year))
        .filter(Filter::body("partner", "Partner", |list, partner| list.partner = partner))
        .filter(Filter::order(|list, order: Order| list.order = order))
        .column(Column::file("Reference", |row| row.reference.to_string()))
        .column(Column::head("Agreement", |row| {
            let about = format!("{}, {}", row.reference, row.kind);
            view! {
                <a class="govuk-link" href=head::address(&row.reference)>{row.title.clone()}</a>
                <span class="quiet quiet--block">{about}</span>
            }
        }))
        .column(Column::file("Title", |row| row.title.clone()))
        .column(Column::file("Kind", |row| row.kind.to_string()))
        .column(Column::text("Year", |row| row.year.to_string()))
        .column(Column::file("Financial year", |row| row.year.to_string()))
        .column(Column::words("Led by", |row| row.lead.name.clone()))
        .column(
            Column::text("Status", |row| view! { <Tag text=row.status.in_words() tone=head::tone(row.status)/> })
                .filed(|row| row.status.in_words()),
        )
        .column(Column::file("Page", move |row| site.address_of("/agreements", &row.reference)))
}
