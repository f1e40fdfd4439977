//! Everything that people wrote into an agreement and what hangs from it, to be looked through before it is published.

use sea_orm::entity::prelude::*;

use super::readable;
use crate::{
    Refusal, Register,
    access::Viewer,
    agreement::{schedules, table},
    commitment, funding,
    values::Reference,
};

impl Register {
    /// The words that publication would show to everybody.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer.
    pub async fn agreement_words(&self, viewer: &Viewer, reference: &Reference) -> Result<Vec<String>, Refusal> {
        let db = self.reader();
        let (agreement, _) = readable(db, viewer, reference).await?;
        let newest = schedules::newest(db, &agreement).await?;
        let mut words = vec![agreement.title, agreement.aims];
        words.extend(newest.into_iter().map(|revision| revision.text));
        let commitments =
            commitment::table::Entity::find().filter(commitment::table::Column::AgreementId.eq(agreement.id));
        for row in commitments.all(db).await? {
            words.extend([row.statement, row.measure, row.target]);
            words.extend(row.no_money_because);
        }
        let lines = funding::table::Entity::find().filter(funding::table::Column::AgreementId.eq(agreement.id));
        words.extend(lines.all(db).await?.into_iter().map(|line| line.note));
        let signatures =
            table::signature::Entity::find().filter(table::signature::Column::AgreementId.eq(agreement.id));
        words.extend(signatures.all(db).await?.into_iter().flat_map(|row| [row.position, row.authority]));
        Ok(words)
    }
}
