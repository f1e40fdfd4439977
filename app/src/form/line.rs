//! Text: a line of it, or an area; also money, per cents and organisations, which are typed; and what a form sends unseen.

use std::borrow::Cow;

use leptos::prelude::*;

use super::Fields;
use entities::values::Pence;

use crate::{
    http::{Reading, Upload},
    ui::{FileInput, Hidden, MoneyInput, OrganisationInput, TextArea, TextInput, TextInputProps},
};

/// A field that is typed into.
#[derive(Debug)]
pub struct Line<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: Cow<'static, str>,
    label: String,
    hint: Option<String>,
    shape: Shape,
    /// `email`, `password` …; text, else.
    kind: &'static str,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    value: Option<String>,
}

#[derive(Debug)]
enum Shape {
    /// As wide as so many letters.
    Line(Option<u8>),
    /// As high as so many lines.
    Area(u32),
    /// The same in a face of fixed width, for Markdown.
    Source(u32),
    Money,
    PerCent,
    /// By name or reference; these names are offered.
    Organisation(Vec<String>),
    /// One file, of which browsers offer such: `.pdf,.docx`.
    File(&'static str),
    Hidden,
}

impl<'a, Of> Fields<'a, Of> {
    /// A line of text.
    pub fn line(&mut self, name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Line(None))
    }

    /// A text of several lines.
    pub fn area(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: impl Into<String>,
        rows: u32,
    ) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Area(rows))
    }

    /// A text in Markdown, of several lines in a face of fixed width.
    pub fn source(&mut self, name: &'static str, label: impl Into<String>, rows: u32) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Source(rows))
    }

    /// An amount in pounds. Unless it is typed as the register writes it, it is shown back before it counts.
    pub fn money(&mut self, name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Money)
    }

    /// Whole per cents.
    pub fn per_cent(&mut self, name: &'static str, label: impl Into<String>) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::PerCent)
    }

    /// An organisation, by its name or reference, of which some are offered. Which it is the register says.
    pub fn organisation(
        &mut self,
        name: &'static str,
        label: impl Into<String>,
        offered: Vec<String>,
    ) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::Organisation(offered))
    }

    /// A file, of which browsers offer such: `.pdf,.docx`. Its form must be told that it brings one.
    pub fn file(&mut self, name: &'static str, label: impl Into<String>, accept: &'static str) -> Line<'_, 'a, Of> {
        self.typed(name, label, Shape::File(accept))
    }

    /// What the form sends without being typed: of the record, as it is when the form is shown.
    pub fn hidden(&mut self, name: &'static str) -> Line<'_, 'a, Of> {
        self.typed(name, "", Shape::Hidden)
    }

    fn typed(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        label: impl Into<String>,
        shape: Shape,
    ) -> Line<'_, 'a, Of> {
        let (name, label) = (name.into(), label.into());
        let (hint, autocomplete, inputmode, value) = (None, None, None, None);
        Line { fields: self, name, label, hint, shape, kind: "text", autocomplete, inputmode, value }
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

    /// What sort of text it is, for browsers: `email`, `password`.
    #[must_use]
    pub fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    /// What browsers may fill in (WCAG 1.3.5).
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete: Some(autocomplete), ..self }
    }

    /// Which keyboard telephones show.
    #[must_use]
    pub fn keyboard(self, inputmode: &'static str) -> Self {
        Self { inputmode: Some(inputmode), ..self }
    }

    /// What it says of a record.
    #[must_use]
    pub fn from(self, value: impl FnOnce(&Of) -> String) -> Self {
        Self { value: self.fields.value(value), ..self }
    }

    /// Text that must be there.
    pub fn required(self, message: &'static str) -> Option<String> {
        let name = self.name.clone();
        self.read(|reading| reading.required(name, message))
    }

    /// Text exactly as it was typed: a password.
    pub fn verbatim(self) -> Option<String> {
        let name = self.name.clone();
        self.read(|reading| Some(reading.verbatim(&name).to_owned()))
    }

    /// Text that may be missing: then there is none.
    pub fn maybe_text(self) -> Option<Option<String>> {
        self.maybe(|text| Ok::<_, String>(text.to_owned()))
    }

    /// Text that may be missing: then it is empty.
    pub fn optional(self) -> Option<String> {
        let name = self.name.clone();
        self.read(|reading| Some(reading.text(&name).to_owned()))
    }

    /// A value that must be there and mean something; what is wrong with it is said by its parser.
    pub fn parsed<T, E: ToString>(self, message: &'static str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let name = self.name.clone();
        self.read(|reading| reading.parsed(name, message, parse))
    }

    /// A value that may be missing.
    pub fn maybe<T, E: ToString>(self, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<Option<T>> {
        let name = self.name.clone();
        self.read(|reading| reading.optional(name, parse))
    }

    /// An amount that must be there.
    pub fn pounds(self, message: &'static str) -> Option<Pence> {
        let name = self.name.clone();
        self.read(|reading| reading.pounds(name, message))
    }

    /// An amount that may be missing.
    pub fn maybe_pounds(self) -> Option<Option<Pence>> {
        let name = self.name.clone();
        self.read(|reading| reading.optional_pounds(name))
    }

    /// A file that must have come.
    pub fn sent(self, message: &'static str) -> Option<Upload> {
        let name = self.name.clone();
        self.read(|reading| {
            let file = reading.typed().file().filter(|file| !file.bytes.is_empty());
            file.cloned().or_else(|| reading.fault(name, message))
        })
    }

    /// As a deed of its own kind reads it.
    pub fn read<T>(self, read: impl FnOnce(&mut Reading<'a>) -> Option<T>) -> Option<T> {
        let Self { fields, name, label, hint, shape, kind, autocomplete, inputmode, value } = self;
        let (is_typed, is_file) = (!matches!(shape, Shape::Hidden), matches!(shape, Shape::File(_)));
        let values = value.iter().filter(|_| is_typed).map(|value| (name.to_string(), value.clone())).collect();
        let (value, own) = (value.unwrap_or_default(), name.clone());
        let show = move || match (shape, hint) {
            (Shape::Line(width), hint) => {
                let (name, prefix, suffix) = (name.into_owned(), None, None);
                TextInput(TextInputProps { name, label, hint, kind, autocomplete, inputmode, width, prefix, suffix })
                    .into_any()
            }
            (Shape::Area(rows), Some(hint)) => view! { <TextArea name label hint rows/> }.into_any(),
            (Shape::Area(rows), None) => view! { <TextArea name label rows/> }.into_any(),
            (Shape::Source(rows), Some(hint)) => view! { <TextArea name label hint rows fixed=true/> }.into_any(),
            (Shape::Source(rows), None) => view! { <TextArea name label rows fixed=true/> }.into_any(),
            (Shape::Money, Some(hint)) => view! { <MoneyInput name label hint/> }.into_any(),
            (Shape::Money, None) => view! { <MoneyInput name label/> }.into_any(),
            (Shape::PerCent, _) => view! { <TextInput name label suffix="%" width=3 inputmode="numeric"/> }.into_any(),
            (Shape::Organisation(names), Some(hint)) => view! { <OrganisationInput name label hint names/> }.into_any(),
            (Shape::Organisation(names), None) => view! { <OrganisationInput name label names/> }.into_any(),
            (Shape::File(accept), Some(hint)) => view! { <FileInput name label hint accept/> }.into_any(),
            (Shape::File(accept), None) => view! { <FileInput name label accept/> }.into_any(),
            (Shape::Hidden, _) => view! { <Hidden name value/> }.into_any(),
        };
        let read = move |reading: &mut Reading<'a>| {
            if !is_typed || is_file || reading.came(&own) { read(reading) } else { None }
        };
        fields.field(values, show, read)
    }
}
