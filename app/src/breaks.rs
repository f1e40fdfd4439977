//! `/breaks`: every missing link of the chain from promise to result that the reader may see, who can mend it, and how.

use entities::{
    list::Count,
    trace::{
        Break,
        list::{Breaks, BreaksByKind, Row, What},
        mending::{KEEPER, Mender},
    },
};
use leptos::prelude::*;

use crate::{
    agreements::head,
    http::{Answer, Ask, Failure, Query},
    list::List,
    organisations::answering,
    services::UNPUBLISHED,
};

/// The breaks in what the viewer may read.
pub async fn page(ask: Ask) -> Answer {
    let list = declared(&ask);
    let by_kind = match list.asked(ask.query()) {
        Ok(breaks) => by_kind(&ask, breaks).await?,
        Err(_) => Vec::new(),
    };
    let query = ask.query().clone();
    list.above(move || {
        view! {
            <p class="govuk-body-l">
                "A promise should lead to money, to a service, to a contract and to a result that is measured. Where one of these \
                 links is missing, the chain breaks."
            </p>
            <Kinds by_kind query/>
        }
    })
    .page(ask)
    .await
}

/// The same as CSV.
pub async fn csv(ask: Ask) -> Answer {
    declared(&ask).csv(ask).await
}

/// None where an organisation is named that the register does not know: the list says so.
async fn by_kind(ask: &Ask, breaks: Breaks) -> Result<Vec<(Break, Count)>, Failure> {
    match ask.register.read(&ask.viewer, &BreaksByKind(breaks)).await {
        Err(entities::Refusal::Invalid(_)) => Ok(Vec::new()),
        other => Ok(other?),
    }
}

fn declared(ask: &Ask) -> List<Breaks> {
    let origin = ask.site.origin.clone();
    List::<Breaks>::at("/breaks", "Breaks in the chain from promise to result", ["break", "breaks"])
        .advice("Try fewer filters. Breaks of agreements in negotiation are shown to their parties when they sign in.")
        .filters(|filters| {
            filters
                .choice("kind", "What is missing", "Anything", |list, kind: Option<Break>| {
                    list.kind = kind;
                })
                .typed(
                    "agreement",
                    "Agreement",
                    "Words of its title, or its reference",
                    "Enter words of its title",
                    |list, agreement| list.agreement = agreement,
                )
                .body("mends", "Who can mend it", |list, body| list.mends = body)
        })
        .columns(|columns| {
            columns
                .head("What is missing, and where", missing)
                .file("Where", |row| words(&row.what))
                .file("Reference", |row| row.record.to_string())
                .file("What is missing", |row| row.kind.to_string())
                .text("Agreements", of_agreements)
                .filed(agreements)
                .text("Who can mend it, and how", mending)
                .file("Who can mend it", |row| row.menders.iter().map(Mender::in_words).collect::<Vec<_>>().join("; "))
                .file("How", |row| row.how.clone())
                .file("Page", move |row| format!("{origin}{}", address(row)))
        })
}

/// How many there are of each kind, each leading to those.
#[component]
fn Kinds(by_kind: Vec<(Break, Count)>, query: Query) -> impl IntoView {
    let chosen = query.value::<Break>("kind");
    let item = |(kind, count): (Break, Count)| {
        let href = query.link("/breaks", &[("kind", kind.code())]);
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

fn missing(row: &Row) -> impl IntoView + use<> {
    let (href, text) = (address(row), words(&row.what));
    view! {
        <strong class="break">{row.kind.label()}</strong>
        <span class="stacked"><a class="govuk-link" href=href>{text}</a></span>
        <span class="quiet quiet--block">{row.record.to_string()}</span>
    }
}

fn of_agreements(row: &Row) -> impl IntoView + use<> {
    let agreements = row.agreements.iter().map(|(reference, edition)| {
        let href = head::of_edition(reference, *edition);
        view! { <span class="stacked"><a class="govuk-link" href=href>{named(reference, *edition)}</a></span> }
    });
    let more = more(row.more_agreements).map(|more| view! { <span class="stacked">{more}</span> });
    view! { {agreements.collect_view()} {more} }
}

fn mending(row: &Row) -> impl IntoView + use<> {
    let menders = row.menders.iter().cloned().map(|mender| match mender {
        Mender::Body(organisation, part) => {
            view! { <span class="stacked">{answering::link(organisation)} {format!(", {part}")}</span> }.into_any()
        }
        Mender::Keeper => view! { <span class="stacked">{KEEPER}</span> }.into_any(),
    });
    view! { {menders.collect_view()} <span class="stacked">{row.how.clone()}</span> }
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
fn named(reference: &entities::values::Reference, edition: i64) -> String {
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
