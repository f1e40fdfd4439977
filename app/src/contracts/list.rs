//! `/contracts`: the register of contracts, the next to end first.

use entities::{
    access::{Permission, Standing},
    contract::{
        Origin, State,
        read::{Contracts, Order},
    },
    organisation::read::Named,
};
use leptos::prelude::*;

use super::rows;
use crate::{
    http::{Answer, Ask},
    list::{List, cell, months},
    ui::ButtonLink,
};

/// The months that the filter offers.
const MONTHS: [u32; 4] = [3, 6, 12, 18];

/// The contracts that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Contracts> {
    let may_keep = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    let months = months(&MONTHS, ask.query().value("ending"));
    let site = ask.site.clone();
    List::<Contracts>::at("/contracts", "Contracts", ["contract", "contracts"])
        .above(move || may_keep.then(|| view! { <ButtonLink href="/contracts/new">"Add a contract"</ButtonLink> }))
        .filters(|filters| {
            filters
                .words("Words", |list, words| list.words = words)
                .choice("origin", "Origin", "Any origin", |list, origin: Option<Origin>| list.origin = origin)
                .choice("status", "Status", "Any status", |list, state: Option<State>| list.state = state)
                .chosen("ending", "Ending within", "Any time", months, |list, months| list.ending_within = months)
                .body("provider", "Provider", |list, provider| list.provider = provider)
                .typed(
                    "cpv",
                    "CPV code",
                    "With all below it: 85300000 is social work",
                    "Enter a CPV code, like 85300000",
                    |list, cpv| list.cpv = cpv,
                )
                .address("service", "Service", "Choose one of the list", |list, service| list.service = service)
                .order(|list, order: Order| list.order = order)
        })
        .columns(|columns| {
            columns
                .file("Reference", |row| row.reference.to_string())
                .head("Contract", rows::title)
                .file("Title", |row| row.title.clone())
                .text("Provider", rows::providers)
                .file("Providers", |row| names(&row.providers))
                .text("Service", rows::service)
                .filed(|row| cell(row.service.as_ref().map(|(_, name)| name)))
                .number("Price", rows::price)
                .file("Price (£)", |row| cell(row.price.map(|price| price.pence.as_decimal())))
                .file("Price is", |row| cell(row.price.map(|price| price.precision)))
                .file("Starts", |row| cell(row.starts))
                .text("Ends", rows::ends)
                .filed(|row| cell(row.ends))
                .file("Origin", |row| row.origin.to_string())
                .words("Status", |row| row.status.clone())
                .file("Page", move |row| site.address_of("/contracts", &row.reference))
        })
}

/// Providers in one cell.
pub fn names(providers: &[Named]) -> String {
    providers.iter().map(|provider| provider.name.as_str()).collect::<Vec<_>>().join("; ")
}
