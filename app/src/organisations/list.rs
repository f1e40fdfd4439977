//! `/organisations`: every body of the register, by name.

use entities::{
    Refusal,
    access::{Permission, Standing},
    extent::Extent,
    organisation::{
        Kind,
        read::{Filter, Order},
        table::Model,
    },
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Query, Sheet, cell},
    ui::{ButtonLink, Choice, Column, EmptyState, FilteredList, Select, SortBy, Table, TextInput, day_or},
};

/// The organisations.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.organisations(&filter).await).await?;
    let keeps = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    Page::new("Organisations").typed(&typed).show(move || {
        let rows = if list.rows.is_empty() {
            view! {
                <EmptyState text="No organisations match.">
                    <p class="govuk-body">"Try fewer words, a code, or another kind."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption =
                if list.count == 1 { "1 organisation".to_owned() } else { format!("{} organisations", list.count) };
            let columns = vec![Column::head("Organisation"), Column::text("Kind"), Column::text("Open until")];
            view! { <Table caption columns rows={list.rows.into_iter().map(row).collect()}/> }.into_any()
        };
        let matches = keeps.then(|| {
            let href = "/organisations/matches";
            view! { <ButtonLink href secondary=true>"Records that may be of one body"</ButtonLink> }
        });
        view! {
            {matches}
            <FilteredList path="/organisations" query count=list.count found=rows>
                <TextInput name="q" label="Name, place or code" kind="search"/>
                <Select name="kind" label="Kind" choices={Choice::words::<Kind>()} empty="Any kind"/>
                <SortBy orders=Order::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.organisations(&filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(list.rows)
        .column("Reference", |row| row.reference.to_string())
        .column("Name", |row| row.name.clone())
        .column("Kind", |row| row.kind.to_string())
        .column("Town", |row| cell(row.town.as_ref()))
        .column("Postcode", |row| cell(row.postcode.as_ref()))
        .column("Opened", |row| cell(row.opened))
        .column("Closed", |row| cell(row.closed))
        .column("Page", |row| ask.site.address_of("/organisations", &row.reference))
        .named("organisations.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<Filter, Refusal> {
    let mut read = query.narrowing();
    let filter =
        Filter { words: read.words(), kind: read.value("kind", "Choose one of the list"), order: read.order(), extent };
    read.read(filter)
}

fn row(organisation: Model) -> Vec<AnyView> {
    let href = format!("/organisations/{}", organisation.reference.in_address());
    let town = organisation.town.map(|town| view! { <span class="quiet quiet--block">{town}</span> });
    vec![
        view! { <a class="govuk-link" href=href>{organisation.name}</a> {town} }.into_any(),
        organisation.kind.label().into_any(),
        day_or(organisation.closed, "").into_any(),
    ]
}
