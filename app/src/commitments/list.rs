//! `/commitments`: by owner, year and confirmation.

use entities::{
    Refusal,
    commitment::{
        Confirmation,
        read::{Commitments, Order},
    },
    extent::Extent,
};
use leptos::prelude::*;

use super::rows::CommitmentTable;
use crate::{
    http::{Answer, Ask, Page, Query, Sheet, cell},
    ui::{Choice, EmptyState, FilteredList, Select, SortBy, TextInput},
};

/// The commitments of agreements that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.read(&ask.viewer, &filter).await).await?;
    Page::new("Commitments").typed(&typed).show(move || {
        let rows = if list.rows.is_empty() {
            view! {
                <EmptyState text="No commitments match.">
                    <p class="govuk-body">"Try fewer filters. Commitments still in negotiation are shown to their parties when they sign in."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption = if list.count == 1 { "1 commitment".to_owned() } else { format!("{} commitments", list.count) };
            view! { <CommitmentTable caption rows=list.rows/> }.into_any()
        };
        view! {
            <FilteredList path="/commitments" query count=list.count found=rows>
                <TextInput name="owner" label="Promised by" hint="Reference, like ORG-2014-001" width=20/>
                <TextInput name="year" label="Financial year" hint="For example, 2015/16" width=10/>
                <Select name="confirmation" label="Confirmation" choices={Choice::words::<Confirmation>()} empty="Any"/>
                <SortBy orders=Order::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.read(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(list.rows)
        .column("Reference", |row| row.reference.to_string())
        .column("Statement", |row| row.statement.clone())
        .column("Promised by", |row| row.owner.name.clone())
        .column("Financial year", |row| row.year.to_string())
        .column("Due", |row| cell(row.due))
        .column("Confirmation", |row| row.shown.to_owned())
        .column("Agreement", |row| row.agreement.to_string())
        .column("Clause", |row| row.clause.clone())
        .column("Page", |row| ask.site.address_of("/commitments", &row.reference))
        .named("commitments.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<Commitments, Refusal> {
    let mut read = query.narrowing();
    let filter = Commitments {
        agreement: None,
        owner: read.value("owner", "Enter a reference, like ORG-2014-001"),
        year: read.value("year", "Enter a financial year, like 2015/16"),
        confirmation: read.value("confirmation", "Choose one of the list"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}
