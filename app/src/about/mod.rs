//! What the register says of itself: what it is, what it holds about people, its one cookie, how accessible it is. Each is true to
//! what the program does; the tests beside the program hold them to it.

use leptos::prelude::*;

pub mod accessibility;
pub mod cookies;
pub mod privacy;
pub mod register;

/// A heading with paragraphs under it.
fn section(heading: &'static str, paragraphs: impl IntoIterator<Item = String>) -> impl IntoView {
    let paragraphs = paragraphs.into_iter().map(|words| view! { <p class="govuk-body">{words}</p> }).collect_view();
    view! { <h2 class="govuk-heading-m">{heading}</h2> {paragraphs} }
}

/// Things one below the other.
fn list(items: impl IntoIterator<Item = &'static str>) -> impl IntoView {
    let items = items.into_iter().map(|item| view! { <li>{item}</li> }).collect_view();
    view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> }
}
