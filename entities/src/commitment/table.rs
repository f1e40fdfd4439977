//! The rows of commitments and of what was said about them.

use sea_orm::entity::prelude::*;

use super::{Confirmation, rules::Bound};
use crate::values::{FinancialYear, Reference};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "commitment")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub agreement_id: i64,
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
    #[sea_orm(column_type = "Text")]
    pub confirmation: Confirmation,
    /// The owner's own words, while they are on the table.
    pub proposed_words: Option<String>,
    pub requested_at: Option<ChronoDateTimeUtc>,
    pub version: i64,
}

impl Model {
    /// What its confirmation is bound to.
    pub fn bound(&self) -> Bound<'_> {
        Bound { statement: &self.statement, measure: &self.measure, target: &self.target, due: self.due }
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

/// Something that was said or done about a commitment's confirmation.
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
        pub commitment_id: i64,
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
