//! A commitment as one edition words it: what deeds judge, entries of the audit trail keep, and pages show.

use sea_orm::{ActiveValue::Unchanged, PaginatorTrait, QueryOrder, SelectTwo, entity::prelude::*};

use super::{
    Confirmation,
    rules::Bound,
    table::{self, wording},
};
use crate::values::{FinancialYear, Reference};

/// A commitment in the words of one edition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Commitment {
    #[serde(skip)]
    pub id: i64,
    #[serde(skip)]
    pub ambition_id: Option<i64>,
    #[serde(skip)]
    pub wording_id: i64,
    pub reference: Reference,
    pub agreement_id: i64,
    #[serde(skip)]
    pub edition_id: i64,
    pub clause_id: i64,
    /// The party that promises.
    pub owner_id: i64,
    pub year: FinancialYear,
    pub statement: String,
    pub measure: String,
    pub target: String,
    pub due: Option<Date>,
    /// Why it needs no money; `None` if money or help in kind should stand behind it.
    pub no_money_because: Option<String>,
    pub confirmation: Confirmation,
    /// The owner's own words, while they are on the table.
    pub proposed_words: Option<String>,
    pub requested_at: Option<ChronoDateTimeUtc>,
    pub version: i64,
}

impl Commitment {
    /// A commitment with one of its wordings.
    pub fn new(commitment: table::Model, wording: wording::Model) -> Self {
        Self {
            id: commitment.id,
            ambition_id: commitment.ambition_id,
            wording_id: wording.id,
            reference: commitment.reference,
            agreement_id: commitment.agreement_id,
            edition_id: wording.edition_id,
            clause_id: wording.clause_id,
            owner_id: wording.owner_id,
            year: commitment.year,
            statement: wording.statement,
            measure: wording.measure,
            target: wording.target,
            due: wording.due,
            no_money_because: wording.no_money_because,
            confirmation: wording.confirmation,
            proposed_words: wording.proposed_words,
            requested_at: wording.requested_at,
            version: wording.version,
        }
    }

    /// Its ambition line, by the key of the commitment with which that began.
    pub fn ambition_line(&self) -> i64 {
        self.ambition_id.unwrap_or(self.id)
    }

    /// What its confirmation is bound to; under the clause with this anchor.
    pub fn bound<'a>(&'a self, clause: &'a str) -> Bound<'a> {
        Bound {
            statement: &self.statement,
            measure: &self.measure,
            target: &self.target,
            due: self.due,
            clause,
            no_money_because: self.no_money_because.as_deref(),
        }
    }

    /// Its wording's row, to be changed.
    pub(crate) fn row(&self) -> wording::ActiveModel {
        wording::ActiveModel { id: Unchanged(self.wording_id), ..Default::default() }
    }

    /// Itself with its wording as it was written.
    pub(crate) fn reworded(&self, wording: wording::Model) -> Self {
        let Self { id, reference, agreement_id, year, ambition_id, .. } = self.clone();
        Self::new(table::Model { id, reference, agreement_id, year, ambition_id }, wording)
    }
}

/// Pairs of rows as [`Commitment`]s; a wording is never without its commitment.
pub(crate) fn paired(rows: Vec<(wording::Model, Option<table::Model>)>) -> Vec<Commitment> {
    rows.into_iter().filter_map(|(wording, commitment)| Some(Commitment::new(commitment?, wording))).collect()
}

/// Every wording with its commitment.
pub(crate) fn worded() -> SelectTwo<wording::Entity, table::Entity> {
    wording::Entity::find().find_also_related(table::Entity)
}

/// How many commitments of an edition stand: those that were not withdrawn.
pub(crate) async fn standing_in(db: &impl ConnectionTrait, edition: i64) -> Result<usize, DbErr> {
    let stand = wording::Entity::find()
        .filter(wording::Column::EditionId.eq(edition))
        .filter(wording::Column::Confirmation.ne(Confirmation::Withdrawn));
    Ok(usize::try_from(stand.count(db).await?).unwrap_or(usize::MAX))
}

/// The commitments of an edition of which somebody has yet to speak, by reference.
pub(crate) async fn open_in(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<Commitment>, DbErr> {
    let of_edition = worded().filter(wording::Column::EditionId.eq(edition));
    let open = of_edition.filter(wording::Column::Confirmation.is_in(Confirmation::OPEN));
    Ok(paired(open.order_by_asc(table::Column::Reference).all(db).await?))
}

/// The commitments of an edition, also those withdrawn, by reference.
pub(crate) async fn of_edition(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<Commitment>, DbErr> {
    let of_edition = worded().filter(wording::Column::EditionId.eq(edition));
    Ok(paired(of_edition.order_by_asc(table::Column::Reference).all(db).await?))
}
