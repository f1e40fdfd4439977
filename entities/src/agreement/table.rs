//! The rows of agreements: the agreement, its parties, its revisions, its signatures.

use sea_orm::entity::prelude::*;

use super::{Kind, State};
use crate::values::{FinancialYear, Reference};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub title: String,
    #[serde(skip)]
    pub title_key: String,
    #[sea_orm(column_type = "Text")]
    pub kind: Kind,
    pub year: FinancialYear,
    pub binding: bool,
    /// The lead commissioner: the council, or the NHS body where the NHS leads.
    pub lead_id: i64,
    pub coordinator_id: Option<i64>,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    pub published: bool,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub aims: String,
    /// The newest revision.
    pub revision_id: Option<i64>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An organisation that is a party of an agreement.
pub mod party {
    use sea_orm::entity::prelude::*;

    use crate::agreement::{PartyRole, SpeaksAs};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "party")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub agreement_id: i64,
        pub organisation_id: i64,
        #[sea_orm(column_type = "Text")]
        pub role: PartyRole,
        #[sea_orm(column_type = "Text")]
        pub speaks_as: SpeaksAs,
        pub signs: bool,
        /// What it was called when the agreement was signed; `None` until it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name_when_signed: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An immutable version: the text and the two schedules generated from the records at its moment.
pub mod revision {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "revision")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub agreement_id: i64,
        /// From 1.
        pub number: i64,
        /// Of the hash: see [`crate::agreement::hash`].
        pub format: i64,
        /// What is printed over the text: of which agreement, between whom, for how long. None in format 1.
        #[serde(skip)]
        pub head: String,
        #[serde(skip)]
        pub text: String,
        #[serde(skip)]
        pub commitments_schedule: String,
        #[serde(skip)]
        pub money_schedule: String,
        /// SHA-256 over the whole.
        pub hash: String,
        /// Made when approvals opened: the one that bodies approve and parties sign.
        pub frozen: bool,
        pub account_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A party's signature of a revision. Those of a revision that was reopened stay as history.
pub mod signature {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "signature")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        pub agreement_id: i64,
        pub revision_id: i64,
        pub organisation_id: i64,
        /// What the organisation was called when it signed.
        pub organisation_name: String,
        pub account_id: Option<i64>,
        pub signatory: String,
        pub position: String,
        pub authority: String,
        /// The hash of the revision that was signed.
        pub hash: String,
        /// The scan, if it was signed on paper.
        pub attachment_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
