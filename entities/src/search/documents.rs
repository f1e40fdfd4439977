//! What each kind of record is found by. The only place that says so.

use super::{
    Kind,
    index::{Document, Place},
};
use crate::{
    agreement::Agreement, commitment::Commitment, contract, organisation, procurement, service, values::Identifier,
};

/// An edition of an agreement, by the text of its newest revision too.
pub fn agreement(row: &Agreement, text: &str) -> Document {
    Document::new(Kind::Agreement, row.edition_id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.title)
        .with(Place::Text, row.kind.label())
        .with(Place::Text, &row.aims)
        .with(Place::Text, text)
}

/// A commitment in the words of one edition.
pub fn commitment(row: &Commitment) -> Document {
    Document::new(Kind::Commitment, row.wording_id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.statement)
        .with_all(Place::Text, [row.measure.as_str(), row.target.as_str()])
}

/// A service.
pub fn service(row: &service::table::Model) -> Document {
    Document::new(Kind::Service, row.id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.name)
        .with_all(Place::Text, [row.area_of_need.label(), row.description.as_str()])
}

/// A contract.
pub fn contract(row: &contract::table::Model) -> Document {
    Document::new(Kind::Contract, row.id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.title)
        .with(Place::Text, &row.description)
}

/// A procurement, by its buyer too.
pub fn procurement(row: &procurement::table::Model) -> Document {
    Document::new(Kind::Procurement, row.id)
        .with_all(Place::Code, [row.reference.as_str(), row.ocid.as_deref().unwrap_or_default()])
        .with(Place::Name, &row.title)
        .with(Place::OtherName, &row.buyer_name)
        .with(Place::Text, &row.description)
}

/// An organisation, by every name and code that it has or had, and by where it is.
pub fn organisation<'a>(
    row: &organisation::table::Model,
    identifiers: impl IntoIterator<Item = &'a Identifier>,
    other_names: impl IntoIterator<Item = &'a str>,
) -> Document {
    Document::new(Kind::Organisation, row.id)
        .with(Place::Code, row.reference.as_str())
        .with_all(Place::Code, identifiers.into_iter().map(Identifier::value))
        .with(Place::Code, row.postcode.as_deref().unwrap_or_default())
        .with(Place::Text, row.kind.label())
        .with_all(Place::Name, [row.name.as_str(), row.short_name.as_deref().unwrap_or_default()])
        .with_all(Place::OtherName, other_names)
        .with_all(Place::OtherName, [row.town.as_deref(), row.postcode.as_deref()].into_iter().flatten())
}
