//! The commitments of one agreement, in the order of its clauses.

use super::{Asked, readable};
use crate::{
    Refusal, Register,
    access::Viewer,
    commitment::{self, read::Row},
};

/// A commitment in an agreement's list.
pub type CommitmentRow = Row;

impl Register {
    /// The commitments of an agreement, also those withdrawn.
    pub async fn agreement_commitments(&self, viewer: &Viewer, asked: impl Into<Asked>) -> Result<Vec<Row>, Refusal> {
        let db = self.reader();
        let (agreement, _) = readable(db, viewer, self.clock().today(), &asked.into()).await?;
        let found = commitment::of_edition(db, agreement.edition_id).await?;
        let mut rows = commitment::read::list::rows(db, viewer, found).await?;
        rows.sort_by(|one, other| (one.clause_number, &one.reference).cmp(&(other.clause_number, &other.reference)));
        Ok(rows)
    }
}
