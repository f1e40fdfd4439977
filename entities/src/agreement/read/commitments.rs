//! The commitments of one agreement, in the order of its clauses.

use sea_orm::{QueryFilter, QueryResult, QuerySelect, entity::prelude::*};

use super::Asked;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::listed::listed_wording,
    commitment::{
        self,
        read::{Row, list},
    },
    list::{KeyKind, Listing, Segment, Sort},
};

/// The commitments of an agreement, also those withdrawn, all of them: for its chain, and for forms in which one is chosen.
#[derive(Clone, Debug)]
pub struct CommitmentsOf(pub Asked);

impl Read for CommitmentsOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let found = commitment::of_edition(reader.db(), agreement.edition_id).await?;
        let mut rows = list::rows(reader.db(), reader.viewer(), found).await?;
        rows.sort_by(|one, other| (one.clause_number, &one.reference).cmp(&(other.clause_number, &other.reference)));
        Ok(rows)
    }
}

/// The commitments of an agreement, also those withdrawn, clause by clause as they were numbered; not found for who may not read it.
#[derive(Clone, Debug)]
pub struct CommitmentsByClause(pub Asked);

impl Listing for CommitmentsByClause {
    /// The key of a wording.
    type Found = i64;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        use listed_wording::{Column, Entity};
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let of_edition = Column::EditionId.eq(agreement.edition_id);
        let find = Entity::find().select_only().column(Column::WordingId).filter(of_edition);
        let (key, id) = ("listed_wording.clause_number", "listed_wording.commitment_id");
        Ok(vec![Segment::new(find, Sort::ascending(KeyKind::Number, key, id))])
    }

    fn found(row: &QueryResult) -> Result<i64, DbErr> {
        row.try_get("", "wording_id")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<i64>) -> Result<Vec<Row>, Refusal> {
        Ok(list::in_order(reader.db(), reader.viewer(), &found).await?)
    }
}
