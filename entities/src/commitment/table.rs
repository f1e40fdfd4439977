//! The rows of commitments, of their wordings, and of what was said about them.

use sea_orm::entity::prelude::*;

use crate::values::{FinancialYear, Reference};

/// What stays the same through every edition that has it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "commitment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub agreement_id: i64,
    pub year: FinancialYear,
    /// The commitment with which its ambition line began; `None` of that itself.
    pub ambition_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What one edition says of a commitment.
pub mod wording {
    use sea_orm::entity::prelude::*;

    use crate::commitment::Confirmation;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "wording")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub commitment_id: i64,
        pub edition_id: i64,
        pub clause_id: i64,
        /// The party that promises.
        pub owner_id: i64,
        pub statement: String,
        pub measure: String,
        pub target: String,
        pub due: Option<Date>,
        /// Why it needs no money; `None` if money or help in kind should stand behind it.
        pub no_money_because: Option<String>,
        #[sea_orm(column_type = "Text")]
        pub confirmation: Confirmation,
        /// The owner's own words, while they are on the table.
        pub proposed_words: Option<String>,
        pub requested_at: Option<ChronoDateTimeUtc>,
        /// No two editions have the same of a commitment.
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::Entity", from = "Column::CommitmentId", to = "super::Column::Id")]
        Commitment,
        #[sea_orm(
            belongs_to = "crate::agreement::table::edition::Entity",
            from = "Column::EditionId",
            to = "crate::agreement::table::edition::Column::Id"
        )]
        Edition,
    }

    impl Related<super::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Commitment.def()
        }
    }

    impl Related<crate::agreement::table::edition::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Edition.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something that was said or done about the confirmation of a wording.
pub mod event {
    use sea_orm::entity::prelude::*;

    crate::words! {
        /// What happened.
        Kind {
            Requested = "requested", "Confirmation requested";
            Confirmed = "confirmed", "Confirmed";
            ConfirmedWithChange = "confirmed_with_change", "Confirmed with a change";
            Disputed = "disputed", "Disputed";
            Declined = "declined", "Declined";
            Withdrawn = "withdrawn", "Withdrawn";
            Lapsed = "lapsed", "Confirmation lapsed: the wording changed";
            TakenOver = "taken_over", "Confirmed: the owner's own words were taken over";
        }
    }

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub wording_id: i64,
        #[sea_orm(column_type = "Text")]
        pub kind: Kind,
        pub account_id: Option<i64>,
        pub organisation_id: Option<i64>,
        pub words: String,
        /// The statement at that moment.
        pub statement: String,
        /// The letter it came in.
        pub attachment_id: Option<i64>,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a person says of a commitment beside the one of an earlier year, where figures do not say it.
pub mod judgement {
    use sea_orm::entity::prelude::*;

    use crate::commitment::Judgement;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "ambition_judgement")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        pub commitment_id: i64,
        /// The commitment of the earlier year.
        pub before_id: i64,
        #[sea_orm(column_type = "Text")]
        pub judgement: Judgement,
        pub reason: String,
        /// SHA-256 over what both said: of other words it says nothing.
        pub compared: String,
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
