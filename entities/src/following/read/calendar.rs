//! A person's own calendar: its address, and the events that it has. All of them are published.

use std::collections::BTreeSet;

use sea_orm::{QueryFilter, QuerySelect, QueryTrait, entity::prelude::*};

use super::searches::saved_by;
use crate::{
    Read, Reader, Refusal,
    access::{Permission, Viewer},
    account::secret::Secret,
    engagement,
    following::table::{self, calendar},
    procurement::{
        self,
        read::{Filter, Row, TenderCalendar},
    },
};

/// The address of the calendar of whoever asks; `None` if they have none.
#[derive(Clone, Copy, Debug)]
pub struct OwnCalendar;

/// Where a person's own calendar is.
#[derive(Debug)]
pub struct OwnCalendarAddress {
    /// By it a form says which address it was shown beside.
    pub id: i64,
    /// Whoever knows it reads the calendar.
    pub secret: Secret,
}

impl Read for OwnCalendar {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Option<OwnCalendarAddress>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<OwnCalendarAddress>, Refusal> {
        let person = reader.oneself()?;
        let own = calendar::Entity::find().filter(calendar::Column::AccountId.eq(person.account));
        let Some(row) = own.one(reader.db()).await? else { return Ok(None) };
        let secret = Secret::parse(&row.secret).ok_or_else(|| Refusal::broken("a calendar has no secret"))?;
        Ok(Some(OwnCalendarAddress { id: row.id, secret }))
    }
}

/// The events of the calendar with this secret, in order of time: of procurements that its person follows, and in which an
/// organisation they act for as a provider is interested or has a place; and of saved searches, so far as there is room besides.
/// Cancelled ones are among them. Whoever knows the secret reads it: all of it is published.
#[derive(Debug)]
pub struct PersonalCalendar(pub Secret);

/// The most events of a personal calendar.
const MOST: usize = 2_000;

impl Read for PersonalCalendar {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let register = reader.register();
        let its = calendar::Entity::find().filter(calendar::Column::Secret.eq(self.0.reveal()));
        let calendar = its.one(reader.db()).await?.ok_or(Refusal::NotFound)?;
        let organisations = register.provides_for(calendar.account_id).await?;
        let own = reader.procurements_followed(calendar.account_id, organisations).await?;
        let mut rows = reader.events_of_procurements(own, MOST).await?;
        for search in saved_by(reader.db(), calendar.account_id).await? {
            let Some(filter) = Filter::saved(&search.query) else { continue };
            let found = register.read(&Viewer::Public, &TenderCalendar(filter)).await?;
            let known: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
            rows.extend(found.into_iter().filter(|row| !known.contains(&row.id)).take(MOST - known.len()));
        }
        rows.sort_by_key(|row| (row.when.over_at(), row.id));
        Ok(rows)
    }
}

impl Reader<'_> {
    /// The keys of the procurements that an account follows, and in which organisations are interested or have a place.
    pub(crate) async fn procurements_followed(
        &self,
        account: i64,
        organisations: Vec<i64>,
    ) -> Result<BTreeSet<i64>, Refusal> {
        use procurement::table::{event, interest};
        let db = self.db();
        let follows = table::Entity::find().filter(table::Column::AccountId.eq(account)).all(db).await?;
        let theirs = interest::Column::OrganisationId.is_in(organisations.iter().copied());
        let interests = interest::Entity::find().filter(theirs).all(db).await?;
        let places = engagement::table::Entity::find()
            .filter(engagement::table::Column::OrganisationId.is_in(organisations))
            .filter(engagement::table::Column::State.ne(engagement::State::GivenUp));
        let places = places.select_only().column(engagement::table::Column::EventId).into_query();
        let at = event::Entity::find().filter(event::Column::Id.in_subquery(places)).all(db).await?;
        let followed = follows.into_iter().map(|row| row.procurement_id);
        let interesting = interests.into_iter().map(|row| row.procurement_id);
        Ok(followed.chain(interesting).chain(at.into_iter().map(|event| event.procurement_id)).collect())
    }

    /// The published events of procurements as a calendar has them, so many at most.
    pub(crate) async fn events_of_procurements(&self, keys: BTreeSet<i64>, most: usize) -> Result<Vec<Row>, Refusal> {
        use procurement::table::event::{Column, Entity};
        let theirs = Entity::find().filter(Column::ProcurementId.is_in(keys)).filter(Column::Published.eq(true));
        self.calendar_of(theirs, most).await
    }
}
