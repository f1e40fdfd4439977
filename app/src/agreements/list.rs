//! `/agreements`: the list, with its filters.

use entities::{
    Refusal,
    access::{Permission, Standing},
    agreement::{
        Kind,
        read::{Agreements, Order, Row, Stage},
    },
    extent::Extent,
};
use leptos::prelude::*;

use super::head;
use crate::{
    http::{Answer, Ask, Page, Query, Sheet},
    ui::{ButtonLink, Choice, Column, EmptyState, FilteredList, Select, SortBy, Table, Tag, TextInput},
};

/// The agreements that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.read(&ask.viewer, &filter).await).await?;
    let may_create = ask.viewer.may(Permission::Steer, Standing::OWN);
    Page::new("Agreements").typed(&typed).show(move || {
        let found = view! { <Rows rows=list.rows count=list.count/> }.into_any();
        view! {
            {may_create.then(|| view! { <ButtonLink href="/agreements/new">"Draft a new agreement"</ButtonLink> })}
            <FilteredList path="/agreements" query count=list.count found>
                <TextInput name="q" label="Words in the title"/>
                <Select name="kind" label="Kind" choices={Choice::words::<Kind>()} empty="All kinds"/>
                <Select name="status" label="Status" choices={Choice::words::<Stage>()} empty="Any status"/>
                <TextInput name="year" label="Financial year" hint="For example, 2015/16" width=10/>
                <TextInput name="partner" label="Partner" hint="Reference, like ORG-2014-001" width=20/>
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
        .column("Title", |row| row.title.clone())
        .column("Kind", |row| row.kind.to_string())
        .column("Financial year", |row| row.year.to_string())
        .column("Led by", |row| row.lead.name.clone())
        .column("Status", |row| row.status.in_words())
        .column("Page", |row| ask.site.address_of("/agreements", &row.reference))
        .named("agreements.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<Agreements, Refusal> {
    let mut read = query.narrowing();
    let filter = Agreements {
        words: read.words(),
        kind: read.value("kind", "Choose one of the list"),
        stage: read.value("status", "Choose one of the list"),
        year: read.value("year", "Enter a financial year, like 2015/16"),
        partner: read.value("partner", "Enter a reference, like ORG-2014-001"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}

#[component]
fn Rows(rows: Vec<Row>, count: u64) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState text="No agreements match.">
                <p class="govuk-body">"Try fewer filters. Agreements in negotiation are shown to their parties when they sign in."</p>
            </EmptyState>
        }
        .into_any();
    }
    let cells = rows
        .into_iter()
        .map(|row| {
            let href = head::address(&row.reference);
            vec![
                view! {
                    <a class="govuk-link" href=href>{row.title}</a>
                    <span class="quiet quiet--block">{format!("{}, {}", row.reference, row.kind)}</span>
                }
                .into_any(),
                row.year.to_string().into_any(),
                row.lead.name.into_any(),
                view! { <Tag text=row.status.in_words() tone=head::tone(row.status)/> }.into_any(),
            ]
        })
        .collect();
    let columns = vec![Column::head("Agreement"), Column::text("Year"), Column::text("Led by"), Column::text("Status")];
    let caption = if count == 1 { "1 agreement".to_owned() } else { format!("{count} agreements") };
    view! { <Table caption columns rows=cells/> }.into_any()
}
