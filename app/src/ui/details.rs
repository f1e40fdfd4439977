//! More, for whoever wants it.

use leptos::prelude::*;

/// Content that opens under its summary.
#[component]
pub fn Details(
    /// What is in it.
    #[prop(into)]
    summary: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="govuk-details">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{summary}</span></summary>
            <div class="govuk-details__text">{children()}</div>
        </details>
    }
}
