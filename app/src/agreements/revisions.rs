//! `/agreements/{ref}/revisions`: the revisions of an agreement's text that the reader may read.

use entities::{
    agreement::read::{OverviewOf, RevisionRow, RevisionsOf},
    values::Reference,
};
use leptos::prelude::*;

use super::{compare, head};
use crate::{
    http::{Answer, Ask},
    ui::{Column, EmptyState, Table, moment},
};

/// The revisions, the newest first.
pub async fn page(ask: Ask) -> Answer {
    let reference = ask.reference()?;
    let overview = ask.register.read(&ask.viewer, &OverviewOf((&reference).into())).await?;
    let rows = ask.register.read(&ask.viewer, &RevisionsOf(reference)).await?;
    head::task(&overview, "Revisions").show(move || {
        if rows.is_empty() {
            return view! {
                <EmptyState text="There is no revision that you may read.">
                    <p class="govuk-body">"Parties read what was on the table, and everybody what was signed and is published."</p>
                </EmptyState>
            }
            .into_any();
        }
        let reference = overview.agreement.reference;
        let columns = vec![
            Column::head("Revision"),
            Column::text("Edition"),
            Column::text("Saved"),
            Column::text("What it is"),
            Column::text("Compare"),
        ];
        let before = rows.iter().skip(1).map(|row| Some(row.number)).chain([None]);
        let rows = rows.iter().zip(before).map(|(row, before)| cells(row, before, &reference)).collect();
        view! { <Table caption="Revisions of the text" columns rows/> }.into_any()
    })
}

/// `/agreements/mou-2015-001/revisions/2`.
pub fn address(reference: &Reference, number: i64) -> String {
    format!("{}/revisions/{number}", head::address(reference))
}

/// What a revision is.
pub fn says(row: &RevisionRow) -> &'static str {
    match (row.signed, row.frozen) {
        (true, _) => "As it was signed",
        (false, true) => "As it was sent for approval",
        (false, false) => "A draft",
    }
}

fn cells(row: &RevisionRow, before: Option<i64>, reference: &Reference) -> Vec<AnyView> {
    let compared = before.map(|before| {
        let href = compare::address(reference, before, row.number);
        view! { <a class="govuk-link" href=href>{format!("Compare with revision {before}")}</a> }
    });
    vec![
        view! { <a class="govuk-link" href=address(reference, row.number)>{format!("Revision {}", row.number)}</a> }
            .into_any(),
        row.edition.to_string().into_any(),
        moment(row.at).into_any(),
        view! { {says(row)} {took(row)} }.into_any(),
        compared.into_any(),
    ]
}

/// Whose words a revision took over, in a line of its own.
fn took(row: &RevisionRow) -> Option<AnyView> {
    let names: Vec<&str> = row.took_words_of.iter().map(|body| body.name.as_str()).collect();
    let words = format!("With words that {} proposed", names.join(" and "));
    (!names.is_empty()).then(|| view! { <span class="quiet quiet--block">{words}</span> }.into_any())
}
