//! Which services an edition has in scope, for how long and with which host, and on which days it is reviewed.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::{Asked, NamesThen, inside_keys};
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Viewer},
    agreement::{
        Agreement,
        rules::{self, Days, InScope},
        table::{party, review_day, scheme},
    },
    organisation::{self, read::Named},
    register::in_pieces,
    service,
    values::Reference,
};

/// The services in scope of an edition, and the days on which it is reviewed.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub services: Vec<ServiceInScope>,
    pub reviews: Vec<NaiveDate>,
}

/// A service in scope of an edition.
#[derive(Clone, Debug)]
pub struct ServiceInScope {
    /// Its reference, and what it was called when it was put in scope, with today's name if that is another; `None` for a service
    /// that this viewer may not read.
    pub service: Option<(Reference, String)>,
    pub days: Days,
    pub host: Option<Named>,
    /// What the host was called when the edition was signed, if that is another name than today's.
    pub host_then_called: Option<String>,
}

/// What an agreement is about: its services in scope, and when it is reviewed.
#[derive(Clone, Debug)]
pub struct ScopeOf(pub Asked);

impl Read for ScopeOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Scope;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Scope, Refusal> {
        let (db, viewer) = (reader.db(), reader.viewer());
        let (agreement, _) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let rows = schemes(db, agreement.edition_id).await?;
        let services = service::read::named(db, viewer, rows.iter().map(|row| row.service_id)).await?;
        let hosts = organisation::read::named(db, rows.iter().filter_map(|row| row.host_id)).await?;
        let then = NamesThen::of(db, [agreement.edition_id]).await?;
        let shown = rows.iter().map(|row| ServiceInScope {
            service: services
                .get(&row.service_id)
                .map(|(reference, now)| (reference.clone(), service::read::called(&row.service_name, now))),
            days: row.days(),
            host: row.host_id.map(|host| Named::of(&hosts, host)),
            host_then_called: row.host_id.and_then(|host| then.called(&hosts, agreement.edition_id, host)),
        });
        Ok(Scope { services: shown.collect(), reviews: review_days(db, agreement.edition_id).await? })
    }
}

impl scheme::Model {
    /// From when until when it is in scope.
    pub fn days(&self) -> Days {
        Days { starts: self.starts, ends: self.ends }
    }
}

/// The rows of an edition's services, in the order in which they were put in scope.
pub(crate) async fn schemes(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<scheme::Model>, DbErr> {
    let schemes = scheme::Entity::find().filter(scheme::Column::EditionId.eq(edition));
    schemes.order_by_asc(scheme::Column::Id).all(db).await
}

/// The days on which an edition is reviewed, in order.
pub(crate) async fn review_days(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<NaiveDate>, DbErr> {
    let days = review_day::Entity::find().filter(review_day::Column::EditionId.eq(edition));
    let days = days.order_by_asc(review_day::Column::OnDay).all(db).await?;
    Ok(days.into_iter().map(|row| row.on_day).collect())
}

/// The references of some services, by key.
pub(crate) async fn references_of(
    db: &impl ConnectionTrait,
    schemes: &[scheme::Model],
) -> Result<HashMap<i64, Reference>, DbErr> {
    use service::table::{Column, Entity};
    let keys: BTreeSet<i64> = schemes.iter().map(|row| row.service_id).collect();
    let keys: Vec<i64> = keys.into_iter().collect();
    let rows = in_pieces(db, &keys, |piece| Entity::find().filter(Column::Id.is_in(piece))).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.reference)).collect())
}

/// The keys of the services that the negotiations a viewer reads have in scope.
pub(crate) fn services_negotiated(viewer: &Viewer) -> SelectStatement {
    let inside = scheme::Column::EditionId.in_subquery(inside_keys(viewer));
    scheme::Entity::find().select_only().column(scheme::Column::ServiceId).filter(inside).into_query()
}

/// What of an edition's services and review days does not fit it any more.
pub(crate) async fn misfits(
    db: &impl ConnectionTrait,
    agreement: &Agreement,
    parties: &[party::Model],
) -> Result<Vec<String>, DbErr> {
    let rows = schemes(db, agreement.edition_id).await?;
    let reviews = review_days(db, agreement.edition_id).await?;
    if rows.is_empty() && reviews.is_empty() {
        return Ok(Vec::new());
    }
    let hosts = organisation::read::named(db, rows.iter().filter_map(|row| row.host_id)).await?;
    let host = |id: i64| (Named::of(&hosts, id).name, stays(parties, id));
    let services = rows.iter().map(|row| InScope {
        name: row.service_name.clone(),
        days: row.days(),
        host: row.host_id.map(&host),
    });
    let services: Vec<InScope> = services.collect();
    Ok(rules::misfits(agreement.term_days(), &services, &reviews))
}

/// Whether a body is one of some parties, and stays it.
pub(crate) fn stays(parties: &[party::Model], body: i64) -> bool {
    parties.iter().any(|party| party.organisation_id == body && !party.leaving)
}
