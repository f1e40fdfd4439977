//! The rows of agreements: the agreement itself, its editions, and what hangs from an edition: parties, revisions, signatures.

use sea_orm::entity::prelude::*;

use super::Kind;
use crate::values::{FinancialYear, Reference};

/// What stays the same through every edition of an agreement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    #[sea_orm(column_type = "Text")]
    pub kind: Kind,
    pub year: FinancialYear,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An agreement as it was first made, or as it was varied.
pub mod edition {
    use sea_orm::entity::prelude::*;

    use crate::agreement::{Clients, Reason, State, Term};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "edition")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub agreement_id: i64,
        /// From 1.
        pub number: i64,
        /// The edition that it varies.
        pub base_id: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub reason: Reason,
        pub reason_words: String,
        pub title: String,
        pub title_key: String,
        pub binding: bool,
        /// The lead commissioner: the council, or the NHS body where the NHS leads.
        pub lead_id: i64,
        pub coordinator_id: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub state: State,
        /// It was opened to its parties at some time.
        pub opened: bool,
        /// It waits while another is made.
        pub set_aside: bool,
        pub withdrawn_because: String,
        pub published: bool,
        /// The day from which it is in force, once it is signed. Of edition 1 the agreement's start.
        pub effective_on: Option<Date>,
        /// The register's day on which the last party signed it.
        pub signed_on: Option<Date>,
        pub starts: Option<Date>,
        pub ends: Option<Date>,
        #[sea_orm(column_type = "Text")]
        pub term: Term,
        pub notice_months: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub clients: Clients,
        pub geography: String,
        pub aims: String,
        /// Of an agreement older than the register: what was signed is a file, without text here.
        pub of_record: bool,
        /// The newest revision of its text.
        pub revision_id: Option<i64>,
        /// SHA-256 over all its rows, taken when it was signed.
        pub digest: Option<String>,
        /// Of all editions of an agreement the later one's is higher.
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::Entity", from = "Column::AgreementId", to = "super::Column::Id")]
        Agreement,
    }

    impl Related<super::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Agreement.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

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
        pub edition_id: i64,
        pub organisation_id: i64,
        #[sea_orm(column_type = "Text")]
        pub role: PartyRole,
        #[sea_orm(column_type = "Text")]
        pub speaks_as: SpeaksAs,
        pub signs: bool,
        /// It is a party of the edition before, and of this one no more: it signs that it leaves.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub leaving: bool,
        /// What it was called when its edition was signed; `None` until it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name_when_signed: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A service in scope of an edition, with days and a host of its own.
pub mod scheme {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "scheme")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub edition_id: i64,
        pub service_id: i64,
        /// What it was called when it was put in scope, or last saved.
        pub service_name: String,
        pub starts: Option<Date>,
        pub ends: Option<Date>,
        pub host_id: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A day on which an edition is reviewed.
pub mod review_day {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "review_day")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub edition_id: i64,
        pub on_day: Date,
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
        pub edition_id: i64,
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
        /// Its parties had it on the table: they may look at it again.
        #[serde(skip)]
        pub tabled: bool,
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
        pub edition_id: i64,
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

/// That a clause of an edition is for a head of terms.
pub mod clause_head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "clause_head")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub edition_id: i64,
        /// Its key: see [`crate::agreement::heads`].
        pub head: String,
        /// The clause's anchor.
        pub anchor: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// From which clause of which agreement one was taken, as those were called then.
pub mod clause_origin {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "clause_origin")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub clause_id: i64,
        pub reference: String,
        /// The number of the edition.
        pub edition: i64,
        pub anchor: String,
        pub heading: String,
        /// The number of the revision.
        pub revision: i64,
        /// SHA-256 over the words that were taken.
        pub of_words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// That an agreement renews another, and from which of its editions it was drafted.
pub mod renewal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "renewal")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        /// The later agreement.
        pub agreement_id: i64,
        /// The one that it renews.
        pub renewed_id: i64,
        /// The edition of that with which it was last brought in step.
        pub of_edition_id: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a person says became of an agreement, or of a service in scope, at an end of its days.
pub mod conclusion {
    use sea_orm::entity::prelude::*;

    use crate::agreement::Conclusion;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "conclusion")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        #[serde(skip)]
        pub agreement_id: i64,
        /// `None` for the agreement as a whole.
        pub service_id: Option<i64>,
        /// The end that it is about: of another end it says nothing.
        pub ended_on: Date,
        #[sea_orm(column_type = "Text")]
        pub kind: Conclusion,
        pub words: String,
        #[serde(skip)]
        pub account_id: Option<i64>,
        #[serde(skip)]
        pub organisation_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
