//! What is read of services.

mod list;

use std::collections::{BTreeSet, HashMap};

use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

pub use list::{Order, Services};

use super::{Need, Service, table};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing, Viewer},
    agreement, contract, funding,
    list::{Count, Place},
    register::in_pieces,
    values::Reference,
};

/// The page of a service.
#[derive(Clone, Debug)]
pub struct Page {
    pub service: Service,
    pub needs: Vec<Need>,
    pub funding: Vec<funding::read::Line>,
    /// The first of its contracts, the next to end before others.
    pub contracts: Vec<contract::read::Row>,
    pub contract_count: Count,
    /// Which providers are interested in what is to be bought for it; for those who keep or watch over the register.
    pub appetite: Option<Vec<crate::pipeline::Appetite>>,
    pub may_keep: bool,
}

/// The services a viewer may read: the published ones, those that money of a negotiation they read is for or that it has in scope,
/// and all of them for those who keep or watch over the register.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    let published = Condition::any().add(table::Column::Published.eq(true));
    match viewer {
        Viewer::Public => published,
        Viewer::Person(_) if viewer.watches() => Condition::all(),
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

/// The names of those of some services that are not published, in their order.
pub(crate) async fn unpublished(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<Vec<String>, DbErr> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let hidden = |piece| {
        let of = table::Entity::find().filter(table::Column::Id.is_in(piece));
        of.filter(table::Column::Published.eq(false)).order_by_asc(table::Column::NameKey)
    };
    Ok(in_pieces(db, &ids, hidden).await?.into_iter().map(|row| row.name).collect())
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

/// Every service, by name, to choose from.
#[derive(Clone, Copy, Debug)]
pub struct ServiceChoices;

impl Read for ServiceChoices {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Service>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Service>, Refusal> {
        Ok(readable_rows(reader.db(), reader.viewer()).await?.into_iter().map(Service::from).collect())
    }
}

/// The page of a service.
#[derive(Clone, Debug)]
pub struct ServicePage(pub Reference);

impl Read for ServicePage {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Page;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Page, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let its = table::Entity::find().filter(visible(viewer)).filter(table::Column::Reference.eq(self.0.as_str()));
        let service = its.one(db).await?.ok_or(Refusal::NotFound)?;
        let needs = table::need::Entity::find()
            .filter(table::need::Column::ServiceId.eq(service.id))
            .order_by_asc(table::need::Column::Year)
            .all(db)
            .await?;
        let its_contracts = contract::read::Contracts { service: Some(self.0.clone()), ..Default::default() };
        Ok(Page {
            needs: needs.into_iter().map(Need::from).collect(),
            funding: reader.lines_for(service.id).await?,
            contracts: reader.list(&its_contracts, &Place::First).await?.rows,
            contract_count: reader.count(&its_contracts).await?,
            appetite: reader.appetite(service.id).await?,
            may_keep: reader.may(Permission::KeepRegister, Standing::OPEN),
            service: service.into(),
        })
    }
}
