//! Awards on a procurement's page, and the contracts that they have become.

use entities::{
    procurement::read::{Awarded, Supplier},
    values::Reference,
};
use leptos::prelude::*;

use crate::ui::{ButtonLink, Column, Table, day_or};

/// To whom it was awarded; for those who keep the register the step to a contract, and back.
#[component]
pub fn Awards(
    /// The awards.
    awards: Vec<Awarded>,
    /// The contracts that it has become.
    contracts: Vec<(Reference, String)>,
    /// The procurement's address.
    base: String,
    /// The reader may make a contract of an award.
    may_keep: bool,
) -> impl IntoView {
    let row = |award: Awarded| {
        let unnamed =
            award.unnamed.into_iter().map(|words| view! { <li>{format!("Not named: “{words}”")}</li> }.into_any());
        let suppliers =
            award.suppliers.into_iter().map(|it| supplier(it).into_any()).chain(unnamed).collect::<Vec<_>>();
        let suppliers = match suppliers.is_empty() {
            true => "Not stated".into_any(),
            false => view! { <ul class="govuk-list plain-list">{suppliers}</ul> }.into_any(),
        };
        let period = match (award.starts, award.ends) {
            (None, None) => "Not stated".to_owned(),
            (starts, ends) => format!("{} to {}", day_or(starts, "…"), day_or(ends, "…")),
        };
        let mut cells = vec![
            suppliers,
            day_or(award.on, "Not stated").into_any(),
            period.into_any(),
            award.value.map_or_else(|| "Not stated".to_owned(), |value| value.to_string()).into_any(),
        ];
        if may_keep {
            let href = format!("{base}/contract?award={}", award.key);
            let withdraw = award.by_hand.map(|id| {
                let href = format!("{base}/awards/{id}");
                view! { <ButtonLink href=href secondary=true>"Withdraw this award"</ButtonLink> }
            });
            cells.push(
                view! { <p class="govuk-body"><a class="govuk-link" href=href>"Make it a contract"</a></p> {withdraw} }
                    .into_any(),
            );
        }
        cells
    };
    let rows: Vec<_> = awards.into_iter().map(row).collect();
    let mut columns =
        vec![Column::head("Awarded to"), Column::text("On"), Column::text("Contract"), Column::number("Value")];
    columns.extend(may_keep.then(|| Column::text("In the register")));
    let contracts = contracts
        .into_iter()
        .map(|(reference, title)| {
            let href = format!("/contracts/{}", reference.in_address());
            view! { <li><a class="govuk-link" href=href>{title}</a> " " <span class="reference">{reference.to_string()}</span></li> }
        })
        .collect::<Vec<_>>();
    let became = (!contracts.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-m">"The contract in this register"</h3>
            <ul class="govuk-list">{contracts}</ul>
        }
    });
    (!rows.is_empty() || became.is_some()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Awards"</h2>
            {(!rows.is_empty()).then(|| view! { <Table caption="Awards" caption_hidden=true columns rows/> })}
            {became}
        }
    })
}

fn supplier(supplier: Supplier) -> impl IntoView {
    match supplier.organisation {
        Some(reference) => {
            let href = format!("/providers/{}", reference.in_address());
            view! { <li><a class="govuk-link" href=href>{supplier.name}</a></li> }.into_any()
        }
        None => view! { <li>{supplier.name}</li> }.into_any(),
    }
}
