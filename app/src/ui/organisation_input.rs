//! A field for an organisation, by name or reference.

use leptos::prelude::*;

use super::field::Field;
use crate::organisations::islands::Suggesting;

/// A text field that takes a name or a reference. It offers organisations as they are typed; without JavaScript the first
/// names of the register, where the browser can.
#[component]
pub fn OrganisationInput(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Names to offer.
    names: Vec<String>,
    /// The id of the names that another field offers already; without it the field offers its own.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let hint = hint.unwrap_or_else(|| "Type its name".to_owned());
    let field = Field::new(name, Some(hint));
    field.tell(&label, |typed| typed.get(&field.name).to_owned());
    let own = list.is_none();
    let list = list.unwrap_or_else(|| format!("{}-names", field.id));
    let offered = own.then(|| {
        let options = names.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
        view! { <datalist id=list.clone()>{options}</datalist> }
    });
    let input = view! {
        <input
            class=field.class("govuk-input")
            id=field.id.clone()
            name=field.name.clone()
            type="text"
            value=field.value()
            list=list
            autocomplete="off"
            spellcheck="false"
            aria-describedby=field.described_by()
        />
        {offered}
    };
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            <Suggesting field=field.id.clone()>{input}</Suggesting>
        </div>
    }
}
