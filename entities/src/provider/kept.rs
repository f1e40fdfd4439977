//! The rows of providers as contracts and registered services give rise to them.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use super::table::{Column, Entity, Model};
use crate::{
    Refusal, Register,
    contract::{self, Part},
    organisation,
    register::{Compared, in_pieces},
    registered_service::{self, Status},
    values::Pence,
};

/// Brings the rows of some bodies in step.
pub(crate) async fn bring_in_step(db: &impl ConnectionTrait, bodies: &BTreeSet<i64>) -> Result<(), DbErr> {
    compared(db, bodies).await?.bring_in_step(db).await
}

/// The bodies that provide by some contracts.
pub(crate) async fn of_contracts(db: &impl ConnectionTrait, contracts: &[i64]) -> Result<BTreeSet<i64>, DbErr> {
    use contract::table::organisation::{Column, Entity};
    let provide = |piece| {
        let of = Entity::find().filter(Column::ContractId.is_in(piece)).filter(Column::Part.eq(Part::Provider));
        of.order_by_asc(Column::ContractId)
    };
    Ok(in_pieces(db, contracts, provide).await?.into_iter().map(|part| part.organisation_id).collect())
}

async fn compared(db: &impl ConnectionTrait, bodies: &BTreeSet<i64>) -> Result<Compared<Model>, DbErr> {
    let bodies: Vec<i64> = bodies.iter().copied().collect();
    let its = |piece| Entity::find().filter(Column::OrganisationId.is_in(piece)).order_by_asc(Column::OrganisationId);
    let there = in_pieces(db, &bodies, its).await?;
    let now = providers(db, &bodies).await?;
    Ok(Compared::of(there, now, |one, other| one == &Model { id: one.id, ..other.clone() }))
}

/// Those of some bodies that provide, in the order of their keys.
async fn providers(db: &impl ConnectionTrait, bodies: &[i64]) -> Result<Vec<Model>, DbErr> {
    let these = |piece| organisation::table::Entity::find().filter(organisation::table::Column::Id.is_in(piece));
    let mut rows: BTreeMap<i64, Model> = BTreeMap::new();
    for body in in_pieces(db, bodies, these).await? {
        rows.insert(body.id, nothing_of(body));
    }
    for (body, published, pence) in contracts_of(db, bodies).await? {
        let Some(row) = rows.get_mut(&body) else { continue };
        row.contracts += 1;
        row.pence = row.pence + pence;
        if published {
            row.published_contracts += 1;
            row.published_pence = row.published_pence + pence;
        }
    }
    use registered_service::table::{Column as Of, Entity as Services};
    let goes_on = |piece| {
        let services = Services::find().filter(Of::OrganisationId.is_in(piece));
        services.filter(Of::Status.is_in([Status::Active, Status::Suspended]))
    };
    for service in in_pieces(db, bodies, goes_on).await? {
        let Some(row) = rows.get_mut(&service.organisation_id) else { continue };
        row.services += 1;
        row.places += service.places.unwrap_or_default();
    }
    Ok(rows.into_values().filter(|row| row.contracts > 0 || row.services > 0).collect())
}

/// Of each contract by which some bodies provide: who provides, whether it is published, and what is known of its price.
async fn contracts_of(db: &impl ConnectionTrait, bodies: &[i64]) -> Result<Vec<(i64, bool, Pence)>, DbErr> {
    use contract::table::{Column as Of, Entity as Contracts, organisation};
    let parts = |piece| {
        let parts = organisation::Entity::find().filter(organisation::Column::OrganisationId.is_in(piece));
        parts.filter(organisation::Column::Part.eq(Part::Provider))
    };
    let parts = in_pieces(db, bodies, parts).await?;
    let keys: BTreeSet<i64> = parts.iter().map(|part| part.contract_id).collect();
    let keys: Vec<i64> = keys.into_iter().collect();
    let mut known: BTreeMap<i64, (bool, Pence)> = BTreeMap::new();
    for piece in keys.chunks(500) {
        let these = Contracts::find().select_only().columns([Of::Id, Of::Published, Of::Pence]);
        let these = these.filter(Of::Id.is_in(piece.iter().copied())).into_tuple::<(i64, bool, Option<Pence>)>();
        known.extend(
            these.all(db).await?.into_iter().map(|(id, published, pence)| (id, (published, pence.unwrap_or_default()))),
        );
    }
    let part = |part: organisation::Model| {
        known.get(&part.contract_id).map(|(published, pence)| (part.organisation_id, *published, *pence))
    };
    Ok(parts.into_iter().filter_map(part).collect())
}

fn nothing_of(body: organisation::table::Model) -> Model {
    Model {
        id: 0,
        organisation_id: body.id,
        name_key: body.name_key,
        kind: body.kind,
        contracts: 0,
        pence: Pence::ZERO,
        published_contracts: 0,
        published_pence: Pence::ZERO,
        services: 0,
        places: 0,
    }
}

impl Register {
    /// Makes every row anew, for a register of before; some at a time, so that nobody waits long.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn keep_providers(&self) -> Result<(), Refusal> {
        for bodies in self.bodies().await? {
            let tx = self.begin().await?;
            bring_in_step(&tx, &bodies).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// The rows that are kept and should not be, and those that should be and are not, each as a line of text.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn providers_out_of_step(&self) -> Result<Vec<String>, Refusal> {
        let mut told = Vec::new();
        for bodies in self.bodies().await? {
            told.extend(compared(self.reader(), &bodies).await?.told(|row| format!("provider {}", row.name_key)));
        }
        Ok(told)
    }

    /// Every body, some at a time.
    async fn bodies(&self) -> Result<Vec<BTreeSet<i64>>, Refusal> {
        use organisation::table::{Column, Entity};
        let keys = Entity::find().select_only().column(Column::Id).order_by_asc(Column::Id);
        let keys: Vec<i64> = keys.into_tuple().all(self.reader()).await?;
        Ok(keys.chunks(200).map(|some| some.iter().copied().collect()).collect())
    }
}
