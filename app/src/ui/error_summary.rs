//! What is wrong with a form, at the top of its page; or, if nothing is, what was read from it and is to be looked at.

use leptos::prelude::*;

use super::FormScope;
use crate::http::Typed;

/// Every fault with a link to its field; nothing when nothing is wrong. The shell shows it, so that no page forgets.
#[component]
pub fn ErrorSummary(
    /// The form that came back.
    typed: Typed,
) -> impl IntoView {
    let scope = FormScope { prefix: typed.form().to_owned(), typed: typed.clone(), ..FormScope::default() };
    let items = typed
        .faults()
        .iter()
        .map(|fault| {
            let message = fault.message.clone();
            if fault.field.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{}", scope.id(&fault.field))>{message}</a></li> }.into_any()
            }
        })
        .collect::<Vec<_>>();
    let only_shown_back = typed.is_only_shown_back();
    (!items.is_empty()).then(|| {
        if only_shown_back {
            return view! {
                <div class="govuk-inset-text" role="alert">
                    <h2 class="govuk-heading-m">"Look at this before it counts"</h2>
                    <ul class="govuk-list">{items}</ul>
                </div>
            }
            .into_any();
        }
        view! {
            // It takes the focus, so that nobody has to look for what happened.
            <div class="govuk-error-summary" tabindex="-1" autofocus>
                <div role="alert">
                    <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                    <div class="govuk-error-summary__body">
                        <ul class="govuk-list govuk-error-summary__list">{items}</ul>
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}
