//! What happened to an agreement, from the audit trail.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::{Asked, then_called};
use crate::{
    Deed, Read, Reader, Refusal,
    access::Permission,
    account,
    agreement::{
        deeds::{AddParty, PARTIES, RemoveParty, edition_of_version},
        table::{self, edition},
    },
    audit, commitment, funding,
    organisation::{self, read::Named},
    register::in_pieces,
};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: DateTime<Utc>,
    /// As the deed names itself: `signed the agreement`.
    pub deed: String,
    /// The record: the agreement, or one of its commitments or funding lines.
    pub record: String,
    /// In which edition, if it says so.
    pub edition: Option<i64>,
    /// Told to signed-in readers of the negotiation only.
    pub person: Option<String>,
    pub organisation: Option<Named>,
    /// What it was called by then, as far as its signature says so, if that is another name than today's.
    pub then_called: Option<String>,
    /// The party that joined or left; told to readers of the negotiation only.
    pub party: Option<Named>,
}

/// The newest events first, at most 200.
#[derive(Clone, Debug)]
pub struct History {
    pub events: Vec<Event>,
}

/// Whom an entry names as the party that joined or left, unless it was redacted.
fn party_that_moved(entry: &audit::table::Model) -> Option<i64> {
    if ![AddParty::NAME, RemoveParty::NAME].contains(&entry.deed.as_str()) {
        return None;
    }
    let parties = audit::Rows::in_payload(entry.payload.as_deref()?, PARTIES)?;
    parties.came.iter().chain(&parties.gone).find_map(|party| party.get("organisation_id")?.as_i64())
}

/// The editions of an agreement, by what entries say of them.
struct Numbers {
    by_key: HashMap<i64, i64>,
    /// Those with a revision of this hash: what was signed, and what was sent for approval.
    by_hash: HashMap<String, Vec<i64>>,
}

impl Numbers {
    async fn of(db: &impl ConnectionTrait, agreement: i64) -> Result<Self, DbErr> {
        let editions = edition::Entity::find().filter(edition::Column::AgreementId.eq(agreement)).all(db).await?;
        let by_key: HashMap<i64, i64> = editions.into_iter().map(|row| (row.id, row.number)).collect();
        let keys: Vec<i64> = by_key.keys().copied().collect();
        let of = |piece| table::revision::Entity::find().filter(table::revision::Column::EditionId.is_in(piece));
        let mut by_hash: HashMap<String, Vec<i64>> = HashMap::new();
        for revision in in_pieces(db, &keys, of).await? {
            by_hash.entry(revision.hash).or_default().extend(by_key.get(&revision.edition_id));
        }
        Ok(Self { by_key, by_hash })
    }

    fn has(&self, number: i64) -> bool {
        self.by_key.values().any(|known| *known == number)
    }

    /// The editions that an entry may be about; none if it does not say.
    fn in_entry(&self, entry: &audit::table::Model) -> Vec<i64> {
        let payload = entry.payload.as_deref().and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let Some(payload) = payload else { return Vec::new() };
        let number = |name: &str| payload.get(name).and_then(serde_json::Value::as_i64);
        if let Some(edition) = number("edition") {
            return vec![edition];
        }
        if let Some(hash) = payload.get("hash").and_then(serde_json::Value::as_str) {
            return self.by_hash.get(hash).cloned().unwrap_or_default();
        }
        let key = number("version").and_then(edition_of_version);
        key.and_then(|key| self.by_key.get(&key)).copied().into_iter().collect()
    }
}

/// The history of an agreement and of what hangs from it. The public reads what was done and for which organisation, and not
/// which person did it.
#[derive(Clone, Debug)]
pub struct HistoryOf(pub Asked);

impl Read for HistoryOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = History;

    async fn answer(&self, reader: &Reader<'_>) -> Result<History, Refusal> {
        let (agreement, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let inside = reader.reads_negotiation(standing);
        let drafts = reader.may(Permission::Draft, standing);
        let mut records = vec![agreement.reference.to_string()];
        if inside {
            let commitments =
                commitment::table::Entity::find().filter(commitment::table::Column::AgreementId.eq(agreement.id));
            let lines = funding::table::Entity::find().filter(funding::table::Column::AgreementId.eq(agreement.id));
            records.extend(commitments.all(reader.db()).await?.into_iter().map(|row| row.reference.to_string()));
            records.extend(lines.all(reader.db()).await?.into_iter().map(|row| row.reference.to_string()));
        }
        let entries = audit::table::Entity::find()
            .filter(audit::table::Column::Record.is_in(records))
            .order_by_desc(audit::table::Column::Seq)
            .limit(200)
            .all(reader.db())
            .await?;
        // Of an edition that the viewer may not read they hear nothing, not even that it is being made.
        let read: Vec<i64> = reader.editions_of(&agreement).await?.rows.iter().map(|row| row.number).collect();
        let numbers = Numbers::of(reader.db(), agreement.id).await?;
        let is_told = |entry: &audit::table::Model| {
            let about = numbers.in_entry(entry);
            // One that was taken up again has another number now: who drafts it knows it under both.
            let is_renumbered = || drafts && !about.iter().any(|number| numbers.has(*number));
            about.is_empty() || about.iter().any(|number| read.contains(number)) || is_renumbered()
        };
        let entries: Vec<_> = entries.into_iter().filter(is_told).collect();
        let moved = |entry: &audit::table::Model| party_that_moved(entry).filter(|_| inside);
        let mut named: Vec<i64> = entries.iter().filter_map(|entry| entry.organisation_id).collect();
        named.extend(entries.iter().filter_map(moved));
        let names = organisation::read::named(reader.db(), named).await?;
        let accounts = account::table::Entity::find()
            .filter(account::table::Column::Id.is_in(entries.iter().filter_map(|entry| entry.account_id)))
            .all(reader.db())
            .await?;
        let editions = edition::Entity::find().select_only().column(edition::Column::Id);
        let editions = editions.filter(edition::Column::AgreementId.eq(agreement.id)).into_query();
        let signed = table::signature::Entity::find()
            .filter(table::signature::Column::EditionId.in_subquery(editions))
            .order_by_asc(table::signature::Column::Id)
            .all(reader.db())
            .await?;
        // The first signature that came at the time of the event or after it.
        let called = |entry: &audit::table::Model| {
            let id = entry.organisation_id?;
            let signature = signed.iter().find(|row| row.organisation_id == id && row.at >= entry.at)?;
            then_called(&names, id, Some(&signature.organisation_name))
        };
        let person = |id: i64| accounts.iter().find(|account| account.id == id).map(|account| account.name.clone());
        let event = |entry: audit::table::Model| Event {
            at: entry.at,
            edition: numbers.in_entry(&entry).into_iter().find(|number| read.contains(number)),
            then_called: called(&entry),
            party: moved(&entry).map(|id| Named::of(&names, id)),
            deed: entry.deed,
            record: entry.record,
            person: entry.account_id.filter(|_| inside).and_then(person),
            organisation: entry.organisation_id.map(|id| Named::of(&names, id)),
        };
        Ok(History { events: entries.into_iter().map(event).collect() })
    }
}
