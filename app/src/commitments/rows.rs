//! Commitments in a table.

use entities::commitment::{Confirmation, read::Row};
use leptos::prelude::*;

use crate::{
    organisations::answering::called,
    ui::{Column, Table, Tag, Tone, day_or},
};

/// The tone of a confirmation, as far as the viewer may know it.
pub fn tone(row: &Row) -> Tone {
    match row.confirmation {
        Confirmation::Confirmed => Tone::Good,
        Confirmation::Withdrawn => Tone::Neutral,
        confirmation if confirmation.label() == row.shown => match confirmation {
            Confirmation::Disputed | Confirmation::Declined => Tone::Alarm,
            _ => Tone::Waiting,
        },
        _ => Tone::Neutral,
    }
}

/// Commitments with owner, year or clause, due date and confirmation.
#[component]
pub fn CommitmentTable(
    /// What they have in common.
    #[prop(into)]
    caption: String,
    /// The commitments.
    rows: Vec<Row>,
    /// Within one agreement: say the clause instead of the year.
    #[prop(optional)]
    by_clause: bool,
    /// What their addresses end with: `?edition=2`.
    #[prop(optional, into)]
    within: String,
) -> impl IntoView {
    let second = if by_clause { Column::text("Clause") } else { Column::text("Year") };
    let columns = vec![
        Column::head("Commitment"),
        second,
        Column::text("Promised by"),
        Column::text("Due"),
        Column::text("Confirmation"),
    ];
    let rows = rows
        .into_iter()
        .map(|row| {
            let second =
                if by_clause { format!("{}. {}", row.clause_number, row.clause) } else { row.year.to_string() };
            vec![
                statement(&row, &within).into_any(),
                second.into_any(),
                owner(&row).into_any(),
                due(&row).into_any(),
                confirmation(&row).into_any(),
            ]
        })
        .collect();
    view! { <Table caption columns rows/> }
}

/// What is promised, leading to it; `within` ends its address: `?edition=2`.
pub fn statement(row: &Row, within: &str) -> impl IntoView + use<> {
    let href = format!("/commitments/{}{within}", row.reference.in_address());
    view! {
        <a class="govuk-link" href=href>{row.statement.clone()}</a>
        <span class="quiet quiet--block">{row.reference.to_string()}</span>
    }
}

/// Who promised it, as it was called then.
pub fn owner(row: &Row) -> impl IntoView + use<> {
    called(row.owner.name.clone(), row.owner_then_called.clone())
}

/// By when.
pub fn due(row: &Row) -> impl IntoView + use<> {
    day_or(row.due, "No date")
}

/// Whether its owner has confirmed it, as the reader may know it.
pub fn confirmation(row: &Row) -> impl IntoView + use<> {
    view! { <Tag text=row.shown tone=tone(row)/> }
}
