//! Funding lines in a table.

use entities::funding::{Responsibility, read::Line};
use leptos::prelude::*;

use crate::{
    organisations::answering::names,
    services,
    ui::{Column, Table},
};

/// What a reader is told of who is responsible: a dispute is told inside the negotiation only.
pub fn responsibility(responsibility: Responsibility, inside: bool) -> &'static str {
    match responsibility {
        Responsibility::Accepted => responsibility.label(),
        _ if inside => responsibility.label(),
        _ => "Not agreed",
    }
}

/// Funding lines with party, service, year and amount.
#[component]
pub fn LineTable(
    /// What they have in common.
    #[prop(into)]
    caption: String,
    /// The lines.
    lines: Vec<Line>,
    /// Whether the viewer reads the negotiation.
    inside: bool,
    /// What their addresses end with: `?edition=2`.
    #[prop(optional, into)]
    within: String,
) -> impl IntoView {
    let rows = lines.into_iter().map(|line| row(line, inside, &within)).collect();
    let columns = vec![
        Column::head("From"),
        Column::text("For"),
        Column::text("Year"),
        Column::number("Amount"),
        Column::text("Certainty"),
        Column::text("Responsibility"),
        Column::text("Pays for"),
    ];
    view! { <Table caption columns rows/> }
}

fn row(line: Line, inside: bool, within: &str) -> Vec<AnyView> {
    let href = format!("/funding/{}{within}", line.line.reference.in_address());
    let left = line.unexplained();
    let shares = line
        .shares
        .into_iter()
        .map(|share| {
            let href = format!("/commitments/{}{within}", share.commitment.in_address());
            view! { <span class="stacked"><a class="govuk-link" href=href>{share.commitment.to_string()}</a> ": " {share.pence.to_string()}</span> }
        })
        .collect_view();
    let left =
        left.is_positive().then(|| view! { <span class="quiet quiet--block">{format!("{left} not explained")}</span> });
    let kind = format!("{}, {}", line.line.recurrence, line.line.arrangement.label().to_lowercase());
    let (party, today) = names(line.party.name, line.then_called);
    vec![
        view! {
            <a class="govuk-link" href=href>{party}</a> {today}
            <span class="quiet quiet--block">{line.line.reference.to_string()}</span>
        }
        .into_any(),
        services::link(line.service),
        line.line.year.to_string().into_any(),
        view! { {line.line.amount().to_string()} <span class="quiet quiet--block">{kind}</span> }.into_any(),
        line.line.certainty.label().into_any(),
        responsibility(line.line.responsibility, inside).into_any(),
        view! { {shares} {left} }.into_any(),
    ]
}
