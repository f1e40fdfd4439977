//! The rows of duties: what of a record waits for whom, brought in step when the record changes.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::Task;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub task: Task,
    /// The reference of the record it is about.
    pub record: String,
    /// The edition that it follows from, if it follows from one: it is told to whom may read its negotiation.
    pub edition_id: Option<i64>,
    /// The procurement that it follows from.
    pub procurement_id: Option<i64>,
    /// The contract that it follows from.
    pub contract_id: Option<i64>,
    /// Whose it is; [`ANYBODY`] for whoever has the role, in whichever organisation.
    pub organisation_id: i64,
    /// The roles of which one is needed, as [`Roles::bits`](crate::access::Roles::bits).
    pub roles: i64,
    /// Whose alone of them it is.
    pub account_id: Option<i64>,
    /// Who may not do it, though they have the role: whoever entered what is to be checked.
    pub not_account_id: Option<i64>,
    /// Whose doing it is about: its name begins the words.
    pub about_id: Option<i64>,
    pub words: String,
    /// It waits for somebody else's doing.
    pub waits: bool,
    /// It waits from this day on.
    pub from_day: Date,
    /// It waits to this day; [`NO_DATE`] for as long as the records say so.
    pub until_day: Date,
    /// [`NO_DATE`] for none, so that the index orders them.
    pub due: Date,
}

/// The organisation of what waits for whoever has the role.
pub const ANYBODY: i64 = 0;

/// The day of what has none.
pub const NO_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// The day from which what always waited waits.
pub const ALWAYS: NaiveDate = match NaiveDate::from_ymd_opt(1900, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
