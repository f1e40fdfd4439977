//! `/contracts/{ref}/measures/new`: giving a contract an outcome measure.

use entities::{
    contract::{Direction, MeasureKind, deeds::AddMeasure, read::ContractPage},
    values::{Reading as Figure, Reference},
};
use leptos::prelude::*;

use super::counted::{Counted, counted};
use crate::{
    form::{self, Fields, Said, Saved, submitted},
    http::{Answer, Ask, Page, Reading, Typed},
    ui::{Button, PostForm, Seen},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::filled([("direction", "up".to_owned()), ("counts", "children".to_owned())])).await
}

/// Adds the measure.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    let contract = ask.reference()?;
    let saved = Saved::at(format!("/contracts/{}", contract.in_address())).saying(Said::MEASURE_SAVED);
    let deed = async { form::read(&typed, |fields| measure(fields, contract)) };
    submitted(&ask, &typed, deed, |_| saved, async |typed| show(&ask, typed).await).await
}

fn measure(fields: &mut Fields<'_, Counted>, contract: Reference) -> Option<AddMeasure> {
    let statement = fields.line("statement", "What is measured");
    let statement = statement.hint("For example, families who say help came in time");
    let statement = statement.required("Enter what is measured");
    let kind = fields.word::<MeasureKind>("kind", "What does it ask?").required("Choose what it asks");
    let unit = fields.line("unit", "Unit").hint("For example, % (a share of people, 0 to 100) or days").width(10);
    let unit = unit.required("Enter the unit, like % or days");
    let direction = fields.word::<Direction>("direction", "Which way is better?").radios();
    let direction = direction.required("Choose which way is better");
    let baseline = fields.line("baseline", "Baseline").hint("Where it started, if that is known").width(10);
    let baseline = baseline.read(|reading| figure(reading, "baseline"));
    let target = fields.line("target", "Target for each quarter").width(10);
    let target = target.read(|reading| figure(reading, "target"));
    let source = fields.line("source", "Source").hint("Where the figures come from").optional();
    let counted = counted(fields);
    let (statement, kind, unit, direction) = (statement?, kind?, unit?, direction?);
    let (baseline, target, source, (counts_children, zero_may_be_shown)) = (baseline?, target?, source?, counted?);
    Some(AddMeasure {
        contract,
        statement,
        kind,
        unit,
        direction,
        baseline,
        target,
        source,
        counts_children,
        zero_may_be_shown,
    })
}

/// A reading that may be absent. Unless it was typed as the register writes it, it is shown back before it counts.
fn figure(read: &mut Reading<'_>, name: &'static str) -> Option<Option<Figure>> {
    let typed = read.text(name);
    match read.optional(name, str::parse::<Figure>)? {
        Some(figure) if !figure.is_typed_as_shown(typed) => {
            let shown = figure.in_words(read.text("unit"));
            read.shown_back(name, &shown, Some(figure))
        }
        figure => Some(figure),
    }
}

async fn show(ask: &Ask, typed: &Typed) -> Answer {
    let page = ask.register.read(&ask.viewer, &ContractPage(ask.reference()?)).await?;
    let (action, title, contract) = (ask.path().to_owned(), page.contract.title, page.contract.reference);
    Page::new(format!("Add an outcome measure: {title}"))
        .heading("Add an outcome measure")
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", contract.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen=Seen::Nothing>
                    {form::shown(None, |fields| measure(fields, contract))}
                    <Button>"Save the measure"</Button>
                </PostForm>
            }
        })
}
