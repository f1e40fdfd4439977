//! What is read of places at events. Who has one is told to those who keep or watch over the register; a provider sees its own.
//! Everybody sees whether there are places, and nobody else how many were taken.

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{State, rules, table};
use crate::{
    Reader, Refusal,
    access::{Permission, Standing, Viewer},
    organisation::{self, read::Named},
    procurement::table::event,
};

/// The places of one event, for a viewer.
#[derive(Clone, Debug)]
pub struct Places {
    pub event: i64,
    /// The version of all of them together, for whoever changes them: see [`version`].
    pub version: i64,
    pub capacity: Option<i64>,
    /// Every place is taken: who comes now waits.
    pub is_full: bool,
    /// What the viewer's organisation has, if it takes part.
    pub own: Option<OwnPlace>,
    /// The version of what the viewer's organisation has or gave up; 0 if it never had a place.
    pub own_version: i64,
    /// Why no place can be had, and what to do instead; `None` if one can.
    pub no_place: Option<(&'static str, &'static str)>,
    /// The event has begun: who came can be noted.
    pub has_begun: bool,
    /// Everybody with a place, then everybody who waits, each in order; `None` for those who may not know.
    pub all: Option<Vec<PlaceRow>>,
}

/// The own place of an organisation.
#[derive(Clone, Debug)]
pub struct OwnPlace {
    pub state: State,
    pub words: String,
    /// In the queue, from 1, for one that waits.
    pub position: Option<usize>,
}

/// Somebody's place.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    pub organisation: Named,
    pub state: State,
    pub words: String,
    pub attended: Option<bool>,
}

impl Reader<'_> {
    /// The places of events that the reader may read, for those of them that have places.
    pub(crate) async fn places(&self, events: &[event::Model]) -> Result<Vec<Places>, Refusal> {
        let (viewer, now) = (self.viewer(), self.register().clock().register_now());
        let mut found = Vec::new();
        for event in events {
            let no_place = rules::no_place(event.kind, event.cancelled, event.starts <= now);
            let (rows, version) = (self.places_at(event.id).await?, version(self.db(), event.id).await?);
            let own_version = own_version(self.db(), event.id, viewer).await?;
            // An engagement that somebody is invited to, or one that somebody came to.
            let is_by_hand = !event.imported && event.kind == crate::procurement::EventKind::Engagement;
            if !is_by_hand && rows.is_empty() {
                continue;
            }
            let taken = rows.iter().filter(|row| row.state == State::Place).count();
            let taken = i64::try_from(taken).unwrap_or(i64::MAX);
            let own = viewer.organisation().filter(|_| self.may(Permission::TakePart, Standing::OWN));
            found.push(Places {
                event: event.id,
                version,
                capacity: event.capacity,
                is_full: rules::next_gets(event.capacity, taken) == State::Waiting,
                own: own.and_then(|organisation| own_place(&rows, organisation)),
                own_version,
                no_place,
                has_begun: event.starts <= now,
                all: if viewer.watches() { Some(self.place_rows(rows).await?) } else { None },
            });
        }
        Ok(found)
    }

    /// Those with a place first, then those who wait, each since when.
    async fn places_at(&self, event: i64) -> Result<Vec<table::Model>, Refusal> {
        let rows = table::Entity::find()
            .filter(table::Column::EventId.eq(event))
            .filter(table::Column::State.ne(State::GivenUp))
            .order_by_asc(table::Column::State)
            .order_by_asc(table::Column::At)
            .order_by_asc(table::Column::Id);
        Ok(rows.all(self.db()).await?)
    }

    async fn place_rows(&self, rows: Vec<table::Model>) -> Result<Vec<PlaceRow>, Refusal> {
        let names = organisation::read::named(self.db(), rows.iter().map(|row| row.organisation_id)).await?;
        let row = |row: table::Model| PlaceRow {
            organisation: Named::of(&names, row.organisation_id),
            state: row.state,
            words: row.words,
            attended: row.attended,
        };
        Ok(rows.into_iter().map(row).collect())
    }
}

/// The version of the places at an event, given up or not: the sum of theirs. Whatever changes one of them raises it.
pub(crate) async fn version(db: &impl ConnectionTrait, event: i64) -> Result<i64, DbErr> {
    let places = table::Entity::find().filter(table::Column::EventId.eq(event)).all(db).await?;
    Ok(places.into_iter().map(|place| place.version).sum())
}

async fn own_version(db: &impl ConnectionTrait, event: i64, viewer: &Viewer) -> Result<i64, DbErr> {
    let Some(organisation) = viewer.organisation() else { return Ok(0) };
    let own = table::Entity::find()
        .filter(table::Column::EventId.eq(event))
        .filter(table::Column::OrganisationId.eq(organisation));
    Ok(own.one(db).await?.map_or(0, |place| place.version))
}

fn own_place(rows: &[table::Model], organisation: i64) -> Option<OwnPlace> {
    let own = rows.iter().find(|row| row.organisation_id == organisation)?;
    let mut waiting = rows.iter().filter(|row| row.state == State::Waiting);
    let position = waiting.position(|row| row.id == own.id).map(|before| before + 1);
    Some(OwnPlace { state: own.state, words: own.words.clone(), position })
}
