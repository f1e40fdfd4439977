//! The rows of registered services.

use sea_orm::entity::prelude::*;

use super::{Judgement, Provision, Sector, Status};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "registered_service")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    /// The regulator's number, by which it is known again.
    pub urn: String,
    #[serde(skip)]
    pub organisation_id: i64,
    /// The owner as the regulator writes it.
    pub owner_name: String,
    #[serde(skip)]
    pub owner_key: String,
    /// `None` where the regulator keeps it back.
    pub name: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub provision: Provision,
    #[sea_orm(column_type = "Text")]
    pub sector: Sector,
    #[sea_orm(column_type = "Text")]
    pub status: Status,
    pub registered_on: Option<Date>,
    pub places: Option<i64>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub constituency: Option<String>,
    /// The council's area in which it is.
    pub local_authority: Option<String>,
    /// The first day of the latest full inspection, and the day on which its report was published.
    pub inspected_on: Option<Date>,
    pub published_on: Option<Date>,
    /// Of children's experiences and progress overall.
    #[sea_orm(column_type = "Text", nullable)]
    pub judgement: Option<Judgement>,
    #[sea_orm(column_type = "Text", nullable)]
    pub helped_and_protected: Option<Judgement>,
    #[sea_orm(column_type = "Text", nullable)]
    pub leaders_and_managers: Option<Judgement>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
