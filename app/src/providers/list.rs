//! `/providers`: who provides.

use entities::{
    contract::read::{Provider, ProviderFilter},
    organisation::Kind,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page},
    ui::{Choice, Column, EmptyState, FilterPanel, Select, Table, TextInput},
};

/// The providers of contracts that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = ProviderFilter { words: query.get("q").unwrap_or_default().to_owned(), kind: query.value("kind") };
    let providers = ask.register.providers(&ask.viewer, &filter).await?;
    Page::new("Providers").show(move || {
        let list = if providers.is_empty() {
            view! { <EmptyState text="No providers match."><p class="govuk-body">"Try fewer filters."</p></EmptyState> }
                .into_any()
        } else {
            let caption =
                if providers.len() == 1 { "1 provider".to_owned() } else { format!("{} providers", providers.len()) };
            let rows = providers.into_iter().map(row).collect();
            let columns = vec![
                Column::head("Provider"),
                Column::text("Kind"),
                Column::number("Contracts"),
                Column::number("Prices that are known"),
            ];
            view! { <Table caption columns rows/> }.into_any()
        };
        view! {
            <div class="filtered-list">
                <FilterPanel action="/providers" query>
                    <TextInput name="q" label="Words in the name"/>
                    <Select name="kind" label="Kind" choices={Choice::words::<Kind>()} empty="All kinds"/>
                </FilterPanel>
                <div>{list}</div>
            </div>
        }
    })
}

fn row(provider: Provider) -> Vec<AnyView> {
    let href = format!("/providers/{}", provider.organisation.reference.in_address());
    vec![
        view! { <a class="govuk-link" href=href>{provider.organisation.name}</a> }.into_any(),
        provider.kind.label().into_any(),
        provider.contracts.to_string().into_any(),
        provider.price.to_string().into_any(),
    ]
}
