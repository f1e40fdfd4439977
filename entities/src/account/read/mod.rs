//! What is read of accounts.

mod held;

pub use held::{Held, HeldEntry, HeldMembership, HeldSession, HeldSignature, HeldWords};

use chrono::TimeDelta;
use sea_orm::{PaginatorTrait, QueryOrder, Set, entity::prelude::*};

use super::{
    deeds::session::{IDLE_HOURS, LONGEST_HOURS},
    secret::Secret,
    table,
};
use crate::{
    Refusal, Register,
    access::{ActingFor, Person, Role, Viewer},
    organisation,
};

/// A membership to act under.
#[derive(Clone, Debug)]
pub struct Membership {
    pub id: i64,
    pub organisation: String,
    pub roles: Vec<Role>,
}

/// A sign-in of the demonstration.
#[derive(Clone, Debug)]
pub struct DemonstrationSignIn {
    pub email: String,
    pub name: String,
    pub organisation: String,
    pub roles: Vec<Role>,
}

impl Register {
    /// Who holds a session: [`Viewer::Public`] if it is unknown or has ended.
    pub async fn viewer_of(&self, token: &Secret) -> Result<Viewer, Refusal> {
        let session = table::session::Entity::find().filter(table::session::Column::Digest.eq(token.digest()));
        let Some(session) = session.one(self.reader()).await? else { return Ok(Viewer::Public) };
        let now = self.clock().now();
        let ended = now - session.seen_at > TimeDelta::hours(IDLE_HOURS)
            || now - session.created_at > TimeDelta::hours(LONGEST_HOURS);
        if ended {
            return Ok(Viewer::Public);
        }
        if now - session.seen_at > TimeDelta::minutes(1) {
            let seen = table::session::ActiveModel { id: Set(session.id), seen_at: Set(now), ..Default::default() };
            table::session::Entity::update_many()
                .set(seen)
                .filter(table::session::Column::Id.eq(session.id))
                .exec(self.writer())
                .await?;
        }
        self.person(session.account_id, session.membership_id)
            .await
            .map(|person| person.map_or(Viewer::Public, Viewer::Person))
    }

    /// A person acting under a membership.
    pub async fn person(&self, account: i64, membership: i64) -> Result<Option<Person>, Refusal> {
        let Some(account) = table::Entity::find_by_id(account).one(self.reader()).await? else { return Ok(None) };
        let memberships = table::membership::Entity::find().filter(table::membership::Column::AccountId.eq(account.id));
        let count = memberships.clone().count(self.reader()).await?;
        let acting = memberships.filter(table::membership::Column::Id.eq(membership)).one(self.reader()).await?;
        let Some(acting) = acting else { return Ok(None) };
        let organisation = organisation::table::Entity::find_by_id(acting.organisation_id).one(self.reader()).await?;
        let Some(organisation) = organisation else { return Ok(None) };
        Ok(Some(Person {
            account: account.id,
            name: account.name,
            membership,
            organisation: ActingFor { id: organisation.id, reference: organisation.reference, name: organisation.name },
            roles: self.roles_of(membership).await?.into_iter().collect(),
            has_others: count > 1,
        }))
    }

    /// The organisations a person may act for.
    pub async fn memberships_of(&self, person: &Person) -> Result<Vec<Membership>, Refusal> {
        use table::membership::{Column, Entity};
        let rows = Entity::find()
            .filter(Column::AccountId.eq(person.account))
            .order_by_asc(Column::Id)
            .all(self.reader())
            .await?;
        let mut memberships = Vec::with_capacity(rows.len());
        for row in rows {
            let organisation = organisation::table::Entity::find_by_id(row.organisation_id).one(self.reader()).await?;
            let organisation = organisation.map(|organisation| organisation.name).unwrap_or_default();
            memberships.push(Membership { id: row.id, organisation, roles: self.roles_of(row.id).await? });
        }
        Ok(memberships)
    }

    /// The demonstration's sign-ins, one of each role first; none unless the demonstration is loaded.
    pub async fn demonstration_sign_ins(&self) -> Result<Vec<DemonstrationSignIn>, Refusal> {
        let rows = table::Entity::find().filter(table::Column::Demonstration.eq(true)).order_by_asc(table::Column::Id);
        let mut sign_ins = Vec::new();
        for account in rows.all(self.reader()).await? {
            let person = table::membership::Entity::find().filter(table::membership::Column::AccountId.eq(account.id));
            let Some(membership) = person.order_by_asc(table::membership::Column::Id).one(self.reader()).await? else {
                continue;
            };
            let Some(person) = self.person(account.id, membership.id).await? else { continue };
            let roles = person.roles.iter().collect();
            sign_ins.push(DemonstrationSignIn {
                email: account.email,
                name: account.name,
                organisation: person.organisation.name,
                roles,
            });
        }
        Ok(sign_ins)
    }

    async fn roles_of(&self, membership: i64) -> Result<Vec<Role>, Refusal> {
        use table::membership_role::{Column, Entity};
        let rows = Entity::find().filter(Column::MembershipId.eq(membership)).all(self.reader()).await?;
        let mut roles: Vec<Role> = rows.into_iter().map(|row| row.role).collect();
        roles.sort_unstable();
        Ok(roles)
    }
}
