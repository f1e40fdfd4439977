//! The rows of money: funding lines, their terms, the shares by which they pay for commitments, what parties said of a cost.

use sea_orm::entity::prelude::*;

use crate::values::{FinancialYear, Reference};

/// What stays the same through every edition that has it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_line")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    /// The agreement whose commitments it pays for.
    pub agreement_id: Option<i64>,
    pub year: FinancialYear,
    /// Published by itself, without an agreement.
    pub published: bool,
    /// The line of an earlier year from which it goes on.
    pub continues_id: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// On which terms a line stands in one edition, or by itself without an agreement.
pub mod terms {
    use sea_orm::entity::prelude::*;

    use crate::{
        funding::{Arrangement, Certainty, Recurrence, Responsibility, Spending},
        values::{Pence, Precision},
    };

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "terms")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub funding_line_id: i64,
        pub edition_id: Option<i64>,
        pub service_id: i64,
        /// What it was called when these terms were written: its party accepts them for that.
        pub service_name: String,
        pub organisation_id: i64,
        pub pence: Pence,
        #[sea_orm(column_type = "Text")]
        pub precision: Precision,
        #[sea_orm(column_type = "Text")]
        pub arrangement: Arrangement,
        #[sea_orm(column_type = "Text")]
        pub spending: Spending,
        #[sea_orm(column_type = "Text")]
        pub recurrence: Recurrence,
        #[sea_orm(column_type = "Text")]
        pub certainty: Certainty,
        #[sea_orm(column_type = "Text")]
        pub responsibility: Responsibility,
        /// Per cent, from and to [11].
        pub tolerance_from: Option<i64>,
        pub tolerance_to: Option<i64>,
        pub note: String,
        /// Its party was taken out: it counts nowhere, and stays as history.
        pub withdrawn: bool,
        /// No two editions have the same of a line.
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::Entity", from = "Column::FundingLineId", to = "super::Column::Id")]
        Line,
        #[sea_orm(
            belongs_to = "crate::agreement::table::edition::Entity",
            from = "Column::EditionId",
            to = "crate::agreement::table::edition::Column::Id"
        )]
        Edition,
    }

    impl Related<super::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Line.def()
        }
    }

    impl Related<crate::agreement::table::edition::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Edition.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a funding line pays of a commitment, in one edition.
pub mod share {
    use sea_orm::entity::prelude::*;

    use crate::values::Pence;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "funding_share")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        pub terms_id: i64,
        pub wording_id: i64,
        pub pence: Pence,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::commitment::table::wording::Entity",
            from = "Column::WordingId",
            to = "crate::commitment::table::wording::Column::Id"
        )]
        Wording,
    }

    impl Related<crate::commitment::table::wording::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Wording.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a party said of a cost.
pub mod position {
    use sea_orm::entity::prelude::*;

    use crate::funding::Stand;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cost_position")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub terms_id: i64,
        pub organisation_id: i64,
        pub account_id: Option<i64>,
        #[sea_orm(column_type = "Text")]
        pub stand: Stand,
        pub words: String,
        pub at: ChronoDateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
