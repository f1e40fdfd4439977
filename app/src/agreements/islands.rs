//! What the drafting page adds in the browser: a preview beside the text, rendered by the server while one types.

use std::time::Duration;

use leptos::{html::Div, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlTextAreaElement};
use serde::{Deserialize, Serialize};

/// How long after the last key a preview is asked for.
const PAUSE: Duration = Duration::from_millis(400);

/// How a text will read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HowItReads {
    pub html: String,
    /// What of it would not be shown, and what to do: it cannot be saved so.
    pub unseen: Vec<String>,
}

/// A text as it will be read. The same renderer as the published page: it lives on the server only.
#[server(prefix = "/api", endpoint = "preview")]
pub async fn preview(text: String) -> Result<HowItReads, ServerFnError> {
    let text = entities::clause::tidied(&entities::values::text::normalised(&text));
    let unseen = entities::clause::unseen(&text).iter().map(|unseen| unseen.in_words(&text)).collect();
    Ok(HowItReads {
        html: crate::ui::render_markdown(&entities::agreement::placed::Tables::placed(None, &text)).html,
        unseen,
    })
}

/// What of a text would not be shown.
#[component]
pub fn Unseen(
    /// Each as a sentence.
    unseen: Vec<String>,
) -> impl IntoView {
    let items = unseen.into_iter().map(|unseen| view! { <li>{unseen}</li> }).collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <p class="govuk-body"><strong>"It cannot be saved so: part of it would not be shown"</strong></p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
    })
}

/// The text area it is put around, and beside it, once the browser is awake, how the text will read.
#[island]
pub fn PreviewBeside(children: Children) -> impl IntoView {
    let (rendered, set_rendered) = signal(None::<HowItReads>);
    let (asked, set_asked) = signal(0_u32);
    let frame = NodeRef::<Div>::new();
    // An older answer that comes late does not replace a newer one.
    let ask = move |text: String| {
        let number = asked.get_untracked() + 1;
        set_asked.set(number);
        spawn_local(async move {
            if let Ok(preview) = preview(text).await
                && asked.get_untracked() == number
            {
                set_rendered.set(Some(preview));
            }
        });
    };
    let typed = move || frame.get_untracked().and_then(|frame| text_area(&frame)).map(|area| area.value());
    Effect::new(move |_| typed().into_iter().for_each(ask));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |_| {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let handle = set_timeout_with_handle(move || typed().into_iter().for_each(ask), PAUSE);
        waiting.set_value(handle.ok());
    };
    view! {
        <div class="drafting" class:drafting--beside=move || rendered.get().is_some() node_ref=frame on:input=on_input>
            <div class="drafting__text">{children()}</div>
            {move || rendered.get().map(|HowItReads { html, unseen }| view! {
                <section class="drafting__preview" aria-label="Preview" tabindex="0">
                    <h2 class="govuk-heading-s">"How it will read"</h2>
                    <Unseen unseen/>
                    <div class="prose" inner_html=html></div>
                </section>
            })}
        </div>
    }
}

/// The text area within the frame.
fn text_area(frame: &leptos::web_sys::HtmlDivElement) -> Option<HtmlTextAreaElement> {
    frame.query_selector("textarea").ok().flatten()?.dyn_into().ok()
}
