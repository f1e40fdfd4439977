//! The field of a list's filter for an organisation.

use leptos::prelude::*;

use super::field::Field;

/// By this attribute the script finds the field, and the page knows that it needs the script.
pub const OFFERS_ORGANISATIONS: &str = "data-organisations=";

/// A text field that takes a name, words of it, or a reference. Names are offered while one types by a small script
/// (`public/organisations.js`); without it the list answers with those that it could be.
#[component]
pub fn OrganisationFilter(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let field = Field::new(name, Some("Type its name".to_owned()));
    let list = format!("{}-names", field.id);
    let input = view! {
        <input
            class=field.class("govuk-input")
            id=field.id.clone()
            name=field.name.clone()
            type="text"
            value=field.value()
            list=list.clone()
            autocomplete="off"
            spellcheck="false"
            aria-describedby=field.described_by()
            data-organisations=""
        />
        <datalist id=list></datalist>
    };
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            {input}
        </div>
    }
}
