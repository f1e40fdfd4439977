//! What a published notice says beyond the register's own facts: its documents, and where it all comes from.

use entities::ocds::{Document, Notice};
use leptos::prelude::*;

use crate::ui::{Anchor, day_or};

/// The name of the list of notices and documents in the page's address.
pub const NOTICES: &str = "notices";

/// Documents, where there are some, and where they come from.
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
        <Documents documents=notice.documents/>
        {source.map(|text| view! { <p class="govuk-body quiet">{text}</p> })}
    }
}

/// Notices and other documents elsewhere, if there are some.
#[component]
pub fn Documents(
    /// The documents.
    documents: Vec<Document>,
) -> impl IntoView {
    if documents.is_empty() {
        return ().into_any();
    }
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
        <h2 class="govuk-heading-l" id=NOTICES>"Notices and documents elsewhere"</h2>
        <ul class="govuk-list govuk-list--spaced">{items}</ul>
    }
    .into_any()
}
