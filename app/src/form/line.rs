//! Text: a line of it, or an area; also money, which is typed.

use leptos::prelude::*;

use super::Fields;
use entities::values::Pence;

use crate::ui::{MoneyInput, TextArea, TextInput};

/// A field that is typed into.
#[derive(Debug)]
pub struct Line<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: &'static str,
    label: String,
    hint: Option<String>,
    shape: Shape,
    value: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    /// As wide as so many letters.
    Line(Option<u8>),
    /// As high as so many lines.
    Area(u32),
    Money,
}

impl<'a, Of> Fields<'a, Of> {
    /// A line of text.
    pub fn line(&mut self, name: &'static str, label: impl Into<String>) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Line(None))
    }

    /// A text of several lines.
    pub fn area(&mut self, name: &'static str, label: impl Into<String>, rows: u32) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Area(rows))
    }

    /// An amount in pounds. Unless it is typed as the register writes it, it is shown back before it counts.
    pub fn money(&mut self, name: &'static str, label: impl Into<String>) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Money)
    }

    fn typed(&mut self, name: &'static str, label: impl Into<String>, shape: Shape) -> Line<'_, 'a, Of> {
        Line { fields: self, name, label: label.into(), hint: None, shape, value: None }
    }
}

impl<'a, Of> Line<'_, 'a, Of> {
    /// Help that is always there.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// As wide as so many letters.
    #[must_use]
    pub fn width(self, letters: u8) -> Self {
        Self { shape: Shape::Line(Some(letters)), ..self }
    }

    /// What it says of a record.
    #[must_use]
    pub fn from(self, value: impl FnOnce(&Of) -> String) -> Self {
        Self { value: self.fields.value(value), ..self }
    }

    /// Text that must be there.
    pub fn required(self, message: &'static str) -> Option<String> {
        let name = self.name;
        self.read(|reading| reading.required(name, message))
    }

    /// Text that may be missing: then it is empty.
    pub fn optional(self) -> Option<String> {
        let name = self.name;
        self.read(|reading| Some(reading.text(name).to_owned()))
    }

    /// A value that must be there and mean something; what is wrong with it is said by its parser.
    pub fn parsed<T, E: ToString>(self, message: &'static str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let name = self.name;
        self.read(|reading| reading.parsed(name, message, parse))
    }

    /// A value that may be missing.
    pub fn maybe<T, E: ToString>(self, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<Option<T>> {
        let name = self.name;
        self.read(|reading| reading.optional(name, parse))
    }

    /// An amount that must be there.
    pub fn pounds(self, message: &'static str) -> Option<Pence> {
        let name = self.name;
        self.read(|reading| reading.pounds(name, message))
    }

    /// An amount that may be missing.
    pub fn maybe_pounds(self) -> Option<Option<Pence>> {
        let name = self.name;
        self.read(|reading| reading.optional_pounds(name))
    }

    /// As a deed of its own kind reads it.
    pub fn read<T>(self, read: impl FnOnce(&mut crate::http::Reading<'a>) -> Option<T>) -> Option<T> {
        let Self { fields, name, label, hint, shape, value } = self;
        let values = value.into_iter().map(|value| (name.to_owned(), value)).collect();
        let show = move || match (shape, hint) {
            (Shape::Line(Some(width)), Some(hint)) => view! { <TextInput name label hint width/> }.into_any(),
            (Shape::Line(Some(width)), None) => view! { <TextInput name label width/> }.into_any(),
            (Shape::Line(None), Some(hint)) => view! { <TextInput name label hint/> }.into_any(),
            (Shape::Line(None), None) => view! { <TextInput name label/> }.into_any(),
            (Shape::Area(rows), Some(hint)) => view! { <TextArea name label hint rows/> }.into_any(),
            (Shape::Area(rows), None) => view! { <TextArea name label rows/> }.into_any(),
            (Shape::Money, Some(hint)) => view! { <MoneyInput name label hint/> }.into_any(),
            (Shape::Money, None) => view! { <MoneyInput name label/> }.into_any(),
        };
        fields.field(values, show, read)
    }
}
