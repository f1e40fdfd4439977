//! What was typed, kept on a page about a failure, ready to be sent again.

use leptos::prelude::*;

use super::TextArea;
use crate::http::Fields;

/// The values, to read and to send again to where they went. Never what is secret: passwords and codes are left out.
#[component]
pub fn Kept(
    /// Where they were sent.
    action: String,
    /// What was sent.
    fields: Fields,
) -> impl IntoView {
    let kept = fields
        .iter()
        .filter(|(name, _)| !is_secret(name))
        .enumerate()
        .map(|(index, (name, value))| field(index, name, value))
        .collect_view();
    view! {
        <h2 class="govuk-heading-m">"What you typed"</h2>
        <form method="post" action=action class="kept">
            {kept}
            <button type="submit" class="govuk-button">"Send it again"</button>
        </form>
    }
}

fn is_secret(name: &str) -> bool {
    ["password", "code", "secret"].iter().any(|word| name.contains(word))
}

/// Whether it stands for something that was chosen from a list: such a code says nothing to a reader, and is only sent again.
fn is_a_choice(value: &str) -> bool {
    let is_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    value.bytes().all(is_code) && value.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// `due-day` as `Due day`.
fn in_words(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Hidden where a program put it there, else readable and still editable.
fn field(index: usize, name: &str, value: &str) -> AnyView {
    let (name, value) = (name.to_owned(), value.to_owned());
    if value.is_empty() || name.starts_with("form") || is_a_choice(&value) {
        return view! { <input type="hidden" name=name value=value/> }.into_any();
    }
    let label = in_words(&name);
    let rows = if value.len() > 200 { 10 } else { 1 };
    view! { <TextArea name=name id=format!("kept-{index}") label rows value/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::render::html;

    #[test]
    fn what_was_typed_is_there_to_send_again_but_no_password() {
        let fields: Fields =
            [("title", "A <b>plan</b>"), ("password", "hunter2"), ("form-id", "0123"), ("area_of_need", "early_years")]
                .into_iter()
                .collect();
        let html = html(move || view! { <Kept action="/agreements/new".to_owned() fields/> });
        assert!(html.contains("A &lt;b&gt;plan&lt;/b&gt;"), "{html}");
        assert!(html.contains(r#"name="form-id" value="0123""#), "{html}");
        assert!(html.contains(r#"action="/agreements/new""#), "{html}");
        assert!(!html.contains("hunter2"), "{html}");
        assert!(html.contains(">Title</label>") && !html.contains("area of need"), "{html}");
        assert!(html.contains(r#"type="hidden" name="area_of_need" value="early_years""#), "{html}");
    }
}
