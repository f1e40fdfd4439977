//! One of several: a drop-down list or radios.

use std::borrow::Cow;

use entities::values::Word;
use leptos::prelude::*;

use super::Fields;
use crate::{
    http::Reading,
    ui::{Choice, Radios, Select},
};

/// A field of which one of several is chosen.
#[derive(Debug)]
pub struct Choose<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: Cow<'static, str>,
    label: String,
    hint: Option<String>,
    choices: Vec<Choice>,
    /// The first line of a list, if nothing is chosen yet; none shows the first choice.
    empty: Option<&'static str>,
    look: Look,
    value: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum Look {
    /// A drop-down list.
    List,
    /// All are seen at once, below each other.
    Radios,
    /// Two short ones, side by side.
    Inline,
}

impl<'a, Of> Fields<'a, Of> {
    /// One of a list of words.
    pub fn word<W: Word>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: impl Into<String>,
    ) -> Choose<'_, 'a, Of> {
        self.choose(name, label, Choice::words::<W>())
    }

    /// One of some choices.
    pub fn choose(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: impl Into<String>,
        choices: Vec<Choice>,
    ) -> Choose<'_, 'a, Of> {
        let (name, label) = (name.into(), label.into());
        Choose { fields: self, name, label, hint: None, choices, empty: None, look: Look::List, value: None }
    }

    /// Yes or no, side by side; what is sent is "yes" or "no".
    pub fn yes_or_no(&mut self, name: &'static str, label: impl Into<String>) -> Choose<'_, 'a, Of> {
        let choices = vec![Choice::new("yes", "Yes"), Choice::new("no", "No")];
        Choose { look: Look::Inline, ..self.choose(name, label, choices) }
    }
}

impl<'a, Of> Choose<'_, 'a, Of> {
    /// Help that is always there.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The first line of the list while nothing is chosen: "Choose".
    #[must_use]
    pub fn empty(self, empty: &'static str) -> Self {
        Self { empty: Some(empty), ..self }
    }

    /// All are seen at once.
    #[must_use]
    pub fn radios(self) -> Self {
        Self { look: Look::Radios, ..self }
    }

    /// The word of a record.
    #[must_use]
    pub fn from<W: Word>(self, value: impl FnOnce(&Of) -> W) -> Self {
        self.chosen_of(|of| value(of).code().to_owned())
    }

    /// What is chosen of a record, as it is sent; empty for nothing.
    #[must_use]
    pub fn chosen_of(self, value: impl FnOnce(&Of) -> String) -> Self {
        Self { value: self.fields.value(value), ..self }
    }

    /// A word that must be chosen.
    pub fn required<W: Word>(self, message: &str) -> Option<W> {
        let name = self.name.clone();
        self.read(|reading| reading.word(name, message))
    }

    /// Whether it is yes.
    pub fn yes(self, message: &'static str) -> Option<bool> {
        self.parsed(message, |text| match text {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(message),
        })
    }

    /// What must be chosen, as it is parsed.
    pub fn parsed<T, E: ToString>(self, message: &'static str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let name = self.name.clone();
        self.read(|reading| reading.parsed(name, message, parse))
    }

    /// What may be chosen, as it is parsed.
    pub fn maybe<T, E: ToString>(self, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<Option<T>> {
        let name = self.name.clone();
        self.read(|reading| reading.optional(name, parse))
    }

    /// As it is read here.
    pub fn read<T>(self, read: impl FnOnce(&mut Reading<'a>) -> Option<T>) -> Option<T> {
        let Self { fields, name, label, hint, choices, empty, look, value } = self;
        let values = value.into_iter().map(|value| (name.to_string(), value)).collect();
        // Of radios none comes where none is chosen.
        let (always_comes, own) = (matches!(look, Look::List), name.clone());
        let read =
            move |reading: &mut Reading<'a>| if !always_comes || reading.came(&own) { read(reading) } else { None };
        let show = move || match (look, hint, empty) {
            (Look::Radios, Some(hint), _) => view! { <Radios name legend=label hint choices/> }.into_any(),
            (Look::Radios, None, _) => view! { <Radios name legend=label choices/> }.into_any(),
            (Look::Inline, Some(hint), _) => view! { <Radios name legend=label hint choices inline=true/> }.into_any(),
            (Look::Inline, None, _) => view! { <Radios name legend=label choices inline=true/> }.into_any(),
            (Look::List, Some(hint), Some(empty)) => view! { <Select name label hint choices empty/> }.into_any(),
            (Look::List, Some(hint), None) => view! { <Select name label hint choices/> }.into_any(),
            (Look::List, None, Some(empty)) => view! { <Select name label choices empty/> }.into_any(),
            (Look::List, None, None) => view! { <Select name label choices/> }.into_any(),
        };
        fields.field(values, show, read)
    }
}
