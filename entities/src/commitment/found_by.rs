//! What commitments are found by, and what a search shows of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::{Commitment, paired, read, table, worded};
use crate::{
    access::Viewer,
    search::{Document, Kind, Place, Shelf, in_sentences},
    values::Reference,
};

/// A commitment in the words of one edition.
pub(crate) fn document(row: &Commitment) -> Document {
    Document::new(Kind::Commitment, row.wording_id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.statement)
        .with_all(Place::Text, [row.measure.as_str(), row.target.as_str()])
}

/// Where they are, as a viewer sees them.
pub(crate) fn shelf(viewer: &Viewer, today: NaiveDate) -> Shelf {
    Shelf {
        kind: Kind::Commitment,
        table: "wording",
        of: Some(("commitment", "commitment_id")),
        title: "statement",
        sorted_by: "reference",
        visible: read::visible(viewer, today),
    }
}

/// What they say beside their statements, by reference.
pub(crate) async fn texts(
    db: &impl ConnectionTrait,
    (viewer, today): (&Viewer, NaiveDate),
    of: &[&str],
) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows = worded().filter(read::visible(viewer, today)).filter(table::Column::Reference.is_in(of.iter().copied()));
    let text = |row: Commitment| (row.reference, in_sentences([row.measure, row.target]));
    Ok(paired(rows.all(db).await?).into_iter().map(text).collect())
}
