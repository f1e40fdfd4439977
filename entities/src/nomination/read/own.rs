//! What waits of one's own.

use sea_orm::entity::prelude::*;

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Role, Standing},
    nomination::{Kind, State, table},
};

/// The roles that somebody has been given where they act, and that wait to be confirmed: whose they are reads them.
#[derive(Clone, Copy, Debug)]
pub struct RolesWaiting;

impl Read for RolesWaiting {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Vec<Role>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Role>, Refusal> {
        let own = reader.viewer().person();
        reader.need(Self::PERMISSION, Standing { owns: own.is_some(), ..Standing::OPEN })?;
        match own {
            Some(person) => Ok(waiting_for(reader.db(), person.membership).await?),
            None => Ok(Vec::new()),
        }
    }
}

/// The roles that wait for a membership.
pub(crate) async fn waiting_for(db: &impl ConnectionTrait, membership: i64) -> Result<Vec<Role>, DbErr> {
    let find = table::Entity::find()
        .filter(table::Column::MembershipId.eq(membership))
        .filter(table::Column::Kind.eq(Kind::Roles))
        .filter(table::Column::State.eq(State::Waiting));
    Ok(find.all(db).await?.iter().flat_map(|row| row.roles().iter().collect::<Vec<_>>()).collect())
}
