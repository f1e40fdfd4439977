//! Who may confirm a role in an organisation: its own people; for its first person the lead commissioner of an agreement that
//! it is a party of; of a body that is a party of none, any commissioner of the register.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*};

use crate::{
    access::{Person, Role, Standing},
    account::table::{self as account, membership, membership_role},
    agreement::{self, table::edition},
    nomination::rules::confirming,
    organisation,
    single_sign_on::table::identity,
};

/// Who confirms what is given in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Confirms {
    /// Whoever has a place in it.
    ItsOwn,
    /// It has nobody yet: the commissioners of these bodies, which lead agreements it is a party of.
    Leads(BTreeSet<i64>),
    /// It has nobody yet and is a party of nothing: any commissioner.
    Commissioners,
}

/// Who has a role in an organisation on a day, and has signed up: members' accounts with their memberships. Whoever was
/// invited and never came cannot confirm anything, and keeps nobody else from it.
pub(crate) async fn members_with(
    db: &impl ConnectionTrait,
    organisations: Option<&BTreeSet<i64>>,
    roles: &[Role],
    today: NaiveDate,
) -> Result<Vec<(account::Model, membership::Model)>, DbErr> {
    let holding = membership_role::Entity::find()
        .select_only()
        .column(membership_role::Column::MembershipId)
        .filter(membership_role::Column::Role.is_in(roles.iter().copied()));
    let still = Condition::any().add(membership::Column::LastDay.is_null()).add(membership::Column::LastDay.gte(today));
    let mut members =
        membership::Entity::find().filter(membership::Column::Id.in_subquery(holding.into_query())).filter(still);
    if let Some(organisations) = organisations {
        members = members.filter(membership::Column::OrganisationId.is_in(organisations.iter().copied()));
    }
    let mut with = Vec::new();
    for member in members.all(db).await? {
        let Some(account) = account::Entity::find_by_id(member.account_id).one(db).await? else { continue };
        let connected = identity::Entity::find().filter(identity::Column::AccountId.eq(account.id));
        if account.password.is_some() || connected.one(db).await?.is_some() {
            with.push((account, member));
        }
    }
    Ok(with)
}

/// Who confirms in an organisation; `but` is the account that the role is for, which is not counted as having a place.
pub(crate) async fn how_confirmed(
    db: &impl ConnectionTrait,
    organisation: i64,
    but: Option<i64>,
    today: NaiveDate,
) -> Result<Confirms, DbErr> {
    let own = members_with(db, Some(&BTreeSet::from([organisation])), &confirming(), today).await?;
    if own.iter().any(|(account, _)| Some(account.id) != but) {
        return Ok(Confirms::ItsOwn);
    }
    let keys = organisation::read::keys(db, [organisation]).await?;
    let party = agreement::table::party::Entity::find()
        .select_only()
        .column(agreement::table::party::Column::EditionId)
        .filter(agreement::table::party::Column::OrganisationId.is_in(keys.iter().copied()));
    let leads: Vec<i64> = edition::Entity::find()
        .select_only()
        .column(edition::Column::LeadId)
        .filter(edition::Column::Id.in_subquery(party.into_query()))
        .filter(edition::Column::LeadId.is_not_in(keys))
        .into_tuple()
        .all(db)
        .await?;
    let kept = organisation::read::Kept::of_all(db, leads.iter().copied()).await?;
    let leads: BTreeSet<i64> = leads.into_iter().map(|lead| kept.of(lead)).collect();
    Ok(if leads.is_empty() { Confirms::Commissioners } else { Confirms::Leads(leads) })
}

/// Everybody who may confirm, with the membership they do it under.
pub(crate) async fn confirmers(
    db: &impl ConnectionTrait,
    organisation: i64,
    but: Option<i64>,
    today: NaiveDate,
) -> Result<Vec<(account::Model, membership::Model)>, DbErr> {
    let how = how_confirmed(db, organisation, but, today).await?;
    let mut able = how.members(db, organisation, today).await?;
    able.retain(|(account, _)| Some(account.id) != but);
    Ok(able)
}

impl Confirms {
    /// Everybody to whom it is open to confirm in an organisation, also those whom a nomination is about.
    pub(crate) async fn members(
        &self,
        db: &impl ConnectionTrait,
        organisation: i64,
        today: NaiveDate,
    ) -> Result<Vec<(account::Model, membership::Model)>, DbErr> {
        let (of, roles) = match self {
            Self::ItsOwn => (Some(BTreeSet::from([organisation])), confirming()),
            Self::Leads(leads) => (Some(leads.clone()), vec![Role::Commissioner]),
            Self::Commissioners => (None, vec![Role::Commissioner]),
        };
        members_with(db, of.as_ref(), &roles, today).await
    }

    /// How a person stands to what is given in an organisation.
    pub(crate) fn standing(&self, organisation: i64, person: Option<&Person>) -> Standing {
        let Some(person) = person else { return Standing::OPEN };
        let acts_for = person.organisation.id;
        let first = match self {
            Self::ItsOwn => false,
            Self::Leads(leads) => leads.contains(&acts_for),
            Self::Commissioners => true,
        };
        Standing { owns: acts_for == organisation, leads: acts_for == organisation || first, ..Standing::OPEN }
    }
}
