//! One body that has several records is known by the one that is kept. What was signed under another stays under that, and whoever
//! reads it follows it to the one that is kept.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{Condition, QuerySelect, entity::prelude::*};

use super::by_reference;
use crate::{organisation::table, register::in_pieces, values::Reference};

/// By key of a record that is merged into another, the key of the one that is kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(HashMap<i64, i64>);

impl Kept {
    /// For some records.
    pub(crate) async fn of_all(db: &impl ConnectionTrait, ids: impl IntoIterator<Item = i64>) -> Result<Self, DbErr> {
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let merged = |piece| {
            let these = table::Entity::find().filter(table::Column::Id.is_in(piece));
            these.filter(table::Column::MergedIntoId.is_not_null())
        };
        let merged = in_pieces(db, &ids, merged).await?;
        Ok(Self(merged.into_iter().filter_map(|row| Some((row.id, row.merged_into_id?))).collect()))
    }

    /// The record that is kept; itself, if it is merged into none.
    pub(crate) fn of(&self, id: i64) -> i64 {
        self.0.get(&id).copied().unwrap_or(id)
    }

    /// The keys of the records that are kept.
    pub(super) fn keys(&self) -> Vec<i64> {
        self.0.values().copied().collect()
    }
}

/// The keys under which some bodies stand: their own, and those of the records that are merged into them.
pub(crate) async fn keys(
    db: &impl ConnectionTrait,
    bodies: impl IntoIterator<Item = i64> + Clone,
) -> Result<Vec<i64>, DbErr> {
    let either =
        Condition::any().add(table::Column::Id.is_in(bodies.clone())).add(table::Column::MergedIntoId.is_in(bodies));
    let all = table::Entity::find().select_only().column(table::Column::Id).filter(either);
    all.into_tuple().all(db).await
}

/// The keys under which the body stands that somebody names by one of its records; none if there is no such record.
pub(crate) async fn keys_of(db: &impl ConnectionTrait, reference: &Reference) -> Result<Vec<i64>, DbErr> {
    match by_reference(db, reference).await? {
        Some(row) => keys(db, [row.merged_into_id.unwrap_or(row.id)]).await,
        None => Ok(Vec::new()),
    }
}

/// The record that is kept of the body that somebody names by one of its records.
pub(crate) async fn kept_by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    let row = by_reference(db, reference).await?;
    match row.as_ref().and_then(|row| row.merged_into_id) {
        Some(kept) => table::Entity::find_by_id(kept).one(db).await,
        None => Ok(row),
    }
}
