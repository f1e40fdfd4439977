//! What services are found by, and what a search shows of them.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::{read, table};
use crate::{
    access::Viewer,
    search::{Document, Kind, Place, Shelf, in_sentences},
    values::Reference,
};

/// A service.
pub(crate) fn document(row: &table::Model) -> Document {
    Document::new(Kind::Service, row.id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.name)
        .with_all(Place::Text, [row.area_of_need.label(), row.description.as_str()])
}

/// Where they are, as a viewer sees them.
pub(crate) fn shelf(viewer: &Viewer) -> Shelf {
    Shelf {
        kind: Kind::Service,
        table: "service",
        of: None,
        title: "name",
        sorted_by: "name_key",
        visible: read::visible(viewer),
    }
}

/// What they say beside their names, by reference.
pub(crate) async fn texts(db: &impl ConnectionTrait, of: &[&str]) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = table::Entity::find().filter(table::Column::Reference.is_in(of.iter().copied()));
    let text =
        |row: table::Model| (row.reference, in_sentences([row.area_of_need.label().to_owned(), row.description]));
    Ok(rows.all(db).await?.into_iter().map(text).collect())
}
