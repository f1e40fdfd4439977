//! The rows of services and of what they need.

use sea_orm::entity::prelude::*;

use super::{AreaOfNeed, ClientGroup, Delivery};
use crate::values::Reference;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "service")]
pub struct Model {
    #[sea_orm(primary_key)]
    #[serde(skip)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub reference: Reference,
    pub name: String,
    #[serde(skip)]
    pub name_key: String,
    #[sea_orm(column_type = "Text")]
    pub area_of_need: AreaOfNeed,
    #[sea_orm(column_type = "Text")]
    pub client_group: ClientGroup,
    #[sea_orm(column_type = "Text")]
    pub delivery: Delivery,
    /// Whom its delivery must be independent of, where required [36].
    pub independent_of: Option<String>,
    pub description: String,
    pub published: bool,
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a service needs in a financial year.
pub mod need {
    use sea_orm::entity::prelude::*;

    use crate::values::{FinancialYear, Pence, Precision};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "service_need")]
    pub struct Model {
        #[sea_orm(primary_key)]
        #[serde(skip)]
        pub id: i64,
        pub service_id: i64,
        pub year: FinancialYear,
        pub pence: Pence,
        #[sea_orm(column_type = "Text")]
        pub precision: Precision,
        pub note: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
