//! What a declaration is run for: to fill a form, to show it, or to read it.

use entities::Refusal;
use leptos::prelude::*;

use crate::http::{Reading, Typed};

/// The fields of a form about such a record, in order.
#[derive(Debug)]
pub struct Fields<'a, Of> {
    /// The record as it is; none for something new.
    of: Option<&'a Of>,
    run: Run<'a>,
}

enum Run<'a> {
    Filling(Vec<(String, String)>),
    Showing(Vec<AnyView>),
    Reading(Reading<'a>),
}

impl std::fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Filling(_) => "Filling",
            Self::Showing(_) => "Showing",
            Self::Reading(_) => "Reading",
        })
    }
}

impl<'a, Of> Fields<'a, Of> {
    /// A value of the record.
    pub(super) fn value<T>(&self, from: impl FnOnce(&Of) -> T) -> Option<T> {
        self.of.map(from)
    }

    /// A field of a kind of its own: what fills it, how it is shown, and how it is read.
    pub fn field<T>(
        &mut self,
        values: Vec<(String, String)>,
        show: impl FnOnce() -> AnyView,
        read: impl FnOnce(&mut Reading<'a>) -> Option<T>,
    ) -> Option<T> {
        match &mut self.run {
            Run::Filling(all) => all.extend(values),
            Run::Showing(views) => views.push(show()),
            Run::Reading(reading) => return read(reading),
        }
        None
    }

    /// Something between the fields that is not one: a paragraph, a heading.
    pub fn words<V: IntoView + 'static>(&mut self, words: impl FnOnce() -> V) {
        if let Run::Showing(views) = &mut self.run {
            views.push(words().into_any());
        }
    }

    /// True while no fault was noted, and where the form is only shown.
    pub fn is_right_so_far(&self) -> bool {
        !matches!(&self.run, Run::Reading(reading) if reading.has_faults())
    }

    /// Notes a fault that several fields together have.
    pub fn fault<T>(&mut self, name: &'static str, message: &str) -> Option<T> {
        match &mut self.run {
            Run::Reading(reading) => reading.fault(name, message),
            _ => None,
        }
    }
}

/// The values of a record with which its form opens.
pub fn filled<Of, T>(of: &Of, declared: impl FnOnce(&mut Fields<'_, Of>) -> Option<T>) -> Typed {
    let mut fields = Fields { of: Some(of), run: Run::Filling(Vec::new()) };
    declared(&mut fields);
    match fields.run {
        Run::Filling(values) => Typed::filled(values),
        _ => Typed::empty(),
    }
}

/// The fields, for within a form.
pub fn shown<Of, T>(of: Option<&Of>, declared: impl FnOnce(&mut Fields<'_, Of>) -> Option<T>) -> Vec<AnyView> {
    let mut fields = Fields { of, run: Run::Showing(Vec::new()) };
    declared(&mut fields);
    match fields.run {
        Run::Showing(views) => views,
        _ => Vec::new(),
    }
}

/// What was typed, as the declaration reads it.
///
/// # Errors
/// [`Refusal::Invalid`] with what is wrong, field by field.
pub fn read<Of, T>(typed: &Typed, declared: impl FnOnce(&mut Fields<'_, Of>) -> Option<T>) -> Result<T, Refusal> {
    let mut fields = Fields { of: None, run: Run::Reading(typed.read()) };
    let value = declared(&mut fields);
    match fields.run {
        Run::Reading(reading) => reading.finish(|| value),
        _ => Err(Refusal::broken("a form was not read")),
    }
}
