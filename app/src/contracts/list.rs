//! `/contracts`: the register of contracts, the next to end first.

use std::collections::BTreeSet;

use entities::{
    Refusal,
    access::{Permission, Standing},
    contract::{
        Origin,
        read::{Filter, Order},
    },
    extent::Extent,
    organisation::read::Named,
};
use leptos::prelude::*;

use super::rows::ContractTable;
use crate::{
    http::{Answer, Ask, Page, Query, Sheet, cell},
    ui::{ButtonLink, Choice, EmptyState, FilteredList, Select, SortBy, TextInput},
};

/// The months that the filter offers; another number that an address asks for is offered too.
const MONTHS: [u32; 4] = [3, 6, 12, 18];

/// The contracts that the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.contracts(&ask.viewer, &filter).await).await?;
    let may_keep = ask.viewer.may(Permission::KeepRegister, Standing::OPEN);
    Page::new("Contracts").typed(&typed).show(move || {
        let rows = if list.rows.is_empty() {
            view! { <EmptyState text="No contracts match."><p class="govuk-body">"Try fewer filters."</p></EmptyState> }
                .into_any()
        } else {
            let caption = if list.count == 1 { "1 contract".to_owned() } else { format!("{} contracts", list.count) };
            view! { <ContractTable caption rows=list.rows/> }.into_any()
        };
        let asked = query.value::<u32>("ending").filter(|asked| !MONTHS.contains(asked));
        let months = MONTHS.into_iter().chain(asked).collect::<BTreeSet<u32>>().into_iter();
        let months: Vec<_> = months.map(|months| Choice::new(months.to_string(), format!("{months} months"))).collect();
        view! {
            {may_keep.then(|| view! { <ButtonLink href="/contracts/new">"Add a contract"</ButtonLink> })}
            <FilteredList path="/contracts" query count=list.count found=rows>
                <TextInput name="q" label="Words in the title"/>
                <Select name="origin" label="Origin" choices={Choice::words::<Origin>()} empty="Any origin"/>
                <Select name="ending" label="Ending within" choices=months empty="Any time"/>
                <TextInput name="provider" label="Provider" hint="Reference, like ORG-2014-001" width=20/>
                <SortBy orders=Order::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.contracts(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(list.rows)
        .column("Reference", |row| row.reference.to_string())
        .column("Title", |row| row.title.clone())
        .column("Providers", |row| names(&row.providers))
        .column("Service", |row| cell(row.service.as_ref().map(|(_, name)| name)))
        .column("Price (£)", |row| cell(row.price.map(|price| price.pence.as_decimal())))
        .column("Price is", |row| cell(row.price.map(|price| price.precision)))
        .column("Starts", |row| cell(row.starts))
        .column("Ends", |row| cell(row.ends))
        .column("Origin", |row| row.origin.to_string())
        .column("Status", |row| row.status.clone())
        .column("Page", |row| ask.site.address_of("/contracts", &row.reference))
        .named("contracts.csv")
}

/// Providers in one cell.
pub fn names(providers: &[Named]) -> String {
    providers.iter().map(|provider| provider.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn filter(query: &Query, extent: Extent) -> Result<Filter, Refusal> {
    let mut read = query.narrowing();
    let filter = Filter {
        words: read.words(),
        provider: read.value("provider", "Enter a reference, like ORG-2014-001"),
        service: read.value("service", "Choose one of the list"),
        origin: read.value("origin", "Choose one of the list"),
        ending_within: read.value("ending", "Enter a number of months"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}
