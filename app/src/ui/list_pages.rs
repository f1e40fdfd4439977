//! The way through a list.

use entities::list::Cursor;
use leptos::prelude::*;

use super::Pagination;
use crate::http::Query;

/// Previous and next page of a list; nothing for a list of one page.
#[component]
pub fn ListPages(
    /// The list's address.
    #[prop(into)]
    path: String,
    /// What is filtered now.
    query: Query,
    /// The page before ends before it.
    before: Option<Cursor>,
    /// The next page begins after it.
    after: Option<Cursor>,
    /// By which names the address says where it is: of one of several lists of a page its own.
    #[prop(default = ["after", "before"])]
    names: [&'static str; 2],
) -> impl IntoView {
    let [after_name, before_name] = names;
    let to = |name: &str, other: &str, cursor: Cursor| {
        query.link(&path, &[(name, cursor.to_string().as_str()), (other, "")])
    };
    let previous = before.map(|cursor| to(before_name, after_name, cursor));
    let next = after.map(|cursor| to(after_name, before_name, cursor));
    view! { <Pagination previous next/> }
}
