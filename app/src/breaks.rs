//! `/breaks`: every missing link of the chain from promise to result that the reader may see, who can mend it, and how.

use entities::{
    Refusal,
    extent::Extent,
    trace::{
        Break,
        list::{Breaks, Row, What},
        mending::{KEEPER, Mender},
    },
    values::Reference,
};
use leptos::prelude::*;

use crate::{
    agreements::head,
    http::{Answer, Ask, Page, Query, Sheet},
    organisations::answering,
    services::UNPUBLISHED,
    ui::{Choice, Column, EmptyState, FilteredList, Select, Table, TextInput},
};

/// The breaks in what the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let query = ask.query().clone();
    let filter = filter(&query, query.extent());
    let (list, typed) = ask.listed(filter, async |filter| ask.register.read(&ask.viewer, &filter).await).await?;
    Page::new("Breaks in the chain from promise to result").typed(&typed).show(move || {
        let kinds = view! { <Kinds by_kind=list.by_kind query=query.clone()/> };
        let found = view! { <Rows rows=list.rows count=list.count/> }.into_any();
        view! {
            <p class="govuk-body-l">
                "A promise should lead to money, to a service, to a contract and to a result that is measured. Where one of these \
                 links is missing, the chain breaks."
            </p>
            {kinds}
            <FilteredList path="/breaks" query count=list.count found>
                <Select name="kind" label="What is missing" choices={Choice::words::<Break>()} empty="Anything"/>
                <TextInput name="agreement" label="Agreement" hint="Reference, like MOU-2015-001" width=20/>
                <TextInput name="mends" label="Who can mend it" hint="Reference, like ORG-2014-001" width=20/>
            </FilteredList>
        }
    })
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    let list = ask.register.read(&ask.viewer, &filter(ask.query(), Extent::Whole)?).await?;
    Sheet::of(list.rows)
        .column("Where", |row| words(&row.what))
        .column("Reference", |row| row.record.to_string())
        .column("What is missing", |row| row.kind.to_string())
        .column("Agreements", agreements)
        .column("Who can mend it", |row| row.menders.iter().map(Mender::in_words).collect::<Vec<_>>().join("; "))
        .column("How", |row| row.how.clone())
        .column("Page", |row| format!("{}{}", ask.site.origin, address(row)))
        .named("breaks.csv")
}

fn filter(query: &Query, extent: Extent) -> Result<Breaks, Refusal> {
    let mut read = query.narrowing();
    let filter = Breaks {
        kind: read.value("kind", "Choose one of the list"),
        agreement: read.value("agreement", "Enter a reference, like MOU-2015-001"),
        mends: read.value("mends", "Enter a reference, like ORG-2014-001"),
        extent,
    };
    read.read(filter)
}

/// How many there are of each kind, each leading to those.
#[component]
fn Kinds(by_kind: Vec<(Break, u64)>, query: Query) -> impl IntoView {
    let chosen = query.value::<Break>("kind");
    let item = |(kind, count): (Break, u64)| {
        let href = query.link("/breaks", &[("kind", kind.code()), ("page", "")]);
        let current = (chosen == Some(kind)).then_some("true");
        view! {
            <li>
                <a class="govuk-link" href=href aria-current=current>{kind.label()}</a>
                {format!(": {count}")}
            </li>
        }
    };
    (!by_kind.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"By kind"</h2>
            <ul class="govuk-list govuk-list--bullet">{by_kind.into_iter().map(item).collect_view()}</ul>
        }
    })
}

#[component]
fn Rows(rows: Vec<Row>, count: u64) -> impl IntoView {
    if rows.is_empty() {
        return view! {
            <EmptyState text="No breaks match.">
                <p class="govuk-body">
                    "Try fewer filters. Breaks of agreements in negotiation are shown to their parties when they sign in."
                </p>
            </EmptyState>
        }
        .into_any();
    }
    let cells = rows.into_iter().map(row).collect();
    let columns = vec![
        Column::head("What is missing, and where"),
        Column::text("Agreements"),
        Column::text("Who can mend it, and how"),
    ];
    let caption = if count == 1 { "1 break".to_owned() } else { format!("{count} breaks") };
    view! { <Table caption columns rows=cells/> }.into_any()
}

fn row(row: Row) -> Vec<AnyView> {
    let (href, text) = (address(&row), words(&row.what));
    let agreements = row.agreements.into_iter().map(|(reference, edition)| {
        let href = head::of_edition(&reference, edition);
        view! { <span class="stacked"><a class="govuk-link" href=href>{named(&reference, edition)}</a></span> }
    });
    let more = more(row.more_agreements).map(|more| view! { <span class="stacked">{more}</span> });
    let menders = row.menders.into_iter().map(|mender| match mender {
        Mender::Body(organisation, part) => {
            view! { <span class="stacked">{answering::link(organisation)} {format!(", {part}")}</span> }.into_any()
        }
        Mender::Keeper => view! { <span class="stacked">{KEEPER}</span> }.into_any(),
    });
    vec![
        view! {
            <strong class="break">{row.kind.label()}</strong>
            <span class="stacked"><a class="govuk-link" href=href>{text}</a></span>
            <span class="quiet quiet--block">{row.record.to_string()}</span>
        }
        .into_any(),
        view! { {agreements.collect_view()} {more} }.into_any(),
        view! { {menders.collect_view()} <span class="stacked">{row.how}</span> }.into_any(),
    ]
}

/// The record in words; never more than its reader may know.
fn words(what: &What) -> String {
    match what {
        What::Commitment { statement } => statement.clone(),
        What::Money { amount, unexplained, service } => {
            format!("{unexplained} of {amount} for {}", service.as_deref().unwrap_or(UNPUBLISHED))
        }
        What::Service { name } => name.clone(),
        What::Contract { title } => title.clone(),
        What::Measure { statement, contract } => format!("{statement}, of {contract}"),
    }
}

/// Where the record is read, in the edition in which the link is missing.
fn address(row: &Row) -> String {
    let record = row.record.in_address();
    let within = row.agreements.first().filter(|(_, edition)| *edition > 1);
    let within = within.map(|(_, edition)| format!("?edition={edition}")).unwrap_or_default();
    match row.what {
        What::Commitment { .. } => format!("/commitments/{record}{within}"),
        What::Money { .. } => format!("/funding/{record}{within}"),
        What::Service { .. } => format!("/services/{record}"),
        What::Contract { .. } | What::Measure { .. } => format!("/contracts/{record}"),
    }
}

/// An agreement, and its edition unless that is its first.
fn named(reference: &Reference, edition: i64) -> String {
    if edition > 1 { format!("{reference}, edition {edition}") } else { reference.to_string() }
}

fn more(count: usize) -> Option<String> {
    (count > 0).then(|| format!("and {count} more"))
}

fn agreements(row: &Row) -> String {
    let shown = row.agreements.iter().map(|(reference, edition)| named(reference, *edition));
    shown.chain(more(row.more_agreements)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use entities::values::{Amount, Pence};

    use super::*;

    fn at(record: &str, what: What, edition: i64) -> Row {
        Row {
            kind: Break::Unfunded,
            record: record.parse().unwrap(),
            what,
            agreements: vec![("MOU-2015-001".parse().unwrap(), edition)],
            more_agreements: 0,
            menders: Vec::new(),
            how: String::new(),
        }
    }

    #[test]
    fn a_break_leads_to_its_record_in_its_own_edition() {
        let promise = || What::Commitment { statement: "We refer early".into() };
        assert_eq!(address(&at("COM-2015-001", promise(), 1)), "/commitments/com-2015-001");
        assert_eq!(address(&at("COM-2015-001", promise(), 2)), "/commitments/com-2015-001?edition=2");
        let contract = What::Contract { title: "Family help".into() };
        assert_eq!(address(&at("CON-2014-001", contract, 2)), "/contracts/con-2014-001", "a contract has no editions");
    }

    #[test]
    fn money_for_a_service_that_is_not_published_does_not_name_it() {
        let what = What::Money {
            amount: Amount::exactly(Pence::pounds(40_000)),
            unexplained: Pence::pounds(1),
            service: None,
        };
        assert_eq!(words(&what), "£1 of £40,000 for A service that is not published");
    }

    #[test]
    fn agreements_are_named_with_their_editions_and_how_many_more_there_are() {
        let row = Row { more_agreements: 3, ..at("SVC-2014-001", What::Service { name: "Hub".into() }, 2) };
        assert_eq!(agreements(&row), "MOU-2015-001, edition 2; and 3 more");
    }
}
