//! The sides of one record, each a page of its own.

use leptos::prelude::*;

/// Links that look like tabs.
#[component]
pub fn SubNavigation(
    /// What the pages are sides of, for screen readers: "This agreement".
    #[prop(into)]
    label: String,
    /// Words and address of each side.
    items: Vec<(String, String)>,
    /// The path of the page that is shown.
    #[prop(into)]
    current: String,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|(text, href)| {
            let here = (href == current).then_some("page");
            view! { <li class="sub-navigation__item"><a class="sub-navigation__link" href=href aria-current=here>{text}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="sub-navigation" aria-label=label><ul class="sub-navigation__list">{items}</ul></nav>
    }
}
