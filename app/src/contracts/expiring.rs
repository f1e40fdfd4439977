//! `/expiring`: contracts that end within 18 months, what the buyer intends, and a provider's interest in what comes after.

use entities::{
    Refusal,
    access::{Permission, Standing},
    contract::{
        Intention,
        read::{Ending, EndingFilter, EndingOrder},
    },
    extent::Extent,
    service::read::ServiceChoices,
};
use leptos::prelude::*;

use super::list::names;
use crate::{
    http::{Answer, Ask, Page, Query, Sheet, cell},
    ui::{Choice, Column, EmptyState, FilteredList, Select, SortBy, Table, TextInput, day_or},
};

/// The contracts that the reader may see.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.expiring(&ask.viewer, &filter).await).await?;
    let services = ask.register.read(&ask.viewer, &ServiceChoices).await?;
    let may_take_part = ask.viewer.may(Permission::TakePart, Standing::OWN);
    Page::new("Contracts that end within 18 months").crumb("Contracts", "/contracts").typed(&typed).show(move || {
        let services = services.into_iter().map(|row| Choice::new(row.reference.to_string(), row.name)).collect();
        let found = if list.rows.is_empty() {
            view! {
                <EmptyState text="No contract ends within 18 months.">
                    <p class="govuk-body">
                        "Try fewer filters, or see all " <a class="govuk-link" href="/contracts">"contracts"</a> "."
                    </p>
                </EmptyState>
            }
            .into_any()
        } else {
            let caption = if list.count == 1 { "1 contract".to_owned() } else { format!("{} contracts", list.count) };
            view! { <Endings caption rows=list.rows may_take_part/> }.into_any()
        };
        view! {
            <p class="govuk-body-l">"What the buyer intends to do after each. Providers can say that they are interested."</p>
            <FilteredList path="/expiring" query count=list.count found=found>
                <TextInput name="q" label="Words in the title" kind="search"/>
                <Select name="intention" label="What the buyer intends" choices={Choice::words::<Intention>()} empty="Anything"/>
                <Select name="service" label="Service" choices=services empty="Any service"/>
                <SortBy orders=EndingOrder::ALL/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.expiring(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    let follows = |row: &Ending| row.followed_by.iter().map(|(reference, _)| reference.to_string()).collect::<Vec<_>>();
    Sheet::of(list.rows)
        .column("Reference", |row| row.contract.reference.to_string())
        .column("Title", |row| row.contract.title.clone())
        .column("Providers", |row| names(&row.contract.providers))
        .column("Ends", |row| cell(row.contract.ends))
        .column("What the buyer intends", |row| row.intention.to_string())
        .column("Note", |row| row.intention_note.clone())
        .column("Followed by", move |row| follows(row).join("; "))
        .column("Interested", |row| cell(row.interested))
        .column("Page", |row| ask.site.address_of("/contracts", &row.contract.reference))
        .named("expiring.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<EndingFilter, Refusal> {
    let mut read = query.narrowing();
    let filter = EndingFilter {
        words: read.words(),
        intention: read.value("intention", "Choose one of the list"),
        service: read.value("service", "Choose one of the list"),
        order: read.order(),
        extent,
    };
    read.read(filter)
}

#[component]
fn Endings(caption: String, rows: Vec<Ending>, may_take_part: bool) -> impl IntoView {
    let told = rows.iter().any(|row| row.interested.is_some());
    let row = |ending: Ending| {
        let contract = ending.contract;
        let base = format!("/contracts/{}", contract.reference.in_address());
        let providers: Vec<String> = contract.providers.iter().map(|provider| provider.name.clone()).collect();
        let next = ending.followed_by.into_iter().map(|(reference, title)| {
            let href = format!("/tenders/{}", reference.in_address());
            view! { <span class="stacked"><a class="govuk-link" href=href>{title}</a></span> }
        });
        let mut cells = vec![
            view! {
                <a class="govuk-link" href=base.clone()>{contract.title.clone()}</a>
                <span class="quiet quiet--block">{providers.join(", ")}</span>
            }
            .into_any(),
            day_or(contract.ends, "").into_any(),
            view! {
                {ending.intention.label()}
                <span class="quiet quiet--block">{ending.intention_note}</span>
                {next.collect::<Vec<_>>()}
            }
            .into_any(),
        ];
        if told {
            cells.push(ending.interested.unwrap_or_default().to_string().into_any());
        }
        if may_take_part {
            let text = match (ending.own_interest.is_some(), ending.no_interest.is_some()) {
                (true, _) => "Change your interest",
                (false, false) => "Register interest",
                (false, true) => "",
            };
            let about = view! { <span class="govuk-visually-hidden">" in what follows " {contract.title}</span> };
            cells.push(match text {
                "" => "".into_any(),
                text => view! { <a class="govuk-link" href=format!("{base}/interest")>{text} {about}</a> }.into_any(),
            });
        }
        cells
    };
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let mut columns = vec![Column::head("Contract"), Column::text("Ends"), Column::text("What follows")];
    columns.extend(told.then(|| Column::number("Interested")));
    columns.extend(may_take_part.then(|| Column::text("Your interest")));
    view! { <Table caption columns rows/> }
}
