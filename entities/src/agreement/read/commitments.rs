//! The commitments of one agreement, in the order of its clauses.

use super::readable;
use crate::{
    Refusal, Register,
    access::Viewer,
    commitment::read::{Filter, Row},
    extent::Extent,
    values::Reference,
};

/// A commitment in an agreement's list.
pub type CommitmentRow = Row;

impl Register {
    /// The commitments of an agreement.
    pub async fn agreement_commitments(&self, viewer: &Viewer, reference: &Reference) -> Result<Vec<Row>, Refusal> {
        readable(self.reader(), viewer, reference).await?;
        let filter = Filter { agreement: Some(reference.clone()), extent: Extent::Whole, ..Filter::default() };
        let mut rows = self.commitments(viewer, &filter).await?.rows;
        rows.sort_by(|one, other| (one.clause_number, &one.reference).cmp(&(other.clause_number, &other.reference)));
        Ok(rows)
    }
}
