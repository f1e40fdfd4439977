//! What just happened, or what one must know.

use leptos::prelude::*;

/// A banner above the content: "Success" after a deed, else "Important".
#[component]
pub fn NotificationBanner(
    /// What it says.
    #[prop(into)]
    text: String,
    /// Whether it says that something was done.
    #[prop(optional)]
    success: bool,
) -> impl IntoView {
    let (class, role, title) = if success {
        ("govuk-notification-banner govuk-notification-banner--success", "alert", "Success")
    } else {
        ("govuk-notification-banner", "region", "Important")
    };
    view! {
        <div class=class role=role aria-labelledby="notification-title">
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="notification-title">{title}</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">{text}</p>
            </div>
        </div>
    }
}
