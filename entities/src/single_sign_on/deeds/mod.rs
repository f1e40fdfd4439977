//! What is done for single sign-on: administrators write rules, and whoever signs in gets what the rules give.

mod follow_rules;
mod group_rule;
mod trust_domain;

pub use follow_rules::FollowRules;
pub use group_rule::{RemoveGroupRule, WriteGroupRule};
pub(crate) use group_rule::{confirm_rule, locked_rule};
pub use trust_domain::TrustDomain;

use sea_orm::entity::prelude::*;

use super::table;
use crate::{Change, Refusal};

/// How the audit trail names what belongs to no organisation.
const RECORD: &str = "SINGLE-SIGN-ON";

/// A membership that an administrator has changed follows no rule any more.
pub(crate) async fn keep_by_hand(change: &Change, membership: i64) -> Result<(), Refusal> {
    table::by_rule::Entity::delete_by_id(membership).exec(&change.tx).await?;
    Ok(())
}
