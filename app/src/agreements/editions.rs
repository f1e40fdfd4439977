//! `/agreements/{ref}/editions`: why each edition was made, and from when to when it is in force.

use entities::{
    agreement::read::{EditionRow, Editions, OverviewOf},
    values::Reference,
};
use leptos::prelude::*;

use super::{
    edition_line::{address, says},
    head::{self, Head},
};
use crate::{
    http::{Answer, Ask},
    ui::{Button, ButtonLink, Column, DateInput, Table, day_or},
};

/// The editions, and a day to look at.
pub async fn page(ask: Ask) -> Answer {
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&ask.reference()?).into())).await?;
    let current = ask.path().to_owned();
    head::page(&overview, "Editions").show(move || {
        let reference = overview.agreement.reference.clone();
        let base = head::address(&reference);
        let vary = overview
            .may_vary
            .then(|| view! { <ButtonLink href=format!("{base}/vary")>"Vary this agreement"</ButtonLink> });
        let editions = overview.editions.clone();
        view! {
            <Head overview current/>
            <EditionTable editions reference/>
            {vary}
            <form method="get" action=base>
                <DateInput name="on" legend="How did it stand on a day?" hint="What had been signed by then for that day"/>
                <Button secondary=true>"Show it"</Button>
            </form>
        }
    })
}

#[component]
fn EditionTable(editions: Editions, reference: Reference) -> impl IntoView {
    let columns = vec![
        Column::head("Edition"),
        Column::text("Why"),
        Column::text("In force from"),
        Column::text("Signed"),
        Column::text("What became of it"),
    ];
    let rows = editions.rows.into_iter().map(|row| cells(row, &reference)).collect();
    view! { <Table caption="Editions" columns rows/> }
}

fn cells(row: EditionRow, reference: &Reference) -> Vec<AnyView> {
    let href = address(reference, row.number);
    let became = says(&row).trim_start().to_owned();
    let mut letters = became.chars();
    let became =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default();
    let because = (!row.withdrawn_because.is_empty())
        .then(|| view! { <span class="quiet quiet--block">{row.withdrawn_because.clone()}</span> });
    let words = (!row.words.is_empty()).then(|| view! { <span class="quiet quiet--block">{row.words.clone()}</span> });
    vec![
        view! { <a class="govuk-link" href=href>"Edition " {row.number.to_string()}</a> }.into_any(),
        view! { {row.reason.label()} {words} }.into_any(),
        day_or(row.effective_on, "No day yet").into_any(),
        day_or(row.signed_on, "Not signed").into_any(),
        view! { {became} {because} }.into_any(),
    ]
}
