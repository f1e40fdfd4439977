//! Organisations of the same name: whoever adds one is told of those that there are.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::{Named, by_id};
use crate::{organisation::table, values::text};

/// So many are told.
const TOLD: u64 = 6;

/// The organisations of the register that have this name, at most six.
pub(crate) async fn namesakes(db: &impl ConnectionTrait, name: &str) -> Result<Vec<Named>, DbErr> {
    let find = table::Entity::find().filter(table::Column::NameKey.eq(text::folded(name)));
    let found = find.order_by_asc(table::Column::Id).limit(TOLD).all(db).await?;
    let kept = kept_of(db, found).await?;
    Ok(kept.into_iter().map(|row| Named { reference: row.reference, name: row.name }).collect())
}

/// What to do about a body that is added under the name of these.
pub fn which_of(namesakes: &[Named]) -> String {
    let there = namesakes.iter().map(Named::in_field).collect::<Vec<_>>();
    format!(
        "The register has that name already: {}. Enter the reference if it is the same body, or tick that it is another",
        there.join("; ")
    )
}

/// The records themselves, or those they are merged into, each once.
pub(super) async fn kept_of(db: &impl ConnectionTrait, rows: Vec<table::Model>) -> Result<Vec<table::Model>, DbErr> {
    let mut kept: Vec<table::Model> = Vec::with_capacity(rows.len());
    for row in rows {
        let row = match row.merged_into_id {
            Some(id) => by_id(db, id).await?,
            None => row,
        };
        if !kept.contains(&row) {
            kept.push(row);
        }
    }
    Ok(kept)
}
