//! What has consequences.

use leptos::prelude::*;

/// A warning with its sign.
#[component]
pub fn WarningText(
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">"Warning: "</span>
                {text}
            </strong>
        </div>
    }
}
