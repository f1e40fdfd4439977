//! Boxes to tick.

use leptos::prelude::*;

use super::Fields;
use crate::{
    http::Reading,
    ui::{Checkboxes, Choice},
};

/// A field of boxes, of which some are ticked.
#[derive(Debug)]
pub struct Ticks<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: &'static str,
    legend: String,
    hint: Option<String>,
    choices: Vec<Choice>,
    values: Vec<String>,
}

impl<'a, Of> Fields<'a, Of> {
    /// One box, which says `words`.
    pub fn tick(
        &mut self,
        name: &'static str,
        legend: impl Into<String>,
        words: impl Into<String>,
    ) -> Ticks<'_, 'a, Of> {
        self.ticks(name, legend, vec![Choice::new("yes", words)])
    }

    /// Several boxes; where there is nothing to tick, nothing is asked.
    pub fn ticks(&mut self, name: &'static str, legend: impl Into<String>, choices: Vec<Choice>) -> Ticks<'_, 'a, Of> {
        Ticks { fields: self, name, legend: legend.into(), hint: None, choices, values: Vec::new() }
    }
}

impl<'a, Of> Ticks<'_, 'a, Of> {
    /// Help that is always there.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Whether the one box is ticked of a record.
    #[must_use]
    pub fn from(self, ticked: impl FnOnce(&Of) -> bool) -> Self {
        self.ticked_of(|of| if ticked(of) { vec!["yes".to_owned()] } else { Vec::new() })
    }

    /// Which are ticked of a record.
    #[must_use]
    pub fn ticked_of(self, ticked: impl FnOnce(&Of) -> Vec<String>) -> Self {
        Self { values: self.fields.value(ticked).unwrap_or_default(), ..self }
    }

    /// Whether the one box is ticked.
    pub fn ticked(self) -> Option<bool> {
        let name = self.name;
        self.read(|reading| Some(reading.text(name) == "yes"))
    }

    /// Those that are ticked, each as it is parsed.
    pub fn all<T>(self, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let name = self.name;
        self.read(|reading| reading.ticked(name, parse))
    }

    /// At least one that is ticked, each as it is parsed.
    pub fn some<T>(self, message: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let name = self.name;
        self.read(|reading| match reading.ticked(name, parse)? {
            ticked if ticked.is_empty() => reading.fault(name, message),
            ticked => Some(ticked),
        })
    }

    /// As it is read here.
    pub fn read<T>(self, read: impl FnOnce(&mut Reading<'a>) -> Option<T>) -> Option<T> {
        let Self { fields, name, legend, hint, choices, values } = self;
        let values = values.into_iter().map(|value| (name.to_owned(), value)).collect();
        let show = move || match hint {
            _ if choices.is_empty() => ().into_any(),
            Some(hint) => view! { <Checkboxes name legend hint choices/> }.into_any(),
            None => view! { <Checkboxes name legend choices/> }.into_any(),
        };
        fields.field(values, show, read)
    }
}
