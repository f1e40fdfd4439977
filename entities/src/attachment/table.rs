//! The rows of attached files.

use sea_orm::entity::prelude::*;

use super::Media;
use crate::values::Reference;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub edition_id: i64,
    /// As the file was called by whoever attached it.
    pub name: String,
    /// What it is, in their words.
    pub about: String,
    #[sea_orm(column_type = "Text")]
    pub media: Media,
    /// In bytes.
    pub size: i64,
    /// In lower-case hexadecimal.
    pub sha256: String,
    /// The name under which the bytes lie.
    pub kept_as: String,
    /// Whether whoever may read the agreement may read it; else only readers of the negotiation.
    pub published: bool,
    pub account_id: Option<i64>,
    pub organisation_id: Option<i64>,
    pub at: ChronoDateTimeUtc,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
