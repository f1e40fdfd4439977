//! What a field for an organisation adds in the browser: organisations to choose from while one types, as a combobox with a
//! list (ARIA Authoring Practices). Without it the field takes a name or a reference.

use std::time::Duration;

use leptos::{
    ev::KeyboardEvent, html::Div, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlInputElement,
};
use serde::{Deserialize, Serialize};

/// How long after the last key organisations are looked for.
const PAUSE: Duration = Duration::from_millis(150);
/// So many letters at least.
const LETTERS: usize = 2;

/// An organisation to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What the field then holds: `West Midlands Police (ORG-2014-027)`.
    pub value: String,
    pub name: String,
    /// Kind, place, when it closed: what tells it from others of its name.
    pub about: String,
}

/// The organisations that somebody may mean who has typed so much.
#[server(prefix = "/api", endpoint = "organisations")]
pub async fn suggestions(#[server(default)] typed: String) -> Result<Vec<Suggestion>, ServerFnError> {
    use entities::{
        Register,
        access::Viewer,
        organisation::{Organisation, read::OrganisationsSuggested},
        values::day,
    };
    let register: Register = expect_context();
    let found = register.read(&Viewer::Public, &OrganisationsSuggested(typed)).await.map_err(ServerFnError::new)?;
    let suggestion = |row: Organisation| {
        let closed = row.closed.map(|closed| format!("closed {}", day::in_words(closed)));
        let place = [row.town, row.postcode].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let place = Some(place).filter(|place| !place.is_empty());
        let about = [Some(row.kind.label().to_owned()), place, closed].into_iter().flatten().collect::<Vec<_>>();
        Suggestion { value: format!("{} ({})", row.name, row.reference), name: row.name, about: about.join(", ") }
    };
    Ok(found.into_iter().map(suggestion).collect())
}

/// The field that it is put around, and below it, once the browser is awake, organisations to choose from.
#[island]
pub fn Suggesting(
    /// The id of the field.
    field: String,
    children: Children,
) -> impl IntoView {
    let list = format!("{field}-suggestions");
    let frame = NodeRef::<Div>::new();
    let (found, set_found) = signal(Vec::<Suggestion>::new());
    let (active, set_active) = signal(None::<usize>);
    let (said, set_said) = signal(String::new());
    let (asked, set_asked) = signal(0_u32);
    let input = move || frame.get_untracked().and_then(|frame| input_in(&frame));
    let close = move || {
        // An answer that is still on its way opens nothing.
        set_asked.update(|asked| *asked += 1);
        set_found.set(Vec::new());
        set_active.set(None);
    };
    let look = move || {
        let typed = input().map(|input| input.value()).unwrap_or_default();
        if typed.trim().chars().count() < LETTERS {
            close();
            return;
        }
        let number = asked.get_untracked() + 1;
        set_asked.set(number);
        spawn_local(async move {
            let Ok(mut all) = suggestions(typed.clone()).await else { return };
            if asked.get_untracked() != number {
                return;
            }
            // Whoever has typed a whole name needs no list.
            let is_whole = all.iter().filter(|one| one.name.eq_ignore_ascii_case(typed.trim())).count() == 1;
            if is_whole {
                all.clear();
            }
            set_said.set(match all.len() {
                0 if is_whole => String::new(),
                0 => "No results are available".into(),
                1 => "1 result is available".into(),
                several => format!("{several} results are available"),
            });
            set_active.set(None);
            set_found.set(all);
        });
    };
    let choose = move |place: usize| {
        if let (Some(input), Some(chosen)) = (input(), found.get_untracked().get(place)) {
            input.set_value(&chosen.value);
            set_said.set(format!("{} is chosen", chosen.name));
        }
        close();
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |_| {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(look, PAUSE).ok());
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        if count == 0 {
            // A list that was closed is opened again by the key that goes into it.
            if event.key() == "ArrowDown" {
                look();
            }
            return;
        }
        let last = count - 1;
        let at = active.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => set_active.set(Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 }))),
            "ArrowUp" => set_active.set(Some(at.map_or(last, |at| if at == 0 { last } else { at - 1 }))),
            // Within the list they go to its ends; else they move the cursor in the field.
            "Home" if at.is_some() => set_active.set(Some(0)),
            "End" if at.is_some() => set_active.set(Some(last)),
            "Escape" => close(),
            "Enter" => match at {
                Some(at) => choose(at),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let list_id = StoredValue::new(list);
    let hint_id = StoredValue::new(format!("{field}-suggesting"));
    let option_id = move |place: usize| format!("{}-{place}", list_id.get_value());
    // The plain field becomes a combobox: its own list of names would show beside ours.
    Effect::new(move |_| {
        let Some(input) = input() else { return };
        let list = list_id.get_value();
        for (name, value) in [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-controls", list.as_str())] {
            // A browser that refuses leaves the field as it is.
            input.set_attribute(name, value).ok();
        }
        input.remove_attribute("list").ok();
        // How the list is used, after what describes the field already.
        let described = [input.get_attribute("aria-describedby"), Some(hint_id.get_value())];
        let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
        input.set_attribute("aria-describedby", &described).ok();
    });
    Effect::new(move |_| {
        let (open, at) = (found.with(|found| !found.is_empty()), active.get());
        let Some(input) = input() else { return };
        input.set_attribute("aria-expanded", if open { "true" } else { "false" }).ok();
        match at {
            Some(at) => input.set_attribute("aria-activedescendant", &option_id(at)).ok(),
            None => input.remove_attribute("aria-activedescendant").ok(),
        };
    });
    let option = move |(place, one): (usize, Suggestion)| {
        view! {
            <li
                id=option_id(place)
                role="option"
                class="suggesting__option"
                class:suggesting__option--active=move || active.get() == Some(place)
                aria-selected=move || if active.get() == Some(place) { "true" } else { "false" }
                aria-posinset=(place + 1).to_string()
                aria-setsize=move || found.with(Vec::len).to_string()
                on:mousedown=move |event| {
                    // The field keeps the focus.
                    event.prevent_default();
                    choose(place);
                }
            >
                {one.name}
                <span class="suggesting__about">{one.about}</span>
            </li>
        }
    };
    view! {
        <div class="suggesting" node_ref=frame on:input=on_input on:keydown=on_key on:focusout=move |_| close()>
            {children()}
            <ul
                id=list_id.get_value()
                role="listbox"
                aria-label="Suggestions"
                class="suggesting__list"
                hidden=move || found.with(Vec::is_empty)
            >
                {move || found.get().into_iter().enumerate().map(option).collect_view()}
            </ul>
            <div class="govuk-visually-hidden" role="status" aria-live="polite">{said}</div>
            <span hidden=true id=hint_id.get_value()>
                "When results are available, use the up and down arrow keys to review them and Enter to choose one. On a touch screen, explore by touch or with swipe gestures."
            </span>
        </div>
    }
}

/// The field within the frame.
fn input_in(frame: &leptos::web_sys::HtmlDivElement) -> Option<HtmlInputElement> {
    frame.query_selector("input").ok().flatten()?.dyn_into().ok()
}
