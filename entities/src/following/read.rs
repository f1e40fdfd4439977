//! What a person follows, and the events of it: for their own pages and calendar. All of it is published.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{QueryFilter, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::table::{self, calendar, search};
use crate::{
    Read, Reader, Refusal, Register,
    access::{Permission, Person, Viewer},
    account::secret::Secret,
    engagement,
    procurement::{
        self,
        read::{Filter, Row, TenderCalendar},
    },
    register::in_pieces,
    values::Reference,
};

/// What a person has for themselves.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The latest first.
    pub procurements: Vec<(Reference, String)>,
    pub searches: Vec<search::Model>,
    /// The calendar, if there is one.
    pub calendar: Option<calendar::Model>,
}

/// The most events of a personal calendar.
const MOST: usize = 2_000;

impl Register {
    /// What a person follows, has saved, and subscribes to. Nobody else's is shown here.
    pub async fn followed(&self, person: &Person) -> Result<Followed, Refusal> {
        let db = self.reader();
        let rows = table::Entity::find()
            .filter(table::Column::AccountId.eq(person.account))
            .order_by_desc(table::Column::Id)
            .all(db)
            .await?;
        let viewer = Viewer::Person(person.clone());
        let keys: Vec<i64> = rows.iter().map(|row| row.procurement_id).collect();
        let readable = |piece| {
            let find = procurement::table::Entity::find().filter(procurement::read::visible(&viewer));
            find.filter(procurement::table::Column::Id.is_in(piece))
        };
        let found = in_pieces(db, &keys, readable).await?;
        let found: HashMap<i64, _> = found.into_iter().map(|row| (row.id, row)).collect();
        let named = |row: &table::Model| {
            let procurement = found.get(&row.procurement_id)?;
            Some((procurement.reference.clone(), procurement.title.clone()))
        };
        Ok(Followed {
            procurements: rows.iter().filter_map(named).collect(),
            searches: self.saved_searches(person.account).await?,
            calendar: calendar_of(db, person.account).await?,
        })
    }

    /// The keys of the procurements that an account follows, and in which organisations are interested or have a place.
    pub(crate) async fn procurements_followed(
        &self,
        account: i64,
        organisations: Vec<i64>,
    ) -> Result<BTreeSet<i64>, Refusal> {
        use procurement::table::{event, interest};
        let db = self.reader();
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

    async fn saved_searches(&self, account: i64) -> Result<Vec<search::Model>, Refusal> {
        let its = search::Entity::find().filter(search::Column::AccountId.eq(account)).order_by_asc(search::Column::Id);
        Ok(its.all(self.reader()).await?)
    }
}

/// Whether whoever asks follows a procurement; `None` for the public.
#[derive(Clone, Debug)]
pub struct IsFollowed(pub Reference);

impl Read for IsFollowed {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Option<bool>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Option<bool>, Refusal> {
        use procurement::table::{Column, Entity};
        let Ok(person) = reader.oneself() else { return Ok(None) };
        let its = Entity::find().filter(Column::Reference.eq(self.0.as_str()));
        let its = its.filter(procurement::read::visible(reader.viewer())).one(reader.db()).await?;
        let follows = table::Entity::find()
            .filter(table::Column::AccountId.eq(person.account))
            .filter(table::Column::ProcurementId.eq(its.ok_or(Refusal::NotFound)?.id));
        Ok(Some(follows.one(reader.db()).await?.is_some()))
    }
}

/// The events of the calendar with this secret, in order of time: of procurements that its person follows, and in which an
/// organisation they act for as a provider is interested or has a place; and of saved searches, so far as there is room besides.
/// Cancelled ones are among them. Whoever knows the secret reads it: all of it is published.
#[derive(Debug)]
pub struct PersonalCalendar(pub Secret);

impl Read for PersonalCalendar {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Vec<Row>;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Vec<Row>, Refusal> {
        let register = reader.register();
        let its = calendar::Entity::find().filter(calendar::Column::Secret.eq(self.0.reveal()));
        let calendar = its.one(reader.db()).await?.ok_or(Refusal::NotFound)?;
        let organisations = register.provides_for(calendar.account_id).await?;
        let own = register.procurements_followed(calendar.account_id, organisations).await?;
        let mut rows = register.events_of_procurements(own, MOST).await?;
        for search in register.saved_searches(calendar.account_id).await? {
            let Some(filter) = Filter::saved(&search.query) else { continue };
            let found = register.read(&Viewer::Public, &TenderCalendar(filter)).await?;
            let known: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
            rows.extend(found.into_iter().filter(|row| !known.contains(&row.id)).take(MOST - known.len()));
        }
        rows.sort_by_key(|row| (row.when.over_at(), row.id));
        Ok(rows)
    }
}

async fn calendar_of(db: &impl ConnectionTrait, account: i64) -> Result<Option<calendar::Model>, DbErr> {
    calendar::Entity::find().filter(calendar::Column::AccountId.eq(account)).one(db).await
}
