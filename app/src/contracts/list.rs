//! `/contracts`: the register of contracts, the next to end first.

use entities::{
    access::Role,
    contract::{Origin, read::Filter},
};
use leptos::prelude::*;

use super::rows::ContractTable;
use crate::{
    http::{Answer, Ask, Page},
    ui::{ButtonLink, Choice, EmptyState, FilterPanel, ListPages, Select, TextInput},
};

/// The contracts that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = Filter {
        words: query.get("q").unwrap_or_default().to_owned(),
        provider: query.value("provider"),
        origin: query.value("origin"),
        ending_within: query.value("ending"),
        page: query.page(),
    };
    let list = ask.register.contracts(&ask.viewer, &filter).await?;
    let may_keep = ask.viewer.has(Role::Commissioner);
    Page::new("Contracts").show(move || {
        let rows = if list.rows.is_empty() {
            view! { <EmptyState text="No contracts match."><p class="govuk-body">"Try fewer filters."</p></EmptyState> }
                .into_any()
        } else {
            let caption = if list.count == 1 { "1 contract".to_owned() } else { format!("{} contracts", list.count) };
            view! { <ContractTable caption rows=list.rows/> }.into_any()
        };
        let months =
            [3, 6, 12, 18].map(|months: u32| Choice::new(months.to_string(), format!("{months} months"))).to_vec();
        view! {
            {may_keep.then(|| view! { <ButtonLink href="/contracts/new">"Add a contract"</ButtonLink> })}
            <div class="filtered-list">
                <FilterPanel action="/contracts" query=query.clone()>
                    <TextInput name="q" label="Words in the title"/>
                    <Select name="origin" label="Origin" choices={Choice::words::<Origin>()} empty="Any origin"/>
                    <Select name="ending" label="Ending within" choices=months empty="Any time"/>
                    <TextInput name="provider" label="Provider" hint="Reference, like ORG-2014-001" width=20/>
                </FilterPanel>
                <div>
                    {rows}
                    <ListPages path="/contracts" query count=list.count/>
                </div>
            </div>
        }
    })
}
