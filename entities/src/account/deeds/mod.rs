//! What is done with accounts: by administrators (people, their roles, who leaves and who stands in), by oneself (password,
//! address, second factor), and by whoever holds a secret (signing in, one-time links).

use sea_orm::{QuerySelect, entity::prelude::*};

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
use crate::{Change, Refusal, access::Standing, organisation};

/// The account of whoever acts, locked: what everybody keeps for themselves.
pub(crate) async fn own(change: &Change) -> Result<(table::Model, Standing), Refusal> {
    let nobody = || Refusal::Forbidden { why: "Only somebody who signed in has an account of their own".into() };
    let id = change.actor().account().ok_or_else(nobody)?;
    Ok((account(change, id).await?, Standing::OWN))
}

/// An account, locked.
pub(super) async fn account(change: &Change, id: i64) -> Result<table::Model, Refusal> {
    table::Entity::find_by_id(id).lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)
}

/// A membership, locked, and its organisation.
pub(super) async fn membership(
    change: &Change,
    id: i64,
) -> Result<(table::membership::Model, organisation::table::Model), Refusal> {
    let find = table::membership::Entity::find_by_id(id).lock_exclusive();
    let membership = find.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let organisation = organisation::read::by_id(&change.tx, membership.organisation_id).await?;
    Ok((membership, organisation))
}

/// Refuses to leave the register without anybody who keeps its people.
pub(super) async fn another_administrator(change: &Change, without: i64) -> Result<(), Refusal> {
    use crate::access::Role;
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
