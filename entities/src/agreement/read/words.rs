//! Everything that people wrote into an agreement and what hangs from it, to be looked through before it is published.

use sea_orm::entity::prelude::*;

use super::{Asked, readable};
use crate::{
    Refusal, Register,
    access::Viewer,
    agreement::{schedules, table},
    commitment, funding,
};

impl Register {
    /// The words that publication would show to everybody.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer.
    pub async fn agreement_words(&self, viewer: &Viewer, asked: impl Into<Asked>) -> Result<Vec<String>, Refusal> {
        let db = self.reader();
        let (agreement, _) = readable(db, viewer, self.clock().today(), &asked.into()).await?;
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
