//! What bodies were called when an edition was signed: whoever promised, paid or said something in it is shown under that name.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{DbErr, entity::prelude::*};

use super::then_called;
use crate::{agreement::table::party, organisation::read::Named, register::in_pieces};

/// What the parties of some editions were called when those were signed, by edition and party. An edition that is not signed has
/// none.
#[derive(Debug, Default)]
pub(crate) struct NamesThen(HashMap<(i64, i64), String>);

impl NamesThen {
    /// For the parties of some editions.
    pub(crate) async fn of(db: &impl ConnectionTrait, editions: impl IntoIterator<Item = i64>) -> Result<Self, DbErr> {
        let editions: BTreeSet<i64> = editions.into_iter().collect();
        let editions: Vec<i64> = editions.into_iter().collect();
        let signed = |piece| {
            let parties = party::Entity::find().filter(party::Column::EditionId.is_in(piece));
            parties.filter(party::Column::NameWhenSigned.is_not_null())
        };
        let named = |row: party::Model| Some(((row.edition_id, row.organisation_id), row.name_when_signed?));
        Ok(Self(in_pieces(db, &editions, signed).await?.into_iter().filter_map(named).collect()))
    }

    /// What a body was called when an edition was signed, if that is another name than today's.
    pub(crate) fn called(&self, names: &HashMap<i64, Named>, edition: i64, body: i64) -> Option<String> {
        then_called(names, body, self.0.get(&(edition, body)))
    }
}
