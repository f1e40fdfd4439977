//! The rows of breaks: where a link of the chain is missing, brought in step when a record changes.

use sea_orm::entity::prelude::*;

use super::Break;

/// The day since which those are breaks that time does not make.
pub const ALWAYS: Date = Date::from_ymd_opt(1, 1, 1).expect("it is a day");

/// A missing link: at what an edition promises or pays, at a service, or at a contract.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chain_break")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub kind: Break,
    /// At what: a reference; of several measures of a contract each has its key behind the contract's.
    pub record: String,
    pub edition_id: Option<i64>,
    pub service_id: Option<i64>,
    pub contract_id: Option<i64>,
    /// False at a contract that is not published.
    pub published: bool,
    /// The first day on which it is one, if time makes it one; else [`ALWAYS`].
    pub since: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
