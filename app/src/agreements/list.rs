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
    list::List,
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
    List::<Agreements>::at("/agreements", "Agreements", ["agreement", "agreements"])
        .above(move || {
            may_create.then(|| view! { <ButtonLink href="/agreements/new">"Draft a new agreement"</ButtonLink> })
        })
        .advice("Try fewer filters. Agreements in negotiation are shown to their parties when they sign in.")
        .filters(|filters| {
            filters
                .words("Words in the title", |list, words| list.words = words)
                .choice("kind", "Kind", "All kinds", |list, kind: Option<Kind>| list.kind = kind)
                .choice("status", "Status", "Any status", |list, stage: Option<Stage>| list.stage = stage)
                .year(|list, year| list.year = year)
                .body("partner", "Partner", |list, partner| list.partner = partner)
                .order(|list, order: Order| list.order = order)
        })
        .columns(|columns| {
            columns
                .file("Reference", |row| row.reference.to_string())
                .head("Agreement", |row| {
                    let about = format!("{}, {}", row.reference, row.kind);
                    view! {
                        <a class="govuk-link" href=head::address(&row.reference)>{row.title.clone()}</a>
                        <span class="quiet quiet--block">{about}</span>
                    }
                })
                .file("Title", |row| row.title.clone())
                .file("Kind", |row| row.kind.to_string())
                .text("Year", |row| row.year.to_string())
                .file("Financial year", |row| row.year.to_string())
                .words("Led by", |row| row.lead.name.clone())
                .text("Status", |row| view! { <Tag text=row.status.in_words() tone=head::tone(row.status)/> })
                .filed(|row| row.status.in_words())
                .file("Page", move |row| site.address_of("/agreements", &row.reference))
        })
}
