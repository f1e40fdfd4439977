//! A list beside the panel that narrows it.

use entities::extent::PAGE;
use leptos::prelude::*;

use super::{EmptyState, FilterPanel, ListFile, ListPages};
use crate::http::{Query, Typed};

/// The panel, what was found, the way through its pages, and the way to it as CSV (at the list's address with `.csv`).
#[component]
pub fn FilteredList(
    /// The list's address.
    path: &'static str,
    /// What is filtered now.
    query: Query,
    /// How many rows there are in all.
    count: u64,
    /// What was found.
    found: AnyView,
    /// The fields of the panel.
    children: Children,
) -> impl IntoView {
    let misread = use_context::<Typed>().is_some_and(|typed| !typed.faults().is_empty());
    // An old address may name a page that is no more.
    let beyond = count > 0 && query.page() > count.div_ceil(PAGE);
    let found = match beyond {
        _ if misread => view! { <Misread/> }.into_any(),
        true => view! { <NoSuchPage page=query.page() first=query.link(path, &[("page", "")])/> }.into_any(),
        false => found,
    };
    view! {
        <div class="filtered-list">
            <FilterPanel action=path query=query.clone()>{children()}</FilterPanel>
            <div>
                {found}
                {(!beyond).then(|| view! { <ListPages path query=query.clone() count/> })}
                {(!misread).then(|| view! { <ListFile file=format!("{path}.csv") query count/> })}
            </div>
        </div>
    }
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

#[component]
fn NoSuchPage(page: u64, first: String) -> impl IntoView {
    view! {
        <EmptyState text=format!("This list has no page {page}.")>
            <p class="govuk-body"><a class="govuk-link" href=first>"Show its first page"</a></p>
        </EmptyState>
    }
}
