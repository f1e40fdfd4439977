//! Contracts in a table, and the cells of one.

use entities::{contract::read::Row, list::Count};
use leptos::prelude::*;

use crate::{
    list::counted,
    ui::{Column, Table, day_or},
};

/// The first contracts of somebody or something, and the way to all of them when there are more.
#[component]
pub fn FirstContracts(
    /// The first.
    rows: Vec<Row>,
    /// How many there are.
    count: Count,
    /// Where all of them are.
    all: String,
    /// What they are.
    #[prop(default = "Contracts")]
    caption: &'static str,
) -> impl IntoView {
    let more = count.exactly().is_none_or(|count| count > rows.len() as u64);
    let columns = vec![
        Column::head("Contract"),
        Column::text("Provider"),
        Column::text("Service"),
        Column::number("Price"),
        Column::text("Ends"),
        Column::text("Status"),
    ];
    let rows = rows.iter().map(cells).collect();
    let all = more.then(|| {
        let text = format!("All {}", counted(count, "contract", "contracts"));
        view! { <p class="govuk-body"><a class="govuk-link" href=all>{text}</a></p> }
    });
    view! { <Table caption columns rows/> {all} }
}

fn cells(row: &Row) -> Vec<AnyView> {
    vec![
        title(row).into_any(),
        providers(row).into_any(),
        service(row).into_any(),
        price(row).into_any(),
        ends(row).into_any(),
        row.status.clone().into_any(),
    ]
}

/// What it is, leading to it.
pub fn title(row: &Row) -> impl IntoView + use<> {
    let href = format!("/contracts/{}", row.reference.in_address());
    let about = format!("{}, {}", row.reference, row.origin.label().to_lowercase());
    view! {
        <a class="govuk-link" href=href>{row.title.clone()}</a>
        <span class="quiet quiet--block">{about}</span>
    }
}

/// Who provides.
pub fn providers(row: &Row) -> impl IntoView + use<> {
    let provider = |provider: &entities::organisation::read::Named| {
        let href = format!("/providers/{}", provider.reference.in_address());
        view! { <span class="stacked"><a class="govuk-link" href=href>{provider.name.clone()}</a></span> }
    };
    row.providers.iter().map(provider).collect_view()
}

/// For which service.
pub fn service(row: &Row) -> impl IntoView + use<> {
    row.service.clone().map(|(reference, name)| {
        let href = format!("/services/{}", reference.in_address());
        view! { <a class="govuk-link" href=href>{name}</a> }
    })
}

/// For how much, as far as that is known.
pub fn price(row: &Row) -> String {
    row.price.map_or_else(|| "Not stated".to_owned(), |price| price.to_string())
}

/// Until when.
pub fn ends(row: &Row) -> impl IntoView + use<> {
    day_or(row.ends, "Open")
}
