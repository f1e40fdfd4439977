//! What every field has in common: its id, what was typed into it, what is wrong with it, what describes it.

use leptos::prelude::*;

use crate::http::Typed;

/// The form that a field stands in: what was typed, and what its ids begin with when a page has several forms.
#[derive(Debug, Clone, Default)]
pub struct FormScope {
    /// What the fields show.
    pub typed: Typed,
    /// Empty for a page's only form.
    pub prefix: String,
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
}

impl Field {
    /// Finds the form by leptos' context; without one the field is simply empty.
    pub fn new(name: String, hint: Option<String>) -> Self {
        let scope = use_context::<FormScope>().unwrap_or_default();
        Self { id: scope.id(&name), error: scope.typed.fault(&name), hint, typed: scope.typed, name }
    }

    /// What was typed.
    pub fn value(&self) -> String {
        self.typed.get(&self.name).to_owned()
    }

    /// For `aria-describedby`: hint and error, those that are there.
    pub fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (one, other) => one.or(other),
        }
    }

    /// `class`, and with an error `class class--error`.
    pub fn class(&self, class: &str) -> String {
        if self.error.is_some() { format!("{class} {class}--error") } else { class.to_owned() }
    }

    /// The group around label, hint, error and control.
    pub fn group_class(&self) -> String {
        self.class("govuk-form-group")
    }

    /// Hint and error, between label and control.
    pub fn hint_and_error(&self) -> impl IntoView + use<> {
        let (hint_id, error_id) = (format!("{}-hint", self.id), format!("{}-error", self.id));
        view! {
            {self.hint.clone().map(|hint| view! { <div id=hint_id class="govuk-hint">{hint}</div> })}
            {self.error.clone().map(|error| view! {
                <p id=error_id class="govuk-error-message">
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
