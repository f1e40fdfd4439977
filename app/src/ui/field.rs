//! What every field has in common: its id, what was typed into it, what is wrong with it, what describes it.

use leptos::prelude::*;

use super::{Choice, Meanwhile};
use crate::http::{CHECKED, Typed};

/// The form that a field stands in: what was typed, and what its ids begin with when a page has several forms.
#[derive(Debug, Clone, Default)]
pub struct FormScope {
    /// What the fields show.
    pub typed: Typed,
    /// Empty for a page's only form.
    pub prefix: String,
    /// For a form that came too late: what it opened with and what it would open with now.
    pub meanwhile: Option<Meanwhile>,
    /// By it somebody agrees to something that has changed since: what they chose is asked for again.
    pub asks_again: bool,
}

impl FormScope {
    /// The id of a field in this form; the error summary links to it.
    pub fn id(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}-{name}", self.prefix) }
    }
}

/// One field of the form around it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub id: String,
    pub name: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub typed: Typed,
    meanwhile: Option<Meanwhile>,
    asks_again: bool,
}

impl Field {
    /// Finds the form by leptos' context; without one the field is simply empty.
    pub fn new(name: String, hint: Option<String>) -> Self {
        let scope = use_context::<FormScope>().unwrap_or_default();
        let (id, error, asks_again) = (scope.id(&name), scope.typed.fault(&name), scope.asks_again && name != CHECKED);
        Self { id, error, hint, typed: scope.typed, meanwhile: scope.meanwhile, asks_again, name }
    }

    /// Tells the form what this field asks for and what its values are in words, should they have changed meanwhile.
    pub fn tell(&self, label: &str, words: impl Fn(&Typed) -> String) {
        if let Some(meanwhile) = &self.meanwhile {
            meanwhile.note(label, words);
        }
    }

    /// The same for one of few: the words of what is chosen.
    pub fn tell_chosen(&self, label: &str, choices: &[Choice]) {
        self.tell(label, |typed| {
            let chosen = |choice: &&Choice| typed.all(&self.name).any(|value| value == choice.value);
            choices.iter().filter(chosen).map(|choice| choice.text.clone()).collect::<Vec<_>>().join(", ")
        });
    }

    /// What was typed.
    pub fn value(&self) -> String {
        self.typed.get(&self.name).to_owned()
    }

    /// What was chosen or ticked.
    pub fn chosen(&self) -> Vec<String> {
        if self.asks_again { Vec::new() } else { self.typed.all(&self.name).map(str::to_owned).collect() }
    }

    /// For `aria-describedby`: hint, what was read, and error, those that are there.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let back = self.typed.shown_back(&self.name).map(|_| format!("{}-read", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let all: Vec<String> = [hint, back, error].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(" "))
    }

    /// `class`, and with an error `class class--error`.
    pub fn class(&self, class: &str) -> String {
        if self.error.is_some() { format!("{class} {class}--error") } else { class.to_owned() }
    }

    /// The group around label, hint, error and control.
    pub fn group_class(&self) -> String {
        self.class("govuk-form-group")
    }

    /// Hint, what was read, and error, between label and control.
    pub fn hint_and_error(&self) -> impl IntoView + use<> {
        let (hint_id, error_id) = (format!("{}-hint", self.id), format!("{}-error", self.id));
        let back_id = format!("{}-read", self.id);
        view! {
            {self.hint.clone().map(|hint| view! { <div id=hint_id class="govuk-hint">{hint}</div> })}
            {self.typed.shown_back(&self.name).map(|said| view! {
                <p id=back_id class="govuk-body govuk-!-font-weight-bold">{said}</p>
            })}
            {self.error.clone().map(|error| view! {
                <p id=error_id class="govuk-error-message plain-text">
                    <span class="govuk-visually-hidden">"Error: "</span>
                    {error}
                </p>
            })}
        }
    }

    /// What was read from it and is shown back: sent again with the same, it counts.
    pub fn shown_back(&self) -> impl IntoView + use<> {
        let said = self.typed.read_as(&self.name).map(|read_as| format!("{} {read_as}", self.name));
        said.map(|said| view! { <input type="hidden" name=Typed::READ_AS value=said/> })
    }

    /// The label of a control with one input.
    pub fn label(&self, label: String) -> impl IntoView + use<> {
        let id = self.id.clone();
        view! { <label class="govuk-label" for=id>{label}</label> }
    }
}
