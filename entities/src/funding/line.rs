//! A funding line on the terms of one edition: what deeds judge, entries of the audit trail keep, and pages show.

use sea_orm::{ActiveValue::Unchanged, QueryOrder, SelectTwo, entity::prelude::*};

use super::{
    Arrangement, Certainty, Recurrence, Responsibility, Spending, rules,
    table::{self, terms},
};
use crate::values::{Amount, FinancialYear, Pence, Precision, Reference};

/// A funding line on the terms of one edition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FundingLine {
    #[serde(skip)]
    pub id: i64,
    /// The line of an earlier year from which it goes on.
    #[serde(skip)]
    pub continues_id: Option<i64>,
    #[serde(skip)]
    pub terms_id: i64,
    pub reference: Reference,
    pub service_id: i64,
    /// What the service was called when these terms were written.
    pub service_name: String,
    pub organisation_id: i64,
    /// The agreement whose commitments it pays for.
    pub agreement_id: Option<i64>,
    #[serde(skip)]
    pub edition_id: Option<i64>,
    pub year: FinancialYear,
    pub pence: Pence,
    pub precision: Precision,
    pub arrangement: Arrangement,
    pub spending: Spending,
    pub recurrence: Recurrence,
    pub certainty: Certainty,
    pub responsibility: Responsibility,
    /// Per cent, from and to [11].
    pub tolerance_from: Option<i64>,
    pub tolerance_to: Option<i64>,
    pub note: String,
    /// Published by itself, without an agreement.
    pub published: bool,
    pub version: i64,
}

impl FundingLine {
    /// A line on some of its terms.
    pub fn new(line: table::Model, terms: terms::Model) -> Self {
        Self {
            id: line.id,
            continues_id: line.continues_id,
            terms_id: terms.id,
            reference: line.reference,
            service_id: terms.service_id,
            service_name: terms.service_name,
            organisation_id: terms.organisation_id,
            agreement_id: line.agreement_id,
            edition_id: terms.edition_id,
            year: line.year,
            pence: terms.pence,
            precision: terms.precision,
            arrangement: terms.arrangement,
            spending: terms.spending,
            recurrence: terms.recurrence,
            certainty: terms.certainty,
            responsibility: terms.responsibility,
            tolerance_from: terms.tolerance_from,
            tolerance_to: terms.tolerance_to,
            note: terms.note,
            published: line.published,
            version: terms.version,
        }
    }

    /// The amount with its precision.
    pub fn amount(&self) -> Amount {
        Amount { pence: self.pence, precision: self.precision }
    }

    /// What its party accepts, with the shares by which it pays for commitments.
    pub fn terms(&self, shares: impl IntoIterator<Item = (i64, Pence)>) -> rules::Terms {
        rules::Terms {
            service: self.service_name.clone(),
            amount: self.amount(),
            arrangement: self.arrangement,
            spending: self.spending,
            recurrence: self.recurrence,
            certainty: self.certainty,
            tolerance: (self.tolerance_from, self.tolerance_to),
            note: self.note.clone(),
            shares: shares.into_iter().collect(),
        }
    }

    /// What the sums look at.
    pub fn line(&self) -> rules::Line {
        rules::Line {
            service: self.service_id,
            organisation: self.organisation_id,
            year: self.year,
            pence: self.pence,
            recurrence: self.recurrence,
            certainty: self.certainty,
            responsibility: self.responsibility,
        }
    }

    /// Its terms' row, to be changed.
    pub(crate) fn row(&self) -> terms::ActiveModel {
        terms::ActiveModel { id: Unchanged(self.terms_id), ..Default::default() }
    }

    /// Itself on its terms as they were written.
    pub(crate) fn on(&self, terms: terms::Model) -> Self {
        let Self { id, reference, agreement_id, year, published, continues_id, .. } = self.clone();
        Self::new(table::Model { id, reference, agreement_id, year, published, continues_id }, terms)
    }
}

/// Pairs of rows as [`FundingLine`]s; terms are never without their line.
pub(crate) fn paired(rows: Vec<(terms::Model, Option<table::Model>)>) -> Vec<FundingLine> {
    rows.into_iter().filter_map(|(terms, line)| Some(FundingLine::new(line?, terms))).collect()
}

/// All terms that were not withdrawn, with their lines.
pub(crate) fn lines() -> SelectTwo<terms::Entity, table::Entity> {
    terms::Entity::find().filter(terms::Column::Withdrawn.eq(false)).find_also_related(table::Entity)
}

/// The lines of an edition, by reference.
pub(crate) async fn of_edition(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<FundingLine>, DbErr> {
    let of_edition = lines().filter(terms::Column::EditionId.eq(edition));
    Ok(paired(of_edition.order_by_asc(table::Column::Reference).all(db).await?))
}
