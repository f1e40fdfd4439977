//! The administrators' rules, as they see them.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    place::roles_of_rule,
    table::{group_rule, identity, trusted_domain},
};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Role},
    account::{self, read::people::administers},
    nomination,
    organisation::{self, read::Named},
};

/// Every rule.
#[derive(Clone, Debug)]
pub struct Rules {
    pub groups: Vec<WrittenRule>,
    pub domains: Vec<TrustedDomain>,
    /// Whose groups the provider left out at their last sign-in, and when.
    pub left_out: Vec<(String, DateTime<Utc>)>,
}

/// The rule of a group.
#[derive(Clone, Debug)]
pub struct WrittenRule {
    pub id: i64,
    /// The provider whose group it is.
    pub issuer: String,
    pub group: String,
    pub organisation: String,
    pub roles: Vec<Role>,
    /// Roles that wait until the organisation's own people have confirmed them.
    pub waiting: Vec<Role>,
    pub version: i64,
}

/// A domain whose addresses a provider gives out.
#[derive(Clone, Debug)]
pub struct TrustedDomain {
    pub issuer: String,
    pub domain: String,
}

/// The rules of single sign-on, of every provider there ever was; not found for whoever is no administrator.
#[derive(Clone, Copy, Debug)]
pub struct SingleSignOnRules;

impl Read for SingleSignOnRules {
    const PERMISSION: Permission = Permission::Administer;
    type Answer = Rules;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Rules, Refusal> {
        administers(reader.viewer())?;
        let db = reader.db();
        let rows = group_rule::Entity::find().order_by_asc(group_rule::Column::GroupName);
        let rows = rows.order_by_asc(group_rule::Column::Id).all(db).await?;
        let names = organisation::read::named(db, rows.iter().map(|row| row.organisation_id)).await?;
        let mut groups = Vec::with_capacity(rows.len());
        for row in rows {
            groups.push(WrittenRule {
                id: row.id,
                waiting: waiting(db, row.id).await?,
                version: row.version,
                roles: roles_of_rule(db, row.id).await?.iter().collect(),
                organisation: Named::of(&names, row.organisation_id).name,
                issuer: row.issuer,
                group: row.group_name,
            });
        }
        let domains = trusted_domain::Entity::find().order_by_asc(trusted_domain::Column::Domain).all(db).await?;
        let domains = domains.into_iter().map(|row| TrustedDomain { issuer: row.issuer, domain: row.domain });
        Ok(Rules { groups, domains: domains.collect(), left_out: groups_left_out(db, None).await? })
    }
}

/// When the provider left out which groups whoever asks is in, at their last sign-in.
#[derive(Clone, Copy, Debug)]
pub struct OwnGroupsLeftOut;

impl Read for OwnGroupsLeftOut {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Option<DateTime<Utc>>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<DateTime<Utc>>, Refusal> {
        let left_out = groups_left_out(reader.db(), Some(reader.oneself()?.account)).await?;
        Ok(left_out.into_iter().map(|(_, at)| at).max())
    }
}

async fn groups_left_out(
    db: &impl ConnectionTrait,
    account: Option<i64>,
) -> Result<Vec<(String, DateTime<Utc>)>, DbErr> {
    let mut find = identity::Entity::find().filter(identity::Column::GroupsLeftOutAt.is_not_null());
    if let Some(account) = account {
        find = find.filter(identity::Column::AccountId.eq(account));
    }
    let mut left_out = Vec::new();
    for row in find.order_by_asc(identity::Column::Id).all(db).await? {
        let account = account::table::Entity::find_by_id(row.account_id).one(db).await?;
        left_out.extend(account.and_then(|account| Some((account.name, row.groups_left_out_at?))));
    }
    Ok(left_out)
}

/// The roles of a rule that wait to be confirmed.
async fn waiting(db: &impl ConnectionTrait, rule: i64) -> Result<Vec<Role>, DbErr> {
    use nomination::table::{Column, Entity};
    let rows = Entity::find().filter(Column::RuleId.eq(rule)).filter(Column::State.eq(nomination::State::Waiting));
    Ok(rows.all(db).await?.iter().flat_map(|row| row.roles().iter().collect::<Vec<_>>()).collect())
}
