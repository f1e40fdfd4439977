//! Words set apart from what is around them.

use leptos::prelude::*;

/// Inset text.
#[component]
pub fn InsetText(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="govuk-inset-text">{children()}</div> }
}
