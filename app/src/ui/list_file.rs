//! The way to a list as a file.

use entities::extent::MOST;
use leptos::prelude::*;

use crate::http::Query;

/// "Download this list as CSV", with the same filters; nothing for an empty list.
#[component]
pub fn ListFile(
    /// The file's address.
    #[prop(into)]
    file: String,
    /// What is filtered now.
    query: Query,
    /// How many rows the list has.
    count: u64,
) -> impl IntoView {
    (count > 0).then(|| {
        let href = query.link(&file, &[("page", "")]);
        let (text, rest) = match count > MOST {
            true => ("Download the first 10,000 as CSV", " (use filters for the others)"),
            false => ("Download this list as CSV", ""),
        };
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{text}</a> {rest}</p> }
    })
}
