//! The box that looks for records by words.

use leptos::prelude::*;

use crate::http::Typed;

/// A form sent by GET to `/search`.
#[component]
pub fn SearchBox(
    /// What was looked for.
    #[prop(optional, into)]
    query: String,
) -> impl IntoView {
    let fault = use_context::<Typed>().and_then(|typed| typed.fault("q"));
    let described_by = fault.is_some().then_some("q-error");
    let error = fault.map(|message| {
        view! {
            <p id="q-error" class="govuk-error-message">
                <span class="govuk-visually-hidden">"Error: "</span> {message}
            </p>
        }
    });
    view! {
        <form method="get" action="/search" role="search" class="search-box">
            <label class="govuk-label govuk-label--m" for="q">"Search the register"</label>
            {error}
            <div class="search-box__row">
                <input class="govuk-input" id="q" name="q" type="search" value=query aria-describedby=described_by/>
                <button type="submit" class="govuk-button">"Search"</button>
            </div>
        </form>
    }
}
