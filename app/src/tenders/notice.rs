//! What a published notice says beyond the register's own facts: awards and documents.

use entities::ocds::{Award, Document, Notice};
use leptos::prelude::*;

use crate::ui::{Anchor, Column, Table, day_or};

/// Awards and documents, where there are some, and where they come from.
#[component]
pub fn NoticeParts(
    /// The notice.
    notice: Notice,
    /// How many releases it was merged from.
    releases: u64,
) -> impl IntoView {
    let source = match releases {
        0 => None,
        1 => Some("This page was made from one published release (OCDS). Contact persons were left out.".to_owned()),
        many => {
            Some(format!("This page was merged from {many} published releases (OCDS). Contact persons were left out."))
        }
    };
    view! {
        {(!notice.awards.is_empty()).then(|| awards(notice.awards))}
        {(!notice.documents.is_empty()).then(|| documents(notice.documents))}
        {source.map(|text| view! { <p class="govuk-body quiet">{text}</p> })}
    }
}

fn awards(awards: Vec<Award>) -> impl IntoView {
    let row = |award: Award| {
        let unnamed = award.unnamed.into_iter().map(|words| format!("Not named: “{words}”"));
        let suppliers: Vec<_> =
            award.suppliers.into_iter().chain(unnamed).map(|name| view! { <li>{name}</li> }).collect();
        let suppliers = match suppliers.is_empty() {
            true => "Not stated".into_any(),
            false => view! { <ul class="govuk-list plain-list">{suppliers}</ul> }.into_any(),
        };
        let period = match (award.starts, award.ends) {
            (None, None) => "Not stated".to_owned(),
            (starts, ends) => format!("{} to {}", day_or(starts, "…"), day_or(ends, "…")),
        };
        vec![
            suppliers,
            day_or(award.date, "Not stated").into_any(),
            period.into_any(),
            award.value.map_or_else(|| "Not stated".to_owned(), |value| value.to_string()).into_any(),
        ]
    };
    let rows = awards.into_iter().map(row).collect();
    let columns =
        vec![Column::head("Awarded to"), Column::text("On"), Column::text("Contract"), Column::number("Value")];
    view! {
        <h2 class="govuk-heading-l">"Awards"</h2>
        <Table caption="Awards" caption_hidden=true columns rows/>
    }
}

fn documents(documents: Vec<Document>) -> impl IntoView {
    let items = documents
        .into_iter()
        .map(|document| {
            let published = document.published.map(|day| {
                view! { <span class="quiet quiet--block">{day_or(Some(day), "")}</span> }
            });
            view! { <li><Anchor href=document.url text=document.title/> {published}</li> }
        })
        .collect_view();
    view! {
        <h2 class="govuk-heading-l">"Notices and documents elsewhere"</h2>
        <ul class="govuk-list govuk-list--spaced">{items}</ul>
    }
}
