//! An agreement as one of its editions has it: what deeds judge, entries of the audit trail keep, and pages show.

use sea_orm::{ActiveValue::Unchanged, entity::prelude::*};

use super::{
    Kind, Reason, State, Status,
    rules::Days,
    table::{self, edition},
};
use crate::values::{FinancialYear, Reference};

/// An agreement in one of its editions.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Agreement {
    #[serde(skip)]
    pub id: i64,
    #[serde(skip)]
    pub edition_id: i64,
    pub reference: Reference,
    /// Which of its editions this is, from 1.
    pub edition: i64,
    #[serde(skip)]
    pub base_id: Option<i64>,
    pub reason: Reason,
    pub reason_words: String,
    pub title: String,
    pub kind: Kind,
    pub year: FinancialYear,
    pub binding: bool,
    /// The lead commissioner: the council, or the NHS body where the NHS leads.
    pub lead_id: i64,
    pub coordinator_id: Option<i64>,
    pub state: State,
    pub set_aside: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub withdrawn_because: String,
    pub published: bool,
    pub effective_on: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<Date>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub aims: String,
    /// What was signed is a file, older than the register.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_record: bool,
    pub revision_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    pub version: i64,
}

impl Agreement {
    /// An agreement with one of its editions.
    pub fn new(agreement: table::Model, edition: edition::Model) -> Self {
        Self {
            id: agreement.id,
            edition_id: edition.id,
            reference: agreement.reference,
            edition: edition.number,
            base_id: edition.base_id,
            reason: edition.reason,
            reason_words: edition.reason_words,
            title: edition.title,
            kind: agreement.kind,
            year: agreement.year,
            binding: edition.binding,
            lead_id: edition.lead_id,
            coordinator_id: edition.coordinator_id,
            state: edition.state,
            set_aside: edition.set_aside,
            withdrawn_because: edition.withdrawn_because,
            published: edition.published,
            effective_on: edition.effective_on,
            signed_on: edition.signed_on,
            starts: edition.starts,
            ends: edition.ends,
            aims: edition.aims,
            of_record: edition.of_record,
            revision_id: edition.revision_id,
            digest: edition.digest,
            version: edition.version,
        }
    }

    /// The day on which it begins, or is to: an agreement without one begins with its year.
    pub fn begins(&self) -> Date {
        self.effective_on.or(self.starts).unwrap_or_else(|| self.year.first_day())
    }

    /// From when until when it runs, as far as that is settled.
    pub fn term_days(&self) -> Days {
        Days { starts: self.starts, ends: self.ends }
    }

    /// What stays the same through every edition.
    pub(crate) fn identity(&self) -> table::Model {
        table::Model { id: self.id, reference: self.reference.clone(), kind: self.kind, year: self.year }
    }

    /// Its edition's row, to be changed.
    pub(crate) fn row(&self) -> edition::ActiveModel {
        edition::ActiveModel { id: Unchanged(self.edition_id), ..Default::default() }
    }

    /// Where it is on a day.
    pub fn status(&self, today: Date) -> Status {
        Status::on(today, self.state, self.effective_on.or(self.starts), self.ends)
    }
}

/// Pairs of rows as [`Agreement`]s; an edition is never without its agreement.
pub(crate) fn paired(rows: Vec<(edition::Model, Option<table::Model>)>) -> Vec<Agreement> {
    rows.into_iter().filter_map(|(edition, agreement)| Some(Agreement::new(agreement?, edition))).collect()
}

/// Every edition with its agreement.
pub(crate) fn editions() -> sea_orm::SelectTwo<edition::Entity, table::Entity> {
    edition::Entity::find().find_also_related(table::Entity)
}
