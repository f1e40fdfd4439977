//! `/agreements/{ref}/trace`: the chain from promise to result, as a table that reads like a sentence, with its breaks.

use entities::{
    agreement::read::OverviewOf,
    trace::{
        Break,
        read::{Row, Trace, TraceOf},
    },
};
use leptos::prelude::*;

use super::head::{self, Head};
use crate::{
    http::{Answer, Ask},
    organisations::answering::{called, names},
    ui::{Column, EmptyState, Table},
};

/// The chain of the agreement.
pub async fn page(ask: Ask) -> Answer {
    let asked = ask.asked()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&asked).into())).await?;
    let trace = ask.register.read(&ask.viewer, &TraceOf(asked.clone())).await?;
    let current = ask.path().to_owned();
    let all = format!("/breaks?agreement={}", asked.reference.in_address());
    head::page(&overview, "From promise to result").show(move || view! { <Head overview current/> <Chain trace all/> })
}

#[component]
fn Chain(
    trace: Trace,
    /// Where all its breaks are listed.
    all: String,
) -> impl IntoView {
    if trace.rows.is_empty() {
        return view! {
            <EmptyState text="The chain has not begun.">
                <p class="govuk-body">"It starts with the first commitment under a clause."</p>
            </EmptyState>
        }
        .into_any();
    }
    let rows = trace.rows.into_iter().map(row).collect();
    let columns =
        ["Who promises", "what", "paid by", "for the service", "through the contract", "with the result", "Breaks"];
    let columns = columns.map(Column::text).into_iter().collect();
    view! {
        <Breaks breaks=trace.breaks all/>
        <Table caption="Each row reads from left to right, as far as the chain goes" columns rows/>
    }
    .into_any()
}

#[component]
fn Breaks(breaks: Vec<(Break, usize)>, all: String) -> impl IntoView {
    if breaks.is_empty() {
        return view! { <p class="govuk-body">"The chain is whole: no link is missing."</p> }.into_any();
    }
    let items = breaks
        .into_iter()
        .map(|(kind, count)| view! { <li>{format!("{}: {count}", kind.label())}</li> })
        .collect_view();
    view! {
        <h2 class="govuk-heading-m">"Where the chain breaks"</h2>
        <ul class="govuk-list govuk-list--bullet">{items}</ul>
        <p class="govuk-body"><a class="govuk-link" href=all>"All breaks of this agreement"</a></p>
    }
    .into_any()
}

fn row(row: Row) -> Vec<AnyView> {
    let link = |path: &str, reference: String, words: String| {
        let href = format!("{path}/{}", reference.to_lowercase());
        view! { <a class="govuk-link" href=href>{words}</a> }
    };
    let (who, what) = match row.commitment {
        Some(commitment) => {
            let statement = link("/commitments", commitment.reference.to_string(), commitment.statement);
            (called(commitment.owner.name, commitment.owner_then_called).into_any(), statement.into_any())
        }
        None => ("Nobody".into_any(), "Nothing".into_any()),
    };
    let money = match (row.money, row.no_money_because) {
        (Some(money), _) => {
            let (party, today) = names(money.party, money.then_called);
            let words = format!("{} of {} from {party}", money.share, money.amount);
            let line = link("/funding", money.line.to_string(), words);
            view! { {line} {today} }.into_any()
        }
        (None, Some(why)) => format!("No money needed: {why}").into_any(),
        (None, None) => "—".into_any(),
    };
    let named = |path: &str, record: Option<(entities::values::Reference, String)>| match record {
        Some((reference, words)) => link(path, reference.to_string(), words).into_any(),
        None => "—".into_any(),
    };
    let result = match row.result {
        Some(result) => {
            let last = result.last.unwrap_or_else(|| "nothing reported yet".into());
            view! { {result.measure} ": " <strong>{last}</strong> }.into_any()
        }
        None => "—".into_any(),
    };
    let breaks =
        row.breaks.into_iter().map(|kind| view! { <strong class="break">{kind.label()}</strong> }).collect_view();
    vec![
        who,
        what,
        money,
        named("/services", row.service),
        named("/contracts", row.contract),
        result,
        breaks.into_any(),
    ]
}
