//! What procurements are found by, and what a search shows of them.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::{read, table};
use crate::{
    access::Viewer,
    search::{Document, Kind, Place, Shelf, in_sentences},
    values::Reference,
};

/// A procurement, by its buyer too.
pub(crate) fn document(row: &table::Model) -> Document {
    Document::new(Kind::Procurement, row.id)
        .with_all(Place::Code, [row.reference.as_str(), row.ocid.as_deref().unwrap_or_default()])
        .with(Place::Name, &row.title)
        .with(Place::OtherName, &row.buyer_name)
        .with(Place::Text, &row.description)
}

/// Where they are, as a viewer sees them.
pub(crate) fn shelf(viewer: &Viewer) -> Shelf {
    Shelf {
        kind: Kind::Procurement,
        table: "procurement",
        of: None,
        title: "title",
        sorted_by: "title_key",
        visible: read::visible(viewer),
    }
}

/// What they say beside their titles, by reference.
pub(crate) async fn texts(db: &impl ConnectionTrait, of: &[&str]) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = table::Entity::find().filter(table::Column::Reference.is_in(of.iter().copied()));
    let text = |row: table::Model| (row.reference, in_sentences([row.buyer_name, row.description]));
    Ok(rows.all(db).await?.into_iter().map(text).collect())
}
