//! The pages of a list: which one this is, and the way to the next.

use entities::extent::PAGE;
use leptos::prelude::*;

use super::Pagination;
use crate::http::Query;

/// "Page 2 of 5" with previous and next; nothing for a list of one page.
#[component]
pub fn ListPages(
    /// The list's address.
    #[prop(into)]
    path: String,
    /// What is filtered now.
    query: Query,
    /// How many rows there are in all.
    count: u64,
) -> impl IntoView {
    let (page, pages) = (query.page(), count.div_ceil(PAGE));
    (pages > 1).then(|| {
        let to = |page: u64| {
            query.link(&path, &[("page", if page == 1 { String::new() } else { page.to_string() }.as_str())])
        };
        let (previous, next) = ((page > 1).then(|| to(page - 1)), (page < pages).then(|| to(page + 1)));
        view! {
            <p class="govuk-body quiet">{format!("Page {page} of {pages}")}</p>
            <Pagination previous next/>
        }
    })
}
