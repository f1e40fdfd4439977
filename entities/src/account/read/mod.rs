//! What is read of accounts.

use chrono::TimeDelta;
use sea_orm::{Condition, QueryOrder, Set, entity::prelude::*};

pub mod own;
pub mod people;

use super::{secret::Secret, table};
use crate::{
    Read, Reader, Refusal, Register,
    access::{ActingFor, Permission, Person, Role, Roles, Viewer},
    clock::Clock,
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
    /// Who holds a session: [`Viewer::Public`] if it is unknown, has ended, or still waits for a code. Whoever has left the
    /// organisation acted for acts for the first they still belong to.
    pub async fn viewer_of(&self, token: &Secret) -> Result<Viewer, Refusal> {
        let Some(session) = self.session_of(token).await?.filter(|session| !session.awaits_code) else {
            return Ok(Viewer::Public);
        };
        let now = self.clock().now();
        if now - session.seen_at > TimeDelta::minutes(1) {
            let seen = table::session::ActiveModel { id: Set(session.id), seen_at: Set(now), ..Default::default() };
            table::session::Entity::update_many()
                .set(seen)
                .filter(table::session::Column::Id.eq(session.id))
                .exec(self.writer())
                .await?;
        }
        let of_session = |person: Person| Viewer::Person(Person { session: Some(session.id), ..person });
        if let Some(person) = self.person(session.account_id, session.membership_id).await? {
            return Ok(of_session(person));
        }
        let Some(other) = self.current_memberships(session.account_id).await?.into_iter().next() else {
            return Ok(Viewer::Public);
        };
        let person = self.person(session.account_id, other.id).await?;
        Ok(person.map_or(Viewer::Public, of_session))
    }

    /// A session that has not ended.
    pub(super) async fn session_of(&self, token: &Secret) -> Result<Option<table::session::Model>, Refusal> {
        let session = table::session::Entity::find().filter(table::session::Column::Digest.eq(token.digest()));
        let (limits, now) = (self.sessions(), self.clock().now());
        let goes_on = |session: &table::session::Model| limits.let_go_on(session.created_at, session.seen_at, now);
        Ok(session.one(self.reader()).await?.filter(goes_on))
    }

    /// The memberships of an account that have not ended, first come first.
    pub(super) async fn current_memberships(&self, account: i64) -> Result<Vec<table::membership::Model>, Refusal> {
        Ok(current_memberships(self.reader(), self.clock(), account).await?)
    }

    /// A person acting under a membership; `None` if it has ended.
    pub async fn person(&self, account: i64, membership: i64) -> Result<Option<Person>, Refusal> {
        person(self.reader(), self.clock(), account, membership).await
    }

    /// The keys of the organisations for which an account acts as a provider.
    pub(crate) async fn provides_for(&self, account: i64) -> Result<Vec<i64>, Refusal> {
        let mut organisations = Vec::new();
        for membership in self.current_memberships(account).await? {
            if self.roles_of(membership.id).await?.contains(&Role::Provider) {
                organisations.push(membership.organisation_id);
            }
        }
        Ok(organisations)
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

    pub(super) async fn roles_of(&self, membership: i64) -> Result<Vec<Role>, Refusal> {
        Ok(roles_of(self.reader(), membership).await?)
    }
}

/// The organisations that whoever asks may act for.
#[derive(Clone, Copy, Debug)]
pub struct OwnMemberships;

impl Read for OwnMemberships {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Vec<Membership>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Membership>, Refusal> {
        let (db, person) = (reader.db(), reader.oneself()?);
        let rows = current_memberships(db, reader.register().clock(), person.account).await?;
        let mut memberships = Vec::with_capacity(rows.len());
        for row in rows {
            let organisation = organisation::read::by_id(db, row.organisation_id).await?.name;
            memberships.push(Membership { id: row.id, organisation, roles: roles_of(db, row.id).await? });
        }
        Ok(memberships)
    }
}

/// A person acting under a membership, as the rows say now; `None` if it has ended.
pub(crate) async fn person(
    db: &impl ConnectionTrait,
    clock: Clock,
    account: i64,
    membership: i64,
) -> Result<Option<Person>, Refusal> {
    let Some(account) = table::Entity::find_by_id(account).one(db).await? else { return Ok(None) };
    let memberships = current_memberships(db, clock, account.id).await?;
    let Some(acting) = memberships.iter().find(|one| one.id == membership) else { return Ok(None) };
    let organisation = organisation::read::by_id(db, acting.organisation_id).await?;
    let merged = organisation::read::keys(db, [organisation.id]).await?;
    let lacks_second_factor = organisation.asks_second_factor && account.second_factor.is_none();
    let (roles, stands_in_for) = roles_with_deputies(db, clock, membership).await?;
    Ok(Some(Person {
        account: account.id,
        name: account.name,
        membership,
        session: None,
        organisation: ActingFor {
            merged: merged.into_iter().filter(|id| *id != organisation.id).collect(),
            id: organisation.id,
            reference: organisation.reference,
            name: organisation.name,
        },
        roles: if lacks_second_factor { Roles::NONE } else { roles },
        has_others: memberships.len() > 1,
        stands_in_for,
        lacks_second_factor,
    }))
}

/// Whether the session that somebody acts in is still there; true of who acts without one.
pub(crate) async fn session_goes_on(db: &impl ConnectionTrait, person: &Person) -> Result<bool, DbErr> {
    let Some(session) = person.session else { return Ok(true) };
    let session = table::session::Entity::find_by_id(session).one(db).await?;
    Ok(session.is_some_and(|session| session.account_id == person.account && !session.awaits_code))
}

/// The memberships of an account that have not ended, first come first.
async fn current_memberships(
    db: &impl ConnectionTrait,
    clock: Clock,
    account: i64,
) -> Result<Vec<table::membership::Model>, DbErr> {
    use table::membership::{Column, Entity};
    let goes_on = Condition::any().add(Column::LastDay.is_null()).add(Column::LastDay.gte(clock.today()));
    let find = Entity::find().filter(Column::AccountId.eq(account)).filter(goes_on).order_by_asc(Column::Id);
    find.all(db).await
}

/// The roles of a membership, with those of whom it stands in for today, and their names. What an administrator may do is not
/// handed on.
async fn roles_with_deputies(
    db: &impl ConnectionTrait,
    clock: Clock,
    membership: i64,
) -> Result<(Roles, Vec<String>), DbErr> {
    use table::deputy::{Column, Entity};
    let today = clock.today();
    let mut roles: Roles = roles_of(db, membership).await?.into_iter().collect();
    let mut names = Vec::new();
    let stands_in = Entity::find()
        .filter(Column::DeputyId.eq(membership))
        .filter(Column::FromDay.lte(today))
        .filter(Condition::any().add(Column::ToDay.is_null()).add(Column::ToDay.gte(today)))
        .order_by_asc(Column::Id);
    for away in stands_in.all(db).await? {
        let handed_on = roles_of(db, away.membership_id).await?.into_iter().filter(|role| *role != Role::Administrator);
        roles = handed_on.fold(roles, Roles::with);
        let absent = table::membership::Entity::find_by_id(away.membership_id).one(db).await?;
        let Some(absent) = absent else { continue };
        if let Some(account) = table::Entity::find_by_id(absent.account_id).one(db).await? {
            names.push(account.name);
        }
    }
    Ok((roles, names))
}

async fn roles_of(db: &impl ConnectionTrait, membership: i64) -> Result<Vec<Role>, DbErr> {
    use table::membership_role::{Column, Entity};
    let rows = Entity::find().filter(Column::MembershipId.eq(membership)).all(db).await?;
    let mut roles: Vec<Role> = rows.into_iter().map(|row| row.role).collect();
    roles.sort_unstable();
    Ok(roles)
}
