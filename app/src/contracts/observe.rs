//! `/contracts/{ref}/observations/new?measure=…`: the provider reports what a measure read over a period.

use chrono::Datelike;
use entities::{
    Refusal,
    contract::{deeds::Observe, read::ContractPage, rules::beyond_share},
    trace::last_period_end,
    values::Reading as Figure,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Typed, see_other},
    ui::{Button, DateInput, Hidden, PostForm, TextArea, TextInput},
};

/// The form, for the last whole quarter.
pub async fn page(ask: Ask) -> Answer {
    let end = last_period_end(ask.register.clock().today());
    let measure = ask.query().get("measure").unwrap_or_default().to_owned();
    let values = [
        ("measure", measure),
        ("period_start-day", "1".into()),
        ("period_start-month", (end.month() - 2).to_string()),
        ("period_start-year", end.year().to_string()),
        ("period_end-day", end.day().to_string()),
        ("period_end-month", end.month().to_string()),
        ("period_end-year", end.year().to_string()),
    ];
    show(&ask, &Typed::filled(values)).await
}

/// Reports it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match observe(&ask, &typed).await {
        Ok(_) => see_other(format!("/contracts/{}", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn observe(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let (actor, contract) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let measure = read.number("measure", "Choose a measure");
    let period_start = read.day("period_start", "Enter the first day of the period");
    let period_end = read.day("period_end", "Enter the last day of the period");
    let actual = read.parsed("actual", "Enter what was observed", str::parse::<Figure>);
    let (note, seen) = (read.text("note").to_owned(), read.seen());
    // It is published at once: it always comes back with its unit before it counts.
    let unit = unit_of(ask, measure).await?;
    let beyond = actual.and_then(|actual| beyond_share(&unit, actual));
    let actual = match (actual, beyond) {
        // What cannot be is told at once, and not shown back first.
        (Some(_), Some(why)) => read.fault("actual", &why),
        (actual, _) => actual.and_then(|actual| read.shown_back("actual", &actual.in_words(&unit), actual)),
    };
    let deed = read.finish(|| {
        let (measure, actual) = (measure?, actual?);
        Some(Observe {
            contract,
            measure,
            seen: seen?,
            period_start: period_start?,
            period_end: period_end?,
            actual,
            note,
        })
    })?;
    ask.register.change(&actor, &deed).await
}

/// The unit of a measure of the contract.
async fn unit_of(ask: &Ask, measure: Option<i64>) -> Result<String, Refusal> {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let row = page.measures.into_iter().find(|row| Some(row.measure.id) == measure);
    row.map(|row| row.measure.unit).ok_or(Refusal::NotFound)
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    if !page.may_observe {
        return Err(Refusal::Forbidden { why: "Results are reported by the contract's provider".into() }.into());
    }
    let key: Option<i64> = typed.get("measure").parse().ok();
    let row = page.measures.into_iter().find(|row| Some(row.measure.id) == key).ok_or(Refusal::NotFound)?;
    let (seen, measure) = (row.latest, row.measure);
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("Report a result: {title}"))
        .heading("Report a result")
        .caption(measure.statement)
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen>
                    <Hidden name="measure" value=measure.id.to_string()/>
                    <DateInput name="period_start" legend="From"/>
                    <DateInput name="period_end" legend="To"/>
                    <TextInput name="actual" label=format!("Observed, in {}", measure.unit) inputmode="decimal" width=10/>
                    <TextArea name="note" label="Note" hint="A second report for the same period corrects the first, which is kept" rows=3/>
                    <Button>"Report"</Button>
                </PostForm>
            }
        })
}
