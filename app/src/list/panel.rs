//! The panel that narrows a list, and the filters that are chosen, each to be taken away (after the Ministry of Justice's pattern).

use leptos::{context::Provider, prelude::*};

use crate::{
    http::{Query, Typed},
    ui::{EmptyState, FormScope},
};

/// A form sent by GET: what is chosen stands in the address, which can be shared. On a narrow screen it is closed until it is
/// asked for, or something in it is wrong.
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
    let is_chosen = query.fields().iter().any(|(_, value)| !value.is_empty());
    let misread = use_context::<Typed>().filter(|typed| !typed.faults().is_empty());
    let class = if misread.is_some() { "filter-panel filter-panel--open" } else { "filter-panel" };
    let typed = misread.unwrap_or_else(|| Typed::new(query.fields().clone()));
    let scope = FormScope { typed, ..FormScope::default() };
    let clear = action.clone();
    view! {
        <div class="filters">
            <p class="filter-opener"><a class="govuk-link" href="#filters">"Filter and sort"</a></p>
            <form method="get" action=action class=class id="filters" aria-labelledby="filter-panel-heading">
                <h2 class="govuk-heading-m" id="filter-panel-heading">"Filter"</h2>
                <Provider value=scope>{children()}</Provider>
                <div class="govuk-button-group">
                    <button type="submit" class="govuk-button">"Apply filters"</button>
                    {is_chosen.then(|| view! { <a class="govuk-link" href=clear>"Clear filters"</a> })}
                </div>
            </form>
        </div>
    }
}

/// What is chosen: each with its label, its value in words, and the address of the list without it.
#[component]
pub fn ChosenFilters(
    /// Label, words, address.
    chosen: Vec<(&'static str, String, String)>,
) -> impl IntoView {
    (!chosen.is_empty()).then(|| {
        let tag = |(label, words, href): (&'static str, String, String)| {
            view! {
                <li>
                    <a class="chosen-filter" href=href>
                        <span class="govuk-visually-hidden">"Take away the filter "</span>
                        {format!("{label}: {words}")}
                    </a>
                </li>
            }
        };
        view! { <ul class="chosen-filters" aria-label="Filters that are chosen">{chosen.into_iter().map(tag).collect_view()}</ul> }
    })
}

/// Where a filter was not understood.
#[component]
pub fn Misread() -> impl IntoView {
    view! {
        <EmptyState text="Nothing is listed, because a filter was not understood.">
            <p class="govuk-body">"Put it right, or clear the filters."</p>
        </EmptyState>
    }
}
