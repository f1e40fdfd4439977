//! What a list tells of: a body, or a service that a body owns.

use chrono::NaiveDate;
use entities::{
    organisation::deeds::AddOrganisation,
    registered_service::deeds::FiledService,
    values::{Identifier, Scheme},
};

/// What a line of a list tells of.
#[derive(Clone, Debug)]
pub enum Listed {
    Body(ListedBody),
    Service(FiledService),
}

impl Listed {
    /// The code by which it is known again; with its scheme, if the list knows several.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::Body(body) => body.organisation.identifiers.first().map(ToString::to_string),
            Self::Service(service) => Some(service.urn.clone()),
        }
    }

    /// The same without the scheme, as the list writes it.
    pub fn written_code(&self) -> &str {
        match self {
            Self::Body(body) => body.organisation.identifiers.first().map_or("", Identifier::value),
            Self::Service(service) => &service.urn,
        }
    }
}

/// A body of a list, with the bodies that the list says took over from it.
#[derive(Clone, Debug)]
pub struct ListedBody {
    pub organisation: AddOrganisation,
    pub successors: Vec<Identifier>,
}

impl From<AddOrganisation> for Listed {
    fn from(organisation: AddOrganisation) -> Self {
        Self::Body(ListedBody { organisation, successors: Vec::new() })
    }
}

/// A name, which every body has.
pub fn name(text: &str) -> Result<String, String> {
    let name = super::names::readable(text);
    if name.is_empty() { Err("it has no name".into()) } else { Ok(name) }
}

/// A code of a scheme.
pub fn code(scheme: Scheme, text: &str) -> Result<Identifier, String> {
    Identifier::parse(scheme, text).map_err(|_| format!("\"{text}\" is no {}", in_a_sentence(scheme.label())))
}

/// A label within a sentence: "Council code" becomes "council code", and "ODS code" stays.
fn in_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// What may be left out.
pub fn maybe(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Opening and closing day in one of the formats that lists have, in this order; each may be left out.
pub fn life(opened: &str, closed: &str, format: &str) -> Result<(Option<NaiveDate>, Option<NaiveDate>), String> {
    match (day(opened, format)?, day(closed, format)?) {
        (Some(opened), Some(closed)) if closed < opened => Err("it closed before it opened".into()),
        life => Ok(life),
    }
}

/// A day in the format that a list has it; it may be left out.
pub fn day(text: &str, format: &str) -> Result<Option<NaiveDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(text, format).map(Some).map_err(|_| format!("\"{text}\" is no day"))
}
