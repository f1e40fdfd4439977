//! `/providers`: who provides.

use entities::{
    Refusal,
    contract::read::{Provider, ProviderFilter, ProviderOrder},
    extent::Extent,
    organisation::Kind,
    registered_service::{Judgement, read::Registered},
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Query, Sheet},
    ui::{Choice, Column, EmptyState, FilteredList, Select, SortBy, Table, TextInput},
};

/// The providers of contracts that the viewer may read, and the owners of registered services.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (providers, typed) =
        ask.listed(filter, async |filter| ask.register.providers(&ask.viewer, &filter).await).await?;
    Page::new("Providers").typed(&typed).show(move || {
        let count = providers.count as u64;
        let list = if providers.rows.is_empty() {
            view! { <EmptyState text="No providers match."><p class="govuk-body">"Try fewer filters."</p></EmptyState> }
                .into_any()
        } else {
            let caption = if count == 1 { "1 provider".to_owned() } else { format!("{count} providers") };
            let rows = providers.rows.into_iter().map(row).collect();
            let columns = vec![
                Column::head("Provider"),
                Column::number("Contracts"),
                Column::number("Known prices"),
                Column::number("Registered places"),
                Column::text("Judged"),
            ];
            view! { <Table caption columns rows/> }.into_any()
        };
        view! {
            <FilteredList path="/providers" query count found=list>
                <TextInput name="q" label="Words in the name"/>
                <Select name="kind" label="Kind" choices={Choice::words::<Kind>()} empty="All kinds"/>
                <Select
                    name="judgement"
                    label="A service of it is judged"
                    choices={Choice::words::<Judgement>()}
                    empty="Any judgement, or none"
                />
                <SortBy orders=ProviderOrder::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let providers = ask.register.providers(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(providers.rows)
        .column("Reference", |row| row.organisation.reference.to_string())
        .column("Provider", |row| row.organisation.name.clone())
        .column("Kind", |row| row.kind.to_string())
        .column("Contracts", |row| row.contracts.to_string())
        .column("Known prices (£)", |row| row.price.as_decimal())
        .column("Registered services", |row| row.registered.services.to_string())
        .column("Registered places", |row| row.registered.places.to_string())
        .column("Judged", |row| judgements(&row.registered).join("; "))
        .column("Page", |row| ask.site.address_of("/providers", &row.organisation.reference))
        .named("providers.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<ProviderFilter, Refusal> {
    let mut read = query.narrowing();
    let filter = ProviderFilter {
        words: read.words(),
        kind: read.value("kind", "Choose one of the list"),
        judgement: read.value("judgement", "Choose one of the list"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}

fn row(provider: Provider) -> Vec<AnyView> {
    let href = format!("/providers/{}", provider.organisation.reference.in_address());
    let contracts = i64::try_from(provider.contracts).unwrap_or(i64::MAX);
    vec![
        view! {
            <a class="govuk-link" href=href>{provider.organisation.name}</a>
            <span class="quiet quiet--block">{provider.kind.label()}</span>
        }
        .into_any(),
        some(contracts, provider.contracts.to_string()).into_any(),
        some(contracts, provider.price.to_string()).into_any(),
        some(provider.registered.places, provider.registered.places.to_string()).into_any(),
        judged(&provider.registered).into_any(),
    ]
}

/// Nothing is said of a provider without contracts, or without registered places.
fn some(count: i64, says: String) -> String {
    if count == 0 { String::new() } else { says }
}

/// "Good: 3" of each judgement.
fn judgements(registered: &Registered) -> Vec<String> {
    registered.judgements.iter().map(|(judgement, count)| format!("{judgement}: {count}")).collect()
}

/// Each judgement on a line of its own.
fn judged(registered: &Registered) -> impl IntoView + use<> {
    judgements(registered).into_iter().map(|line| view! { <span class="stacked">{line}</span> }).collect_view()
}
