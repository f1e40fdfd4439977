//! A value that goes with a form without being shown: the version of the record it was filled in on.

use leptos::prelude::*;

/// A hidden field.
#[component]
pub fn Hidden(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it sends.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
