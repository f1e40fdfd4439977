//! Which organisations of the register are the buyers that notices name: by scheme and identifier only, never by name. The rest
//! stay names, so that a file's buyers do not fill the register.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{QuerySelect, entity::prelude::*};

use crate::{
    Refusal,
    ocds::{Party, Process},
    organisation::table::identifier::{Column, Entity},
    values::{Identifier, Scheme},
};

/// The organisations of some identifiers.
pub struct Buyers(BTreeMap<(Scheme, String), i64>);

impl Buyers {
    /// Looks the buyers of processes up, all at once.
    pub async fn of(db: &impl ConnectionTrait, processes: impl Iterator<Item = &Process>) -> Result<Self, Refusal> {
        let given: BTreeSet<&Identifier> = processes.flat_map(|process| &process.buyer.identifiers).collect();
        if given.is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        let values: BTreeSet<&str> = given.iter().map(|identifier| identifier.value()).collect();
        let found: Vec<(Scheme, String, i64)> = Entity::find()
            .filter(Column::Value.is_in(values))
            .select_only()
            .columns([Column::Scheme, Column::Value, Column::OrganisationId])
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self(found.into_iter().map(|(scheme, value, organisation)| ((scheme, value), organisation)).collect()))
    }

    /// The organisation that a buyer is.
    pub fn organisation(&self, buyer: &Party) -> Option<i64> {
        let key = |identifier: &Identifier| (identifier.scheme, identifier.value().to_owned());
        buyer.identifiers.iter().find_map(|identifier| self.0.get(&key(identifier)).copied())
    }
}
