//! The box that looks for records by words.

use leptos::prelude::*;

use crate::http::Typed;

/// A form sent by GET: to `/search`, or to a list of its own.
#[component]
pub fn SearchBox(
    /// What was looked for.
    #[prop(optional, into)]
    query: String,
    /// Where it is sent.
    #[prop(default = "/search".to_owned(), into)]
    action: String,
    /// What is looked for.
    #[prop(default = "Search the register")]
    label: &'static str,
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
        <form method="get" action=action role="search" class="search-box">
            <label class="govuk-label govuk-label--m" for="q">{label}</label>
            {error}
            <div class="search-box__row">
                <input class="govuk-input" id="q" name="q" type="search" value=query aria-describedby=described_by/>
                <button type="submit" class="govuk-button">"Search"</button>
            </div>
        </form>
    }
}
