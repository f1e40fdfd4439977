//! The rows of places at events.

use sea_orm::entity::prelude::*;

use super::State;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "event_place")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub event_id: i64,
    pub organisation_id: i64,
    pub account_id: Option<i64>,
    /// Who comes, and what they would like to talk about.
    pub words: String,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    /// Whether somebody came; not known before it was noted.
    pub attended: Option<bool>,
    /// Since when: the order of those who wait.
    pub at: ChronoDateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
