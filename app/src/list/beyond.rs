//! What a page of a list says that is none of its pages.

use leptos::prelude::*;

use crate::ui::EmptyState;

/// Nothing follows at this place; the way to the first page.
#[component]
pub fn NothingFollows(
    /// The list's first page.
    #[prop(into)]
    first: String,
) -> impl IntoView {
    view! {
        <EmptyState text="Nothing follows here: the list has changed, or the address is not one of its pages.">
            <p class="govuk-body"><a class="govuk-link" href=first>"Show its first page"</a></p>
        </EmptyState>
    }
}
