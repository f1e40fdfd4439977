//! What is read of services.

mod list;

use std::collections::{BTreeSet, HashMap};

use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

pub use list::{Filter, List, Order};

use super::table;
use crate::{
    Refusal, Register,
    access::{Role, Viewer},
    agreement, contract, funding,
    register::in_pieces,
    values::Reference,
};

/// The page of a service.
#[derive(Clone, Debug)]
pub struct Page {
    pub service: table::Model,
    pub needs: Vec<table::need::Model>,
    pub funding: Vec<funding::read::Line>,
    pub contracts: contract::read::List,
    /// Which providers are interested in what is to be bought for it; for those who keep or watch over the register.
    pub appetite: Option<Vec<crate::pipeline::Appetite>>,
    pub may_keep: bool,
}

/// The services a viewer may read: the published ones, those that money of a negotiation they read is for or that it has in scope,
/// and all of them for those who keep or watch over the register.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    let published = Condition::any().add(table::Column::Published.eq(true));
    let keeps = [Role::Commissioner, Role::Accountable, Role::Scrutineer].iter().any(|role| viewer.has(*role));
    match viewer {
        Viewer::Public => published,
        Viewer::Person(_) if keeps => published.add(table::Column::Id.is_not_null()),
        Viewer::Person(_) => published
            .add(table::Column::Id.in_subquery(funding::read::negotiated_services(viewer)))
            .add(table::Column::Id.in_subquery(agreement::read::services_negotiated(viewer))),
    }
}

/// Their keys, to filter what hangs from them.
pub(crate) fn visible_keys(viewer: &Viewer) -> sea_orm::sea_query::SelectStatement {
    table::Entity::find().select_only().column(table::Column::Id).filter(visible(viewer)).into_query()
}

pub(crate) async fn by_reference(
    db: &impl ConnectionTrait,
    reference: &Reference,
) -> Result<Option<table::Model>, DbErr> {
    table::Entity::find().filter(table::Column::Reference.eq(reference.as_str())).one(db).await
}

/// A service by its key.
///
/// # Errors
/// [`Refusal::NotFound`] if there is none.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<table::Model, Refusal> {
    table::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)
}

/// What a service was called when something was agreed for it, with today's name if that is another.
pub(crate) fn called(then: &str, now: &str) -> String {
    if then.is_empty() || then == now { now.to_owned() } else { format!("{then} (now called {now})") }
}

pub(crate) async fn readable_rows(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<table::Model>, DbErr> {
    table::Entity::find().filter(visible(viewer)).order_by_asc(table::Column::NameKey).all(db).await
}

/// References and names of those of some services that a viewer may read, by key.
pub(crate) async fn named(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, (Reference, String)>, DbErr> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let readable = |piece| table::Entity::find().filter(visible(viewer)).filter(table::Column::Id.is_in(piece));
    let rows = in_pieces(db, &ids, readable).await?;
    Ok(rows.into_iter().map(|row| (row.id, (row.reference, row.name))).collect())
}

impl Register {
    /// Every service that a viewer may read, by name, to choose from.
    pub async fn service_choices(&self, viewer: &Viewer) -> Result<Vec<table::Model>, Refusal> {
        Ok(readable_rows(self.reader(), viewer).await?)
    }

    /// The page of a service.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer.
    pub async fn service(&self, viewer: &Viewer, reference: &Reference) -> Result<Page, Refusal> {
        let db = self.reader();
        let find =
            table::Entity::find().filter(visible(viewer)).filter(table::Column::Reference.eq(reference.as_str()));
        let service = find.one(db).await?.ok_or(Refusal::NotFound)?;
        let needs = table::need::Entity::find()
            .filter(table::need::Column::ServiceId.eq(service.id))
            .order_by_asc(table::need::Column::Year)
            .all(db)
            .await?;
        let its_contracts = contract::read::Filter { service: Some(reference.clone()), ..Default::default() };
        Ok(Page {
            needs,
            funding: self.service_funding(viewer, service.id).await?,
            contracts: self.contracts(viewer, &its_contracts).await?,
            appetite: self.appetite(viewer, service.id).await?,
            may_keep: viewer.has(Role::Commissioner),
            service,
        })
    }
}
