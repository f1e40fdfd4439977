//! The commitments of one agreement, in the order of its clauses.

use super::Asked;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    commitment::{self, read::Row},
};

/// The commitments of an agreement, also those withdrawn.
#[derive(Clone, Debug)]
pub struct CommitmentsOf(pub Asked);

impl Read for CommitmentsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let found = commitment::of_edition(reader.db(), agreement.edition_id).await?;
        let mut rows = commitment::read::list::rows(reader.db(), reader.viewer(), found).await?;
        rows.sort_by(|one, other| (one.clause_number, &one.reference).cmp(&(other.clause_number, &other.reference)));
        Ok(rows)
    }
}
