//! A list with nothing in it.

use leptos::prelude::*;

/// Says that nothing was found and what to try.
#[component]
pub fn EmptyState(
    /// "No agreements match these filters."
    #[prop(into)]
    text: String,
    /// What to try: fewer filters, another year, adding the first.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <p class="govuk-body govuk-!-font-weight-bold">{text}</p>
            {children()}
        </div>
    }
}
