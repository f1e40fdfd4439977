//! The rows of duties: what of an agreement that is being made waits for whom, brought in step when a record changes.

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
    pub edition_id: i64,
    /// Whose it is.
    pub organisation_id: i64,
    /// Whose doing it is about: its name begins the words.
    pub about_id: Option<i64>,
    pub words: String,
    /// It waits for somebody else's doing.
    pub waits: bool,
    /// [`NO_DATE`] for none, so that the index orders them.
    pub due: Date,
}

/// The day of what has none.
pub const NO_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
