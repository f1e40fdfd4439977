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
            let tone = tone(&row);
            let href = format!("/commitments/{}{within}", row.reference.in_address());
            let second =
                if by_clause { format!("{}. {}", row.clause_number, row.clause) } else { row.year.to_string() };
            vec![
                view! {
                    <a class="govuk-link" href=href>{row.statement}</a>
                    <span class="quiet quiet--block">{row.reference.to_string()}</span>
                }
                .into_any(),
                second.into_any(),
                called(row.owner.name, row.owner_then_called).into_any(),
                day_or(row.due, "No date").into_any(),
                view! { <Tag text=row.shown tone/> }.into_any(),
            ]
        })
        .collect();
    view! { <Table caption columns rows/> }
}
