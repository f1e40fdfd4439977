//! One line of text.

use leptos::prelude::*;

use super::field::Field;

/// A text field with label, hint and error.
#[component]
pub fn TextInput(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `email`, `password`, `search`, `tel` or `url`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in (WCAG 1.3.5): `name`, `email`, `username`, `current-password`, `one-time-code` …
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard telephones show.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// How many characters wide: 2, 3, 4, 5, 10, 20 or 30; else as wide as the column.
    #[prop(optional)]
    width: Option<u8>,
    /// A sign before the input, such as "£".
    #[prop(optional)]
    prefix: Option<&'static str>,
    /// A unit after the input, such as "%".
    #[prop(optional)]
    suffix: Option<&'static str>,
) -> impl IntoView {
    let field = Field::new(name, hint);
    field.tell(&label, |typed| match typed.get(&field.name) {
        "" => String::new(),
        value => [prefix.unwrap_or_default(), value, suffix.unwrap_or_default()].concat(),
    });
    // A password is never sent back to the page.
    let value = if kind == "password" { String::new() } else { field.value() };
    let width = width.map(|width| format!(" govuk-input--width-{width}")).unwrap_or_default();
    let spellcheck = (kind != "text").then_some("false");
    let input = view! {
        <input
            class=format!("{}{width}", field.class("govuk-input"))
            id=field.id.clone()
            name=field.name.clone()
            type=kind
            value=value
            aria-describedby=field.described_by()
            autocomplete=autocomplete
            inputmode=inputmode
            spellcheck=spellcheck
        />
    };
    let control = if prefix.is_some() || suffix.is_some() {
        view! {
            <div class="govuk-input__wrapper">
                {prefix.map(|sign| view! { <div class="govuk-input__prefix" aria-hidden="true">{sign}</div> })}
                {input}
                {suffix.map(|unit| view! { <div class="govuk-input__suffix" aria-hidden="true">{unit}</div> })}
            </div>
        }
        .into_any()
    } else {
        input.into_any()
    };
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            {field.shown_back()}
            {control}
        </div>
    }
}
