//! The administrators' rules, as they see them.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{
    place::roles_of_rule,
    table::{group_rule, trusted_domain},
};
use crate::{
    Refusal, Register,
    access::{Role, Viewer},
    account::read::people::administers,
    nomination,
    organisation::{self, read::Named},
};

/// Every rule.
#[derive(Clone, Debug)]
pub struct Rules {
    pub groups: Vec<WrittenRule>,
    pub domains: Vec<TrustedDomain>,
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
        Ok(Rules { groups, domains: domains.collect() })
    }
}

/// The roles of a rule that wait to be confirmed.
async fn waiting(db: &impl ConnectionTrait, rule: i64) -> Result<Vec<Role>, DbErr> {
    use nomination::table::{Column, Entity};
    let rows = Entity::find().filter(Column::RuleId.eq(rule)).filter(Column::State.eq(nomination::State::Waiting));
    Ok(rows.all(db).await?.iter().flat_map(|row| row.roles().iter().collect::<Vec<_>>()).collect())
}
