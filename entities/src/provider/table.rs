//! The rows of providers.

use sea_orm::entity::prelude::*;

use crate::{organisation::Kind, values::Pence};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub name_key: String,
    #[sea_orm(column_type = "Text")]
    pub kind: Kind,
    pub contracts: i64,
    /// The sum of the prices that are known.
    pub pence: Pence,
    pub published_contracts: i64,
    pub published_pence: Pence,
    /// Registered services that go on.
    pub services: i64,
    /// Places of those.
    pub places: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
