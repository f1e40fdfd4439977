//! A link whose address came from somebody.

use leptos::prelude::*;

use entities::clause::is_safe_address;

/// A link to a web page, a mail address or a page of ours; anything else (`javascript:`) is shown as plain text.
#[component]
pub fn Anchor(
    /// Where it goes.
    #[prop(into)]
    href: String,
    /// Its words.
    #[prop(into)]
    text: String,
    /// Opens beside this page; the words must say so.
    #[prop(optional)]
    new_tab: bool,
) -> impl IntoView {
    if !is_safe_address(&href) {
        return view! { <span class="address">{text}</span> }.into_any();
    }
    let elsewhere = !href.starts_with(['/', '#']);
    let rel = (elsewhere || new_tab).then_some("noopener noreferrer");
    let target = new_tab.then_some("_blank");
    view! { <a class="govuk-link" href=href rel=rel target=target>{text}</a> }.into_any()
}
