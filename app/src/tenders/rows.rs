//! Tender events as a diary: when, what, of which procurement.

use entities::procurement::{EventKind, read::Row};
use leptos::prelude::*;

use super::words::{tone, value};
use crate::ui::{Tag, Tone};

/// Events under a heading.
#[component]
pub fn Diary(
    /// What they have in common.
    #[prop(into)]
    heading: String,
    /// The events, in order.
    rows: Vec<Row>,
) -> impl IntoView {
    (!rows.is_empty()).then(|| {
        let items = rows.into_iter().map(item).collect_view();
        view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            <ol class="diary">{items}</ol>
        }
    })
}

fn item(row: Row) -> impl IntoView {
    let href = format!("/tenders/{}", row.procurement.in_address());
    let mut facts = vec![row.buyer];
    facts.extend(value(row.value_low, row.value_high));
    facts.extend((!row.place.is_empty()).then_some(row.place));
    let note = (!row.note.is_empty()).then(|| view! { <p class="diary__facts">{row.note}</p> });
    // An engagement, a deadline: where the procurement is says more than the word again.
    let state = (!says_the_state(row.kind)).then(|| view! { <Tag text=row.state.label() tone=tone(row.state)/> });
    let (day, hours) = row.when.day_and_hours();
    view! {
        <li class="diary__item">
            <p class="diary__when">
                {day}
                {hours.map(|hours| view! { <span class="diary__hours">{hours}</span> })}
            </p>
            <div class="diary__what">
                <p class="diary__kind">
                    {row.kind.label()} " " {state}
                    {row.in_scope.then(|| view! { " " <Tag text="In scope" tone=Tone::Good/> })}
                </p>
                <p class="diary__title"><a class="govuk-link" href=href>{row.title}</a></p>
                <p class="diary__facts">{facts.join(" · ")}</p>
                {note}
            </div>
        </li>
    }
}

fn says_the_state(kind: EventKind) -> bool {
    matches!(kind, EventKind::Engagement | EventKind::Planned | EventKind::Award)
}
