//! The rows of starter texts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "template")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    /// For whom it was written; none of the operator's.
    pub organisation_id: Option<i64>,
    /// As its first line says it.
    pub title: String,
    /// As [`super::super::Template::parse`] reads it.
    pub text: String,
    pub withdrawn: bool,
    #[serde(skip)]
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
