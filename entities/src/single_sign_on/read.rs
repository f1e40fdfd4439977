//! The administrators' rules, as they see them.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    place::roles_of_rule,
    table::{group_rule, identity, trusted_domain},
};
use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
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

impl Register {
    /// The rules of single sign-on, of every provider there ever was.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for whoever is no administrator.
    pub async fn single_sign_on_rules(&self, viewer: &Viewer) -> Result<Rules, Refusal> {
        administers(viewer)?;
        let db = self.reader();
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
        Ok(Rules { groups, domains: domains.collect(), left_out: self.groups_left_out(None).await? })
    }
}

impl Register {
    /// When the provider left out which groups somebody is in, at their last sign-in: themselves are told.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn own_groups_left_out(&self, person: &Person) -> Result<Option<DateTime<Utc>>, Refusal> {
        Ok(self.groups_left_out(Some(person.account)).await?.into_iter().map(|(_, at)| at).max())
    }

    async fn groups_left_out(&self, account: Option<i64>) -> Result<Vec<(String, DateTime<Utc>)>, Refusal> {
        let mut find = identity::Entity::find().filter(identity::Column::GroupsLeftOutAt.is_not_null());
        if let Some(account) = account {
            find = find.filter(identity::Column::AccountId.eq(account));
        }
        let mut left_out = Vec::new();
        for row in find.order_by_asc(identity::Column::Id).all(self.reader()).await? {
            let account = account::table::Entity::find_by_id(row.account_id).one(self.reader()).await?;
            left_out.extend(account.and_then(|account| Some((account.name, row.groups_left_out_at?))));
        }
        Ok(left_out)
    }
}

/// The roles of a rule that wait to be confirmed.
async fn waiting(db: &impl ConnectionTrait, rule: i64) -> Result<Vec<Role>, DbErr> {
    use nomination::table::{Column, Entity};
    let rows = Entity::find().filter(Column::RuleId.eq(rule)).filter(Column::State.eq(nomination::State::Waiting));
    Ok(rows.all(db).await?.iter().flat_map(|row| row.roles().iter().collect::<Vec<_>>()).collect())
}
