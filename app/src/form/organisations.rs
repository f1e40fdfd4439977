//! Several organisations, each in a field of its own, and an empty one for another.

use leptos::prelude::*;

use super::Fields;
use crate::ui::{OrganisationInputs, organisation_values};

/// Fields for as many organisations as there are.
#[derive(Debug)]
pub struct Organisations<'f, 'a, Of> {
    fields: &'f mut Fields<'a, Of>,
    name: &'static str,
    label: &'static str,
    offered: Vec<String>,
    values: Vec<String>,
}

impl<'a, Of> Fields<'a, Of> {
    /// Organisations, by their names or references, of which some are offered. Which they are the register says.
    pub fn organisations(
        &mut self,
        name: &'static str,
        label: &'static str,
        offered: Vec<String>,
    ) -> Organisations<'_, 'a, Of> {
        Organisations { fields: self, name, label, offered, values: Vec::new() }
    }
}

impl<Of> Organisations<'_, '_, Of> {
    /// Those of a record.
    #[must_use]
    pub fn from(self, values: impl FnOnce(&Of) -> Vec<String>) -> Self {
        Self { values: self.fields.value(values).unwrap_or_default(), ..self }
    }

    /// At least one, each with its field's name.
    pub fn required(self, message: &'static str) -> Option<Vec<(String, String)>> {
        let Self { fields, name, label, offered, values } = self;
        let show = move || view! { <OrganisationInputs name label names=offered/> }.into_any();
        fields.field(organisation_values(name, values), show, |reading| reading.organisations(name, message))
    }
}
