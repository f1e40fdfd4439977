//! The rows of questions and answers.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "clarification")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub procurement_id: i64,
    pub organisation_id: i64,
    pub account_id: Option<i64>,
    /// As it was asked: for whoever asked and for those who keep the register.
    pub words: String,
    pub asked_at: ChronoDateTimeUtc,
    /// The question as everybody reads it, without what tells who asked; empty until it is answered.
    pub published_words: String,
    /// Empty until it is answered.
    pub answer: String,
    pub answered_at: Option<ChronoDateTimeUtc>,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
