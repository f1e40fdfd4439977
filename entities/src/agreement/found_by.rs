//! What editions of agreements are found by, and what a search shows of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr, entity::prelude::*};

use super::{
    Agreement, editions, paired, read,
    table::{self, revision},
};
use crate::{
    access::Viewer,
    search::{Document, Kind, Place, Shelf, in_sentences},
    values::Reference,
};

/// An edition, by the text of its newest revision too.
pub(crate) fn document(row: &Agreement, text: &str) -> Document {
    Document::new(Kind::Agreement, row.edition_id)
        .with(Place::Code, row.reference.as_str())
        .with(Place::Name, &row.title)
        .with(Place::Text, row.kind.label())
        .with(Place::Text, &row.aims)
        .with(Place::Text, text)
}

/// Where they are, as a viewer sees them.
pub(crate) fn shelf(viewer: &Viewer, today: NaiveDate) -> Shelf {
    Shelf {
        kind: Kind::Agreement,
        table: "edition",
        of: Some(("agreement", "agreement_id")),
        title: "title",
        sorted_by: "title_key",
        visible: read::visible(viewer, today),
    }
}

/// What they say beside their titles, by reference.
pub(crate) async fn texts(
    db: &impl ConnectionTrait,
    (viewer, today): (&Viewer, NaiveDate),
    of: &[&str],
) -> Result<BTreeMap<Reference, String>, DbErr> {
    let rows =
        editions().filter(read::visible(viewer, today)).filter(table::Column::Reference.is_in(of.iter().copied()));
    let rows = paired(rows.all(db).await?);
    let revisions = revision::Entity::find()
        .filter(revision::Column::Id.is_in(rows.iter().filter_map(|row| row.revision_id)))
        .all(db)
        .await?;
    let mut newest: BTreeMap<i64, String> = revisions.into_iter().map(|row| (row.id, row.text)).collect();
    let text = |row: Agreement| {
        let text = row.revision_id.and_then(|id| newest.remove(&id)).unwrap_or_default();
        (row.reference, in_sentences([row.kind.label().to_owned(), row.aims, plain(&text)]))
    };
    Ok(rows.into_iter().map(text).collect())
}

/// A text without the signs by which it is laid out, on one line.
fn plain(text: &str) -> String {
    let words =
        text.split_whitespace().filter(|word| !word.starts_with("{#") && !word.chars().all(|c| "#*-|>".contains(c)));
    words.collect::<Vec<_>>().join(" ").replace("**", "")
}
