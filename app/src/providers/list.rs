//! `/providers`: who provides.

use entities::{
    organisation::Kind,
    provider::read::{Order, Provider, Providers},
    registered_service::{Judgement, read::Registered},
    values::Pence,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask},
    list::List,
};

/// The providers of contracts that the viewer may read, and the owners of registered services.
pub async fn page(ask: Ask) -> Answer {
    declared(&ask).page(ask).await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

fn declared(ask: &Ask) -> List<Providers> {
    let site = ask.site.clone();
    let judged = "A service of it is judged";
    List::<Providers>::at("/providers", "Providers", ["provider", "providers"])
        .filters(|filters| {
            filters
                .words("Words of its name", |list, words| list.words = words)
                .choice("kind", "Kind", "All kinds", |list, kind: Option<Kind>| list.kind = kind)
                .choice("judgement", judged, "Any judgement, or none", |list, judgement: Option<Judgement>| {
                    list.judgement = judgement;
                })
                .order(|list, order: Order| list.order = order)
        })
        .columns(|columns| {
            columns
                .file("Reference", |row| row.organisation.reference.to_string())
                .head("Provider", name)
                .filed(|row| row.organisation.name.clone())
                .file("Kind", |row| row.kind.to_string())
                .number("Contracts", |row| some(row.contracts > 0, row.contracts))
                .number("Known prices", |row| some(row.price > Pence::ZERO, row.price))
                .file("Contracts", |row| row.contracts.to_string())
                .file("Known prices (£)", |row| row.price.as_decimal())
                .file("Registered services", |row| row.registered.services.to_string())
                .number("Registered places", |row| some(row.registered.places > 0, row.registered.places))
                .filed(|row| row.registered.places.to_string())
                .text("Judged", |row| {
                    judgements(&row.registered)
                        .into_iter()
                        .map(|line| view! { <span class="stacked">{line}</span> })
                        .collect_view()
                })
                .filed(|row| judgements(&row.registered).join("; "))
                .file("Page", move |row| site.address_of("/providers", &row.organisation.reference))
        })
}

fn name(provider: &Provider) -> impl IntoView + use<> {
    let href = format!("/providers/{}", provider.organisation.reference.in_address());
    view! {
        <a class="govuk-link" href=href>{provider.organisation.name.clone()}</a>
        <span class="quiet quiet--block">{provider.kind.label()}</span>
    }
}

/// Nothing is said of a provider without contracts, known prices or registered places.
fn some(is_there: bool, says: impl ToString) -> Option<String> {
    is_there.then(|| says.to_string())
}

/// "Good: 3" of each judgement.
fn judgements(registered: &Registered) -> Vec<String> {
    registered.judgements.iter().map(|(judgement, count)| format!("{judgement}: {count}")).collect()
}
