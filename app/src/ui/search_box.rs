//! The box that looks for records by words.

use leptos::prelude::*;

/// A form sent by GET to `/search`.
#[component]
pub fn SearchBox(
    /// What was looked for.
    #[prop(optional, into)]
    query: String,
) -> impl IntoView {
    view! {
        <form method="get" action="/search" role="search" class="search-box">
            <label class="govuk-label govuk-label--m" for="q">"Search the register"</label>
            <div class="search-box__row">
                <input class="govuk-input" id="q" name="q" type="search" value=query/>
                <button type="submit" class="govuk-button">"Search"</button>
            </div>
        </form>
    }
}
