//! `/contracts/{ref}/observations/new?measure=…`: the provider reports what a measure read over a period.

use chrono::{Datelike, NaiveDate};
use entities::{
    Refusal,
    contract::{
        deeds::Observe,
        read::{self, ContractPage, MeasureRow},
        rules::beyond_share,
    },
    trace::last_period_end,
    values::Reading as Figure,
};
use leptos::prelude::*;

use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Typed},
    ui::{Button, Hidden, PostForm, day_values},
};

/// The form, for the last whole quarter.
pub async fn page(ask: Ask) -> Answer {
    let end = last_period_end(ask.register.clock().today());
    let start = NaiveDate::from_ymd_opt(end.year(), end.month() - 2, 1);
    let measure = ask.query().get("measure").unwrap_or_default().to_owned();
    let period = [day_values("period_start", start), day_values("period_end", Some(end))].concat();
    show(&ask, &Typed::filled(period.into_iter().chain([("measure".to_owned(), measure)]))).await
}

/// Reports it.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let contract = ask.reference()?;
    let saved = Saved::at(format!("/contracts/{}", contract.in_address())).saying(Said::RESULT_REPORTED);
    let deed = async {
        let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
        let measure = measure_of(page, &typed)?.measure;
        let (period_start, period_end, actual, note) = form::read(&typed, |fields| result(fields, &measure.unit))?;
        Ok(Observe { contract, measure: measure.id, seen: typed.seen()?, period_start, period_end, actual, note })
    };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

/// The measure of the contract that the form is about.
fn measure_of(page: read::Page, typed: &Typed) -> Result<MeasureRow, Refusal> {
    let key: Option<i64> = typed.get("measure").parse().ok();
    page.measures.into_iter().find(|row| Some(row.measure.id) == key).ok_or(Refusal::NotFound)
}

fn result(fields: &mut Fields<'_, ()>, unit: &str) -> Option<(NaiveDate, NaiveDate, Figure, String)> {
    let start = fields.day("period_start", "From").required("Enter the first day of the period");
    let end = fields.day("period_end", "To").required("Enter the last day of the period");
    let actual = fields.line("actual", format!("Observed, in {unit}")).keyboard("decimal").width(10);
    let actual = actual.read(|reading| {
        let actual = reading.parsed("actual", "Enter what was observed", str::parse::<Figure>)?;
        match beyond_share(unit, actual) {
            // What cannot be is told at once, and not shown back first.
            Some(why) => reading.fault("actual", why),
            // It is published at once: it always comes back with its unit before it counts.
            None => reading.shown_back("actual", &actual.in_words(unit), actual),
        }
    });
    let note = fields.area("note", "Note", 3);
    let note = note.hint("A second report for the same period corrects the first, which is kept").optional();
    Some((start?, end?, actual?, note?))
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    if !page.may_observe {
        return Err(Refusal::Forbidden { why: "Results are reported by the contract's provider".into() }.into());
    }
    let (action, contract) = (ask.path().to_owned(), page.contract.clone());
    let row = measure_of(page, typed)?;
    let (seen, measure) = (row.latest, row.measure);
    let (title, reference) = (contract.title, contract.reference);
    Page::new(format!("Report a result: {title}"))
        .heading("Report a result")
        .caption(measure.statement.clone())
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen>
                    <Hidden name="measure" value=measure.id.to_string()/>
                    {form::shown(None, |fields| result(fields, &measure.unit))}
                    <Button>"Report"</Button>
                </PostForm>
            }
        })
}
