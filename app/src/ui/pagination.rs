//! The way to the next fifty.

use leptos::prelude::*;

const BACK: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const ON: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

/// Previous and next page of a list that is read by key, not by number; nothing when there is neither.
#[component]
pub fn Pagination(
    /// Address of the page before.
    #[prop(optional_no_strip)]
    previous: Option<String>,
    /// Address of the page after.
    #[prop(optional_no_strip)]
    next: Option<String>,
) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="govuk-pagination" aria-label="Pages">
                {previous.map(|href| view! {
                    <div class="govuk-pagination__prev">
                        <a class="govuk-link govuk-pagination__link" href=href rel="prev">
                            {arrow("govuk-pagination__icon govuk-pagination__icon--prev", BACK)}
                            <span class="govuk-pagination__link-title">
                                "Previous"<span class="govuk-visually-hidden">" page"</span>
                            </span>
                        </a>
                    </div>
                })}
                {next.map(|href| view! {
                    <div class="govuk-pagination__next">
                        <a class="govuk-link govuk-pagination__link" href=href rel="next">
                            <span class="govuk-pagination__link-title">
                                "Next"<span class="govuk-visually-hidden">" page"</span>
                            </span>
                            {arrow("govuk-pagination__icon govuk-pagination__icon--next", ON)}
                        </a>
                    </div>
                })}
            </nav>
        }
    })
}

fn arrow(class: &'static str, path: &'static str) -> impl IntoView {
    view! {
        <svg class=class xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" viewBox="0 0 15 13">
            <path d=path></path>
        </svg>
    }
}
