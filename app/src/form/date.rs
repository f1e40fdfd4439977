//! A day, in three boxes.

use std::borrow::Cow;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Fields;
use crate::{
    http::Reading,
    ui::{DateInput, day_values},
};

/// A field for a day.
#[derive(Debug)]
pub struct Day<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: Cow<'static, str>,
    legend: String,
    hint: Option<String>,
    value: Option<NaiveDate>,
}

impl<'a, Of> Fields<'a, Of> {
    /// A day.
    pub fn day(&mut self, name: impl Into<Cow<'static, str>>, legend: impl Into<String>) -> Day<'_, 'a, Of> {
        Day { fields: self, name: name.into(), legend: legend.into(), hint: None, value: None }
    }
}

impl<'a, Of> Day<'_, 'a, Of> {
    /// Help that is always there.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The day of a record.
    #[must_use]
    pub fn from(self, value: impl FnOnce(&Of) -> Option<NaiveDate>) -> Self {
        Self { value: self.fields.value(value).flatten(), ..self }
    }

    /// A day that must be there.
    pub fn required(self, message: &'static str) -> Option<NaiveDate> {
        let name = self.name.clone();
        self.read(|reading| reading.day(name, message))
    }

    /// A day that may be missing.
    pub fn optional(self) -> Option<Option<NaiveDate>> {
        let name = self.name.clone();
        self.read(|reading| reading.optional_day(name))
    }

    fn read<T>(self, read: impl FnOnce(&mut Reading<'a>) -> Option<T>) -> Option<T> {
        let Self { fields, name, legend, hint, value } = self;
        let values = day_values(&name, value).into_iter().collect();
        let show = move || match hint {
            Some(hint) => view! { <DateInput name legend hint/> }.into_any(),
            None => view! { <DateInput name legend/> }.into_any(),
        };
        fields.field(values, show, read)
    }
}
