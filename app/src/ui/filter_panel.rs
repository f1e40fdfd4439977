//! The panel that narrows a list.

use leptos::{context::Provider, prelude::*};

use super::FormScope;
use crate::http::{Query, Typed};

/// A form sent by GET: what is chosen stands in the address, which can be shared.
#[component]
pub fn FilterPanel(
    /// The list's address.
    #[prop(into)]
    action: String,
    /// What is chosen now.
    query: Query,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let misread = use_context::<Typed>().filter(|typed| !typed.faults().is_empty());
    let typed = misread.unwrap_or_else(|| Typed::new(query.fields().clone()));
    let scope = FormScope { typed, ..FormScope::default() };
    let clear = action.clone();
    view! {
        <form method="get" action=action class="filter-panel" aria-labelledby="filter-panel-heading">
            <h2 class="govuk-heading-m" id="filter-panel-heading">"Filter"</h2>
            <Provider value=scope>{children()}</Provider>
            <div class="govuk-button-group">
                <button type="submit" class="govuk-button">"Apply filters"</button>
                <a class="govuk-link" href=clear>"Clear filters"</a>
            </div>
        </form>
    }
}
