//! What is done with accounts: by administrators (people, their roles, who leaves and who stands in), by oneself (password,
//! address, second factor), and by whoever holds a secret (signing in, one-time links).

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};

pub mod add_person;
pub mod change_email;
pub mod code;
pub mod deputy;
pub mod guess;
pub mod invite;
pub mod leave;
pub mod letters;
pub mod one_time_link;
pub mod own_password;
pub mod prove;
pub mod roles;
pub mod second_factor;
pub mod session;

pub(crate) use one_time_link::record_of;

use super::table;
use crate::{
    Change, Refusal,
    access::{Role, Roles, Standing},
    nomination::{
        self,
        deeds::{Giving, nominate, tell_of, withdraw},
        rules::Given,
    },
    organisation,
    register::Lock,
};

/// The account of whoever acts, locked: what everybody keeps for themselves.
pub(crate) async fn own(change: &Change) -> Result<(table::Model, Standing), Refusal> {
    let nobody = || Refusal::Forbidden { why: "Only somebody who signed in has an account of their own".into() };
    let id = change.actor().account().ok_or_else(nobody)?;
    Ok((account(change, id).await?, Standing::OWN))
}

/// An account, locked.
pub(super) async fn account(change: &Change, id: i64) -> Result<table::Model, Refusal> {
    let find = change.lock(Lock::Account, table::Entity::find_by_id(id));
    find.one(&change.tx).await?.ok_or(Refusal::NotFound)
}

/// A membership, locked, and its organisation.
pub(crate) async fn membership(
    change: &Change,
    id: i64,
) -> Result<(table::membership::Model, organisation::table::Model), Refusal> {
    let find = table::membership::Entity::find_by_id(id);
    let membership = change.lock(Lock::Membership, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let organisation = organisation::read::by_id(&change.tx, membership.organisation_id).await?;
    Ok((membership, organisation))
}

/// A membership and its organisation, with another whose part it concerns, both locked.
pub(crate) async fn memberships(
    change: &Change,
    id: i64,
    other: Option<i64>,
) -> Result<(table::membership::Model, organisation::table::Model), Refusal> {
    use table::membership::{Column, Entity};
    let both = Entity::find().filter(Column::Id.is_in([id].into_iter().chain(other))).order_by_asc(Column::Id);
    change.lock(Lock::Membership, both).all(&change.tx).await?;
    membership(change, id).await
}

/// The roles of a membership.
pub(super) async fn roles_of(change: &Change, membership: i64) -> Result<Roles, Refusal> {
    use table::membership_role::{Column, Entity};
    let rows = Entity::find().filter(Column::MembershipId.eq(membership)).all(&change.tx).await?;
    Ok(rows.into_iter().map(|row| row.role).collect())
}

/// Gives a membership these roles and no others.
pub(super) async fn write_roles(change: &Change, membership: i64, roles: Roles) -> Result<(), Refusal> {
    use table::membership_role::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::MembershipId.eq(membership)).exec(&change.tx).await?;
    for role in roles.iter() {
        let row = ActiveModel { membership_id: Set(membership), role: Set(role) };
        Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}

/// Writes a membership's last day under its next version: what was seen of it before is older now.
pub(crate) async fn moved_on(
    change: &Change,
    before: table::membership::Model,
    last_day: Option<NaiveDate>,
) -> Result<table::membership::Model, Refusal> {
    let version = before.version + 1;
    let mut row = before.into_active_model();
    (row.last_day, row.version) = (Set(last_day), Set(version));
    Ok(row.update(&change.tx).await?)
}

/// Roles that somebody is given beside those they have: at once, or once the organisation's own people have confirmed them.
/// Tells who is concerned, and gives the key of what waits.
pub(super) async fn give_beside(
    change: &Change,
    organisation: &organisation::table::Model,
    membership: &table::membership::Model,
    held: Roles,
    given: Given,
) -> Result<Option<i64>, Refusal> {
    if given.at_once != Roles::NONE {
        // Before it is written: whoever gets the roles is told otherwise.
        tell_of(change, organisation.id, format!("roles {} {}", membership.id, membership.version)).await?;
    }
    write_roles(change, membership.id, given.at_once.iter().fold(held, Roles::with)).await?;
    if given.waiting == Roles::NONE {
        return Ok(None);
    }
    let waiting = withdraw(change, nomination::Kind::Roles, membership.id).await?;
    let roles = given.waiting.iter().fold(waiting, Roles::with);
    nominate(change, organisation, Giving::Roles { membership: membership.id, roles }).await.map(Some)
}

/// What an entry says of a membership: whose it is, which, its last day, its roles.
pub(super) type Told = (i64, i64, Option<NaiveDate>, Vec<Role>);

/// What an entry says of a membership with these roles.
pub(super) fn told(membership: &table::membership::Model, roles: Roles) -> Told {
    (membership.account_id, membership.id, membership.last_day, roles.iter().collect::<Vec<_>>())
}

/// Refuses to leave the register without anybody who keeps its people.
pub(super) async fn another_administrator(change: &Change, without: i64) -> Result<(), Refusal> {
    use table::membership_role::{Column, Entity};
    let is = |membership: i64| {
        Entity::find().filter(Column::MembershipId.eq(membership)).filter(Column::Role.eq(Role::Administrator))
    };
    if is(without).one(&change.tx).await?.is_none() {
        return Ok(());
    }
    let others = Entity::find()
        .filter(Column::Role.eq(Role::Administrator))
        .filter(Column::MembershipId.ne(without))
        .all(&change.tx)
        .await?;
    for other in others {
        let membership = table::membership::Entity::find_by_id(other.membership_id).one(&change.tx).await?;
        if membership.is_some_and(|membership| membership.last_day.is_none()) {
            return Ok(());
        }
    }
    Err(Refusal::rule("This is the last administrator of the register", "Make somebody else an administrator first"))
}
