//! Several lines of text. The only place that may write a `<textarea>`.

use leptos::prelude::*;

use super::field::Field;

/// A text area with label, hint and error.
///
/// Leptos 0.8 writes the children of `<textarea>` unescaped, so that a stored `</textarea><script>` would run; here
/// they are escaped first. HTML also drops a line feed right after the tag: one is always written, for it to drop.
#[component]
pub fn TextArea(
    /// The form field's name.
    #[prop(into)]
    name: String,
    /// What it asks for.
    #[prop(into)]
    label: String,
    /// Help that is always there.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Lines shown.
    #[prop(default = 5)]
    rows: u32,
    /// Another id than the name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Another value than what was typed in the form around it.
    #[prop(optional, into)]
    value: Option<String>,
    /// Whether it holds code-like text (Markdown), shown in a fixed-width face.
    #[prop(optional)]
    fixed: bool,
) -> impl IntoView {
    let mut field = Field::new(name, hint);
    field.tell(&label, |typed| typed.get(&field.name).to_owned());
    if let Some(id) = id {
        field.id = id;
    }
    let text = format!("\n{}", escaped(&value.unwrap_or_else(|| field.value())));
    let face = if fixed { " text-area--fixed" } else { "" };
    view! {
        <div class=field.group_class()>
            {field.label(label)}
            {field.hint_and_error()}
            <textarea
                class=format!("{}{face}", field.class("govuk-textarea"))
                id=field.id.clone()
                name=field.name.clone()
                rows=rows
                aria-describedby=field.described_by()
            >
                {text}
            </textarea>
        </div>
    }
}

/// For a place that leptos leaves as it is.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
