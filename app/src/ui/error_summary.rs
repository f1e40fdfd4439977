//! What is wrong with a form, at the top of its page.

use leptos::prelude::*;

use super::FormScope;
use crate::http::Typed;

/// Every fault with a link to its field; nothing when nothing is wrong. The shell shows it, so that no page forgets.
#[component]
pub fn ErrorSummary(
    /// The form that came back.
    typed: Typed,
) -> impl IntoView {
    let scope = FormScope { prefix: typed.form().to_owned(), typed: typed.clone() };
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
    (!items.is_empty()).then(|| {
        view! {
            <div class="govuk-error-summary">
                <div role="alert">
                    <h2 class="govuk-error-summary__title">"There is a problem"</h2>
                    <div class="govuk-error-summary__body">
                        <ul class="govuk-list govuk-error-summary__list">{items}</ul>
                    </div>
                </div>
            </div>
        }
    })
}
