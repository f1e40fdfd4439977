//! Everything that people wrote into an agreement and what hangs from it, to be looked through before it is published.

use sea_orm::entity::prelude::*;

use super::Asked;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{schedules, table},
    commitment, funding,
};

/// The words of an agreement that publication would show to everybody.
#[derive(Clone, Debug)]
pub struct WordsOf(pub Asked);

impl Read for WordsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<String>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<String>, Refusal> {
        let db = reader.db();
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let newest = schedules::newest(db, &agreement).await?;
        let mut words = vec![agreement.title, agreement.aims];
        words.extend(newest.into_iter().map(|revision| revision.text));
        for row in commitment::of_edition(db, agreement.edition_id).await? {
            words.extend([row.statement, row.measure, row.target]);
            words.extend(row.no_money_because);
        }
        words.extend(funding::of_edition(db, agreement.edition_id).await?.into_iter().map(|line| line.note));
        let signatures =
            table::signature::Entity::find().filter(table::signature::Column::EditionId.eq(agreement.edition_id));
        words.extend(signatures.all(db).await?.into_iter().flat_map(|row| [row.position, row.authority]));
        Ok(words)
    }
}
