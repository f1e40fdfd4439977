//! The rows of planned procurements.

use sea_orm::entity::prelude::*;

/// A procurement in scope that has not opened yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_procurement")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub procurement_id: i64,
    /// The day on which its tender is to open; [`super::NO_DAY`] where none is known.
    pub opens: Date,
    pub published: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
