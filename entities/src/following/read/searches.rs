//! The searches that a person has saved.

use sea_orm::{QueryFilter, QueryOrder, entity::prelude::*};

use crate::{
    Read, Reader, Refusal,
    access::Permission,
    following::{
        Digest,
        table::search::{Column, Entity, Model},
    },
};

/// The searches that whoever asks has saved, the oldest first. Nobody reads another's.
#[derive(Clone, Copy, Debug)]
pub struct SavedSearches;

/// A search of tender events that a person has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    pub id: i64,
    pub name: String,
    /// As it stands in the address of the list, without the page.
    pub query: String,
    pub digest: Digest,
    pub version: i64,
}

impl From<Model> for SavedSearch {
    fn from(row: Model) -> Self {
        Self { id: row.id, name: row.name, query: row.query, digest: row.digest, version: row.version }
    }
}

impl Read for SavedSearches {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Vec<SavedSearch>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<SavedSearch>, Refusal> {
        let person = reader.oneself()?;
        Ok(saved_by(reader.db(), person.account).await?)
    }
}

/// The searches that an account has saved.
pub(super) async fn saved_by(db: &impl ConnectionTrait, account: i64) -> Result<Vec<SavedSearch>, DbErr> {
    let its = Entity::find().filter(Column::AccountId.eq(account)).order_by_asc(Column::Id).all(db).await?;
    Ok(its.into_iter().map(SavedSearch::from).collect())
}
