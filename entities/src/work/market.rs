//! A provider's home: what is coming of what it follows, is interested in, has a place at or provides, in order of days; and its own
//! questions, interests and contracts.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, entity::prelude::*};

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Person, Standing},
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

/// What the organisation of whoever asks has to do with the market, and what they follow themselves. Empty for those who do not
/// provide.
#[derive(Clone, Copy, Debug)]
pub struct OwnMarket;

impl Read for OwnMarket {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = Market;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Market, Refusal> {
        let person = reader.oneself()?;
        if !reader.may(Permission::TakePart, Standing::OWN) {
            return Ok(Market::default());
        }
        let provides = Contracts { provider: Some(person.organisation.reference.to_string()), ..Contracts::default() };
        let ending = Contracts { ending_within: Some(contract::rules::ENDING_MONTHS), ..provides.clone() };
        let mut coming = coming_events(reader, person).await?;
        coming.extend(reader.list(&ending, &Place::First).await?.rows.into_iter().filter_map(|row| {
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
            questions: own_questions(reader.db(), person.organisation.id).await?,
            interests: OwnInterests.answer(reader).await?,
            contract_count: reader.count(&provides).await?,
            contracts: reader.list(&provides, &Place::First).await?.rows,
        })
    }
}

/// The events ahead of everything that the person follows or the organisation takes part in.
async fn coming_events(reader: &Reader<'_>, person: &Person) -> Result<Vec<Coming>, Refusal> {
    let organisation = person.organisation.id;
    let places = engagement::table::Entity::find()
        .filter(engagement::table::Column::OrganisationId.eq(organisation))
        .filter(engagement::table::Column::State.ne(engagement::State::GivenUp))
        .all(reader.db())
        .await?;
    let keys = reader.procurements_followed(person.account, vec![organisation]).await?;
    let now = reader.register().clock().register_now();
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
    let events = reader.events_of_procurements(keys, MOST).await?;
    Ok(events.into_iter().filter(ahead).map(coming).collect())
}

/// The questions of an organisation, the latest first.
async fn own_questions(db: &impl ConnectionTrait, organisation: i64) -> Result<Vec<OwnQuestion>, Refusal> {
    use clarification::table::{Column, Entity};
    let rows = Entity::find().filter(Column::OrganisationId.eq(organisation)).order_by_desc(Column::Id).all(db).await?;
    let keys: Vec<i64> = rows.iter().map(|row| row.procurement_id).collect();
    let published = |piece| {
        let find = procurement::table::Entity::find().filter(procurement::table::Column::Published.eq(true));
        find.filter(procurement::table::Column::Id.is_in(piece))
    };
    let found = in_pieces(db, &keys, published).await?;
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
