//! Buttons: to send a form, and links that look like one.

use leptos::prelude::*;

/// Sends the form around it.
#[component]
pub fn Button(
    /// A name and value that say which of several buttons was pressed.
    #[prop(optional)]
    name: Option<&'static str>,
    /// The value sent under that name.
    #[prop(optional, into)]
    value: Option<String>,
    /// Beside a main button.
    #[prop(optional)]
    secondary: bool,
    /// Does something that is hard to undo.
    #[prop(optional)]
    warning: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let class = match (warning, secondary) {
        (true, _) => "govuk-button govuk-button--warning",
        (_, true) => "govuk-button govuk-button--secondary",
        _ => "govuk-button",
    };
    view! { <button type="submit" class=class name=name value=value>{children()}</button> }
}

/// Goes to the page where something is begun.
#[component]
pub fn ButtonLink(
    /// An address of ours.
    #[prop(into)]
    href: String,
    /// Beside a main button.
    #[prop(optional)]
    secondary: bool,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let class = if secondary { "govuk-button govuk-button--secondary" } else { "govuk-button" };
    view! { <a class=class href=href>{children()}</a> }
}
