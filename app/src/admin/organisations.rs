//! `/admin/organisations`: every body of the register, to be kept.

use entities::organisation::{read::Filter, table::Model};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Column, EmptyState, FilterPanel, ListPages, Misread, Table, TextInput},
};

/// The list.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let mut read = query.narrowing();
    let filter = Filter { words: read.words(), extent: query.extent(), ..Filter::default() };
    let filter = read.read(filter);
    let (list, typed) = ask.listed(filter, async |filter| ask.register.organisations(&filter).await).await?;
    let misread = !typed.faults().is_empty();
    Page::new("Organisations").crumb("Administration", "/admin").typed(&typed).show(move || {
        let rows = if misread {
            view! { <Misread/> }.into_any()
        } else if list.rows.is_empty() {
            view! {
                <EmptyState text="No organisations match.">
                    <p class="govuk-body">"Try fewer words, or add it."</p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption =
                if list.count == 1 { "1 organisation".to_owned() } else { format!("{} organisations", list.count) };
            let columns = vec![Column::head("Organisation"), Column::text("Kind"), Column::text("Second factor")];
            view! { <Table caption columns rows={list.rows.into_iter().map(row).collect()}/> }.into_any()
        };
        view! {
            <ButtonLink href="/admin/organisations/new">"Add an organisation"</ButtonLink>
            <div class="filtered-list">
                <FilterPanel action="/admin/organisations" query=query.clone()>
                    <TextInput name="q" label="Name, place or code" kind="search"/>
                </FilterPanel>
                <div>
                    {rows}
                    <ListPages path="/admin/organisations" query count=list.count/>
                </div>
            </div>
        }
    })
}

fn row(organisation: Model) -> Vec<AnyView> {
    let href = format!("/admin/organisations/{}", organisation.reference.in_address());
    vec![
        view! { <a class="govuk-link" href=href>{organisation.name}</a> }.into_any(),
        organisation.kind.label().into_any(),
        if organisation.asks_second_factor { "Asked for" } else { "" }.into_any(),
    ]
}
