//! A provider's home: what is coming of what it follows, is interested in, has a place at or provides, in order of days; and its own
//! questions, interests and contracts.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::{Person, Role, Viewer},
    clarification,
    contract::{self, read::Contracts},
    engagement,
    list::{Count, Place},
    procurement::{
        self, EventKind, When,
        read::{OwnInterest, OwnInterests, Row},
    },
    register::in_pieces,
    values::Reference,
};

/// What a provider has to do with the market.
#[derive(Clone, Debug, Default)]
pub struct Market {
    /// The next first.
    pub coming: Vec<Coming>,
    pub questions: Vec<OwnQuestion>,
    pub interests: Vec<OwnInterest>,
    /// The first of them, the next to end before others.
    pub contracts: Vec<contract::read::Row>,
    pub contract_count: Count,
}

/// Something that comes on a day.
#[derive(Clone, Debug)]
pub struct Coming {
    pub when: When,
    pub what: What,
    /// The procurement, or the contract.
    pub record: Reference,
    pub title: String,
    pub place: String,
}

/// What comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Event(EventKind),
    /// An engagement at which the organisation has a place, or waits for one.
    Place(engagement::State),
    /// The organisation's own contract ends.
    ContractEnds,
}

/// A question of the organisation.
#[derive(Clone, Debug)]
pub struct OwnQuestion {
    pub procurement: Reference,
    pub title: String,
    pub words: String,
    pub asked_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
}

/// The most events of a provider's home.
const MOST: usize = 1_000;

impl Register {
    /// What a person's organisation has to do with the market, and what the person follows. Empty for those who do not provide.
    pub async fn market_of(&self, person: &Person) -> Result<Market, Refusal> {
        if !person.roles.has(Role::Provider) {
            return Ok(Market::default());
        }
        let viewer = Viewer::Person(person.clone());
        let provides = Contracts { provider: Some(person.organisation.reference.to_string()), ..Contracts::default() };
        let ending = Contracts { ending_within: Some(contract::rules::ENDING_MONTHS), ..provides.clone() };
        let mut coming = self.coming_events_for(person).await?;
        coming.extend(self.list(&viewer, &ending, &Place::First).await?.rows.into_iter().filter_map(|row| {
            Some(Coming {
                when: When::days(row.ends?, None),
                what: What::ContractEnds,
                record: row.reference,
                title: row.title,
                place: String::new(),
            })
        }));
        coming.sort_by_key(|item| (item.when.over_at(), item.record.clone()));
        Ok(Market {
            coming,
            questions: self.own_questions(person.organisation.id).await?,
            interests: self.read(&viewer, &OwnInterests).await?,
            contract_count: self.count(&viewer, &provides).await?,
            contracts: self.list(&viewer, &provides, &Place::First).await?.rows,
        })
    }

    /// The events ahead of everything that the person follows or the organisation takes part in.
    async fn coming_events_for(&self, person: &Person) -> Result<Vec<Coming>, Refusal> {
        let (db, organisation) = (self.reader(), person.organisation.id);
        let places = engagement::table::Entity::find()
            .filter(engagement::table::Column::OrganisationId.eq(organisation))
            .filter(engagement::table::Column::State.ne(engagement::State::GivenUp))
            .all(db)
            .await?;
        let keys = self.procurements_followed(person.account, vec![organisation]).await?;
        let now = self.clock().register_now();
        let ahead = |row: &Row| !row.cancelled && row.when.over_at() > now;
        let coming = |row: Row| Coming {
            what: match places.iter().find(|place| place.event_id == row.id) {
                Some(place) => What::Place(place.state),
                None => What::Event(row.kind),
            },
            when: row.when,
            record: row.procurement,
            title: row.title,
            place: row.place,
        };
        let events = self.events_of_procurements(keys, MOST).await?;
        Ok(events.into_iter().filter(ahead).map(coming).collect())
    }

    /// The latest first.
    async fn own_questions(&self, organisation: i64) -> Result<Vec<OwnQuestion>, Refusal> {
        use clarification::table::{Column, Entity};
        let rows = Entity::find()
            .filter(Column::OrganisationId.eq(organisation))
            .order_by_desc(Column::Id)
            .all(self.reader())
            .await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.procurement_id).collect();
        let published = |piece| {
            let find = procurement::table::Entity::find().filter(procurement::table::Column::Published.eq(true));
            find.filter(procurement::table::Column::Id.is_in(piece))
        };
        let found = in_pieces(self.reader(), &keys, published).await?;
        let own = |row: clarification::table::Model| {
            let procurement = found.iter().find(|procurement| procurement.id == row.procurement_id)?;
            Some(OwnQuestion {
                procurement: procurement.reference.clone(),
                title: procurement.title.clone(),
                words: row.words,
                asked_at: row.asked_at,
                answered_at: row.answered_at,
            })
        };
        Ok(rows.into_iter().filter_map(own).collect())
    }
}
