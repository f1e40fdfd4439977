//! The way here, from the top.

use leptos::prelude::*;

/// Breadcrumbs: "Home" and the steps after it; the page itself is not one of them.
#[component]
pub fn Breadcrumbs(
    /// Words and address of each step.
    steps: Vec<(String, String)>,
) -> impl IntoView {
    let steps = std::iter::once(("Home".to_owned(), "/".to_owned()))
        .chain(steps)
        .map(|(text, href)| {
            view! {
                <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href=href>{text}</a></li>
            }
        })
        .collect_view();
    view! {
        <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
            <ol class="govuk-breadcrumbs__list">{steps}</ol>
        </nav>
    }
}
