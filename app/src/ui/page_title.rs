//! The document's title. The only place that may write a `<title>`.

use leptos::prelude::*;

/// "Error: New agreement – Concordat": what is wrong first, then the record, then the register.
///
/// Characters that turn the direction of text are left out: nothing in a browser's tab closes them.
#[component]
pub fn PageTitle(
    /// The page.
    #[prop(into)]
    title: String,
    /// The service.
    #[prop(into)]
    service: String,
    /// Whether a form on it was refused.
    #[prop(optional)]
    error: bool,
) -> impl IntoView {
    let error = if error { "Error: " } else { "" };
    let title: String = title.chars().filter(|c| !turns_direction(*c)).collect();
    let text = if title.is_empty() { format!("{error}{service}") } else { format!("{error}{title} – {service}") };
    view! { <title>{text}</title> }
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}
