//! What a person wrote in several lines, as they wrote it.

use leptos::prelude::*;

/// A paragraph for each block of lines; line breaks are kept.
#[component]
pub fn PlainText(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    text.split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty())
        .map(|block| view! { <p class="govuk-body plain-text">{block.to_owned()}</p> })
        .collect_view()
}
