//! One of many.

use leptos::prelude::*;

use super::{Choice, field::Field};

/// A drop-down list; for up to seven choices prefer radios.
#[component]
pub fn Select(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// The first, empty line: "Choose a kind", "All kinds".
    #[prop(optional, into)]
    empty: Option<String>,
) -> impl IntoView {
    let field = Field::new(name, hint);
    field.tell_chosen(&label, &choices);
    let chosen = field.value();
    let options = choices
        .into_iter()
        .map(|Choice { value, text, .. }| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            <select
                class=field.class("govuk-select")
                id=field.id.clone()
                name=field.name.clone()
                aria-describedby=field.described_by()
            >
                {empty.map(|text| view! { <option value="">{text}</option> })}
                {options}
            </select>
        </div>
    }
}
