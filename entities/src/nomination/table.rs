//! The rows of nominations.

use sea_orm::entity::prelude::*;

use super::{Kind, State, rules};
use crate::access::Roles;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, serde::Serialize)]
#[sea_orm(table_name = "nomination")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    #[sea_orm(column_type = "Text")]
    pub kind: Kind,
    pub organisation_id: i64,
    /// Whose roles they are, or who is away; `None` for a rule.
    pub membership_id: Option<i64>,
    /// The membership of whoever is to stand in.
    pub deputy_id: Option<i64>,
    pub from_day: Option<Date>,
    /// The last day; `None` for good.
    pub to_day: Option<Date>,
    /// The rule of single sign-on.
    pub rule_id: Option<i64>,
    /// The group of the rule; empty for the others.
    pub group_name: String,
    /// Codes with blanks between them.
    pub roles: String,
    /// The account; `None` for the operator and for rules.
    pub nominated_by: Option<i64>,
    pub at: ChronoDateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub state: State,
    pub decided_by: Option<i64>,
    pub decided_at: Option<ChronoDateTimeUtc>,
    pub version: i64,
}

impl Model {
    /// What it gives.
    pub fn roles(&self) -> Roles {
        rules::of_codes(&self.roles)
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
