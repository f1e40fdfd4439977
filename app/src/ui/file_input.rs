//! One file to send along. Its form must be a [`PostForm`](super::PostForm) with `file`.

use leptos::prelude::*;

use super::field::Field;

/// A file field with label, hint and error. Browsers never send a file back to the page: a refused form asks for it again.
#[component]
pub fn FileInput(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Which files the browser offers: `.pdf,.docx`.
    accept: &'static str,
) -> impl IntoView {
    let field = Field::new(name, hint);
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            <input
                class=field.class("govuk-file-upload")
                id=field.id.clone()
                name=field.name.clone()
                type="file"
                accept=accept
                aria-describedby=field.described_by()
            />
        </div>
    }
}
