//! What contracts are found by, and what a search shows of them.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::{read, table};
use crate::{
    access::Viewer,
    search::{Document, Kind, Place, Shelf},
    values::Reference,
};

/// A contract.
pub(crate) fn document(row: &table::Model) -> Document {
    Document::new(Kind::Contract, row.id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.title)
        .with(Place::Text, &row.description)
}

/// Where they are, as a viewer sees them.
pub(crate) fn shelf(viewer: &Viewer) -> Shelf {
    Shelf {
        kind: Kind::Contract,
        table: "contract",
        of: None,
        title: "title",
        sorted_by: "title_key",
        visible: read::visible(viewer),
    }
}

/// What they say beside their titles, by reference.
pub(crate) async fn texts(db: &impl ConnectionTrait, of: &[&str]) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = table::Entity::find().filter(table::Column::Reference.is_in(of.iter().copied()));
    Ok(rows.all(db).await?.into_iter().map(|row| (row.reference, row.description)).collect())
}
