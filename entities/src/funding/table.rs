//! The rows of money: funding lines, the shares by which they pay for commitments, what parties said of a cost.

use sea_orm::entity::prelude::*;

use super::{Arrangement, Certainty, Recurrence, Responsibility, Spending, rules};
use crate::values::{Amount, FinancialYear, Pence, Precision, Reference};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "funding_line")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub service_id: i64,
    pub organisation_id: i64,
    /// The agreement whose commitments it pays for.
    pub agreement_id: Option<i64>,
    pub year: FinancialYear,
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
    /// Published by itself, without an agreement.
    pub published: bool,
    pub version: i64,
}

impl Model {
    /// The amount with its precision.
    pub fn amount(&self) -> Amount {
        Amount { pence: self.pence, precision: self.precision }
    }

    /// What its party accepts, with the shares by which it pays for commitments.
    pub fn terms(&self, shares: impl IntoIterator<Item = (i64, Pence)>) -> rules::Terms {
        rules::Terms {
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
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::agreement::table::Entity",
        from = "Column::AgreementId",
        to = "crate::agreement::table::Column::Id"
    )]
    Agreement,
}

impl Related<crate::agreement::table::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Agreement.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// What a funding line pays of a commitment.
pub mod share {
    use sea_orm::entity::prelude::*;

    use crate::values::Pence;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "funding_share")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        pub funding_line_id: i64,
        pub commitment_id: i64,
        pub pence: Pence,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::commitment::table::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitment::table::Column::Id"
        )]
        Commitment,
    }

    impl Related<crate::commitment::table::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Commitment.def()
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
        pub funding_line_id: i64,
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
