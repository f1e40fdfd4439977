//! Contracts in a table.

use entities::{
    contract::read::{List, Row},
    values::figures::parted,
};
use leptos::prelude::*;

use crate::ui::{Column, Table, day_or};

/// Contracts with provider, service, price and dates.
#[component]
pub fn ContractTable(
    /// What they have in common.
    #[prop(into)]
    caption: String,
    /// The contracts.
    rows: Vec<Row>,
) -> impl IntoView {
    let rows = rows.into_iter().map(row).collect();
    let columns = vec![
        Column::head("Contract"),
        Column::text("Provider"),
        Column::text("Service"),
        Column::number("Price"),
        Column::text("Ends"),
        Column::text("Status"),
    ];
    view! { <Table caption columns rows/> }
}

/// The first contracts of somebody or something, and the way to all of them when there are more.
#[component]
pub fn FirstContracts(
    /// The first, and how many there are.
    list: List,
    /// Where all of them are.
    all: String,
    /// What they are.
    #[prop(default = "Contracts")]
    caption: &'static str,
) -> impl IntoView {
    let more = list.count > list.rows.len() as u64;
    let count = parted(&list.count.to_string());
    view! {
        <ContractTable caption rows=list.rows/>
        {more.then(|| view! { <p class="govuk-body"><a class="govuk-link" href=all>"All " {count} " contracts"</a></p> })}
    }
}

fn row(row: Row) -> Vec<AnyView> {
    let href = format!("/contracts/{}", row.reference.in_address());
    let providers: Vec<_> = row
        .providers
        .into_iter()
        .map(|provider| {
            let href = format!("/providers/{}", provider.reference.in_address());
            view! { <span class="stacked"><a class="govuk-link" href=href>{provider.name}</a></span> }
        })
        .collect();
    let service = row.service.map(|(reference, name)| {
        let href = format!("/services/{}", reference.in_address());
        view! { <a class="govuk-link" href=href>{name}</a> }
    });
    vec![
        view! {
            <a class="govuk-link" href=href>{row.title}</a>
            <span class="quiet quiet--block">{format!("{}, {}", row.reference, row.origin.label().to_lowercase())}</span>
        }
        .into_any(),
        providers.into_any(),
        service.into_any(),
        row.price.map_or_else(|| "Not stated".to_owned(), |price| price.to_string()).into_any(),
        day_or(row.ends, "Open").into_any(),
        row.status.into_any(),
    ]
}
