//! Who sits at the table: the people who speak for the parties of an edition, its lead and its coordinator.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::{
    access::Role,
    account::table::{self as account, membership, membership_role},
    agreement::{Agreement, read::parties},
    organisation::{self, read::Named},
};

/// Whether a role of a body speaks in the negotiation of an edition, and reads what the body reads.
fn speaks(edition: &Agreement, body: i64, role: Role) -> bool {
    match role {
        Role::Commissioner => body == edition.lead_id,
        Role::Coordinator => Some(body) == edition.coordinator_id,
        Role::Partner | Role::Signatory => body != edition.lead_id && Some(body) != edition.coordinator_id,
        _ => false,
    }
}

/// A person at the table.
#[derive(Clone, Debug)]
pub struct Seated {
    pub account: i64,
    pub name: String,
    pub organisation: Seat,
}

/// For whom a person sits at the table.
#[derive(Clone, Debug)]
pub struct Seat {
    pub id: i64,
    pub named: Named,
}

/// Everybody at the table on a day, by organisation and name; each once.
pub(crate) async fn at_the_table(
    db: &impl ConnectionTrait,
    edition: &Agreement,
    today: NaiveDate,
) -> Result<Vec<Seated>, DbErr> {
    let parties = parties(db, edition.edition_id).await?;
    let bodies: BTreeSet<i64> = parties
        .iter()
        .filter(|party| !party.leaving)
        .map(|party| party.organisation_id)
        .chain(edition.coordinator_id)
        .chain([edition.lead_id])
        .collect();
    let still = Condition::any().add(membership::Column::LastDay.is_null()).add(membership::Column::LastDay.gte(today));
    let members = membership::Entity::find()
        .filter(membership::Column::OrganisationId.is_in(bodies.iter().copied()))
        .filter(still)
        .all(db)
        .await?;
    let roles = membership_role::Entity::find()
        .filter(membership_role::Column::MembershipId.is_in(members.iter().map(|member| member.id)))
        .all(db)
        .await?;
    let able = |member: &&membership::Model| {
        let mut its = roles.iter().filter(|role| role.membership_id == member.id);
        its.any(|role| speaks(edition, member.organisation_id, role.role))
    };
    let members: Vec<_> = members.iter().filter(able).collect();
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(members.iter().map(|member| member.account_id)))
        .all(db)
        .await?;
    let names = organisation::read::named(db, bodies).await?;
    let mut seated: Vec<Seated> = members
        .into_iter()
        .filter_map(|member| {
            let account = accounts.iter().find(|account| account.id == member.account_id)?;
            let (id, named) = (member.organisation_id, Named::of(&names, member.organisation_id));
            Some(Seated { account: account.id, name: account.name.clone(), organisation: Seat { id, named } })
        })
        .collect();
    seated.sort_by(|one, other| {
        (&one.organisation.named.name, &one.name).cmp(&(&other.organisation.named.name, &other.name))
    });
    let mut once = BTreeSet::new();
    seated.retain(|person| once.insert(person.account));
    Ok(seated)
}
