//! The roles in an organisation: what waits to be confirmed, and who acts for it.

use std::collections::BTreeSet;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Nomination, Place, list::may_confirm, members_with};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Role},
    account::table::membership_role,
    nomination::{State, table},
    organisation::{self, read::Named},
    values::Reference,
};

/// The roles in an organisation: what waits, and who acts for it.
#[derive(Clone, Debug)]
pub struct RolesPage {
    pub organisation: Named,
    pub waiting: Vec<Nomination>,
    /// For its own people only.
    pub places: Option<Vec<Place>>,
}

/// What waits in an organisation, for whoever may confirm it; its own people also see who acts for it.
#[derive(Clone, Debug)]
pub struct RolesOf(pub Reference);

impl Read for RolesOf {
    const PERMISSION: Permission = Permission::ConfirmRole;
    type Answer = RolesPage;

    async fn answer(&self, reader: &Reader<'_>) -> Result<RolesPage, Refusal> {
        let (db, viewer, register) = (reader.db(), reader.viewer(), reader.register());
        let body = organisation::read::by_reference(db, &self.0).await?.ok_or(Refusal::NotFound)?;
        let rows = waiting(db, body.id).await?;
        let mut confirms = false;
        for but in rows.iter().map(|row| row.membership_id).chain([None]) {
            let how = register.confirmed_by(body.id, but).await?;
            confirms |= may_confirm(viewer, &how, body.id);
        }
        if !confirms {
            return Err(Refusal::Forbidden { why: "Whoever has a place in an organisation confirms its roles".into() });
        }
        let mut waiting = Vec::with_capacity(rows.len());
        for row in rows {
            waiting.push(register.nomination(viewer.person(), row).await?);
        }
        let owns = viewer.organisation() == Some(body.id);
        let places = if owns { Some(reader.places_in(body.id).await?) } else { None };
        Ok(RolesPage { organisation: Named { reference: body.reference, name: body.name }, waiting, places })
    }
}

impl Reader<'_> {
    /// Who acts for an organisation, by name.
    async fn places_in(&self, organisation: i64) -> Result<Vec<Place>, Refusal> {
        let today = self.today();
        let of = BTreeSet::from([organisation]);
        let mut places = Vec::new();
        for (account, member) in members_with(self.db(), Some(&of), Role::ALL, today).await? {
            let roles = membership_role::Entity::find().filter(membership_role::Column::MembershipId.eq(member.id));
            let mut roles: Vec<Role> = roles.all(self.db()).await?.into_iter().map(|row| row.role).collect();
            roles.sort_unstable();
            places.push(Place { name: account.name, email: account.email, roles, last_day: member.last_day });
        }
        places.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(places)
    }
}

async fn waiting(db: &impl ConnectionTrait, organisation: i64) -> Result<Vec<table::Model>, DbErr> {
    let find = table::Entity::find()
        .filter(table::Column::OrganisationId.eq(organisation))
        .filter(table::Column::State.eq(State::Waiting));
    find.order_by_asc(table::Column::Id).all(db).await
}
