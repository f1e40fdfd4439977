//! The rows of what was entered from paper.

use sea_orm::entity::prelude::*;

use super::State;
use crate::values::Reference;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub edition_id: i64,
    /// Whose word it is.
    pub organisation_id: i64,
    /// The letter or scan.
    pub attachment_id: i64,
    /// What is answered.
    pub wording_id: Option<i64>,
    /// What is signed.
    pub revision_id: Option<i64>,
    /// [`Says`](super::Says) as JSON.
    pub says: String,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    pub entered_by: i64,
    pub entered_at: ChronoDateTimeUtc,
    pub checked_by: Option<i64>,
    pub checked_at: Option<ChronoDateTimeUtc>,
    /// What is not as the paper says.
    pub why: String,
}

impl Model {
    /// What was entered is never changed; it is checked once.
    pub fn version(&self) -> i64 {
        if self.state == State::Waiting { 1 } else { 2 }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
