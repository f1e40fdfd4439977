//! `/contracts/{ref}/measures/new`: giving a contract an outcome measure.

use entities::{
    Refusal,
    contract::{Direction, MeasureKind, deeds::AddMeasure, read::ContractPage},
    values::Reading as Figure,
};
use leptos::prelude::*;

use crate::{
    http::{Answer, Ask, Page, Reading, Typed, see_other},
    ui::{Button, Choice, PostForm, Radios, Seen, Select, TextInput},
};

/// The form.
pub async fn page(ask: Ask) -> Answer {
    show(&ask, &Typed::filled([("direction", "up".to_owned()), ("counts", "children".to_owned())])).await
}

/// Adds the measure.
pub async fn post(ask: Ask, typed: Typed) -> Answer {
    match add(&ask, &typed).await {
        Ok(_) => see_other(format!("/contracts/{}", ask.reference()?.in_address())),
        Err(refusal) => show(&ask, &typed.refused(refusal)?).await,
    }
}

async fn add(ask: &Ask, typed: &Typed) -> Result<i64, Refusal> {
    let (actor, contract) = (ask.actor(typed)?, ask.reference()?);
    let mut read = typed.read();
    let statement = read.required("statement", "Enter what is measured");
    let kind = read.word::<MeasureKind>("kind", "Choose what it asks");
    let unit = read.required("unit", "Enter the unit, like % or days");
    let direction = read.word::<Direction>("direction", "Choose which way is better");
    let (baseline, target) = (reading(&mut read, "baseline"), reading(&mut read, "target"));
    let source = read.text("source").to_owned();
    let counted = counted(&mut read);
    let deed = read.finish(|| {
        let (statement, kind, unit, direction) = (statement?, kind?, unit?, direction?);
        let (baseline, target, (counts_children, zero_may_be_shown)) = (baseline?, target?, counted?);
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
    })?;
    ask.register.change(&actor, &deed).await
}

/// A reading that may be absent. Unless it was typed as the register writes it, it is shown back before it counts.
fn reading(read: &mut Reading<'_>, name: &'static str) -> Option<Option<Figure>> {
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
    let (action, title) = (ask.path().to_owned(), page.contract.title);
    Page::new(format!("Add an outcome measure: {title}"))
        .heading("Add an outcome measure")
        .crumb("Contracts", "/contracts")
        .crumb(title, format!("/contracts/{}", page.contract.reference.in_address()))
        .typed(typed)
        .show(move || {
            view! {
                <PostForm action seen=Seen::Nothing>
                    <TextInput name="statement" label="What is measured" hint="For example, families who say help came in time"/>
                    <Select name="kind" label="What does it ask?" choices={Choice::words::<MeasureKind>()}/>
                    <TextInput name="unit" label="Unit" hint="For example, % (a share of people, 0 to 100) or days" width=10/>
                    <Radios name="direction" legend="Which way is better?" choices={Choice::words::<Direction>()}/>
                    <TextInput name="baseline" label="Baseline" hint="Where it started, if that is known" width=10/>
                    <TextInput name="target" label="Target for each quarter" width=10/>
                    <TextInput name="source" label="Source" hint="Where the figures come from"/>
                    <CountedFields/>
                    <Button>"Save the measure"</Button>
                </PostForm>
            }
        })
}

/// Whether it counts children, and whether its zeros may be shown.
pub(super) fn counted(read: &mut Reading<'_>) -> Option<(bool, bool)> {
    read.chosen("counts", "Choose whether it counts children", |text| match text {
        "children" => Some((true, false)),
        "children-zero" => Some((true, true)),
        "other" => Some((false, false)),
        _ => None,
    })
}

/// The choice that [`counted`] reads.
pub(super) fn choice(counts_children: bool, zero_may_be_shown: bool) -> &'static str {
    match (counts_children, zero_may_be_shown) {
        (true, false) => "children",
        (true, true) => "children-zero",
        (false, _) => "other",
    }
}

/// The question, with what follows from each answer.
#[component]
pub(super) fn CountedFields() -> impl IntoView {
    let choices = vec![
        Choice::new("children", "Yes")
            .hint("0 to 5 are hidden from the public, with what they could be worked out from"),
        Choice::new("children-zero", "Yes, and nobody is recognised by a zero").hint("1 to 5 are hidden"),
        Choice::new("other", "No").hint("It counts days, visits, pounds or the like: nothing is hidden"),
    ];
    view! { <Radios name="counts" legend="Does it count children?" choices/> }
}
