//! An amount in pounds.

use leptos::prelude::*;

use super::TextInput;

/// A money field; [`Reading::pounds`](crate::http::Reading::pounds) reads it as pence.
#[component]
pub fn MoneyInput(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let hint = hint.unwrap_or_else(|| "In pounds, like 1,234.50".to_owned());
    view! { <TextInput name label hint inputmode="decimal" width=10 prefix="£" autocomplete="off"/> }
}
