//! The audit trail: who did what to which record, each entry sealed with the hash of the one before.
//!
//! What is hashed is kept as text, byte for byte, and names the record before and after by digests that are salted entry by
//! entry. The payload (the record after) stands beside it: personal data in it can be redacted with the salt, nobody can
//! guess it back from the digests, and the chain still verifies.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, DbErr, QueryOrder, QuerySelect, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub mod deeds;
pub(crate) mod rows;
pub mod table;
mod verify;

pub(crate) use rows::Rows;
pub use verify::{Head, NotAHead, Verdict};
pub(crate) use verify::{head, redactions, verify};

use crate::{Refusal, secret::hexadecimal};

/// What a deed did, before it has its place in the chain.
#[derive(Clone, Debug)]
pub struct Entry {
    pub at: DateTime<Utc>,
    pub account: Option<i64>,
    pub organisation: Option<i64>,
    pub deed: &'static str,
    pub record: String,
    /// The record before, as JSON; `None` if it was not there.
    pub before: Option<String>,
    /// The record after, as JSON.
    pub after: String,
}

/// The text that is hashed.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sealed {
    seq: i64,
    at: String,
    account: Option<i64>,
    organisation: Option<i64>,
    deed: String,
    record: String,
    /// The salted digest of the record before.
    before: Option<String>,
    /// The salted digest of the payload.
    after: String,
    previous: String,
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes.as_ref()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of the rows of a bulk import, over their JSON.
///
/// # Errors
/// They have no JSON.
pub(crate) fn digest_of<T: Serialize>(rows: &T) -> Result<String, Refusal> {
    serde_json::to_vec(rows).map(sha256).map_err(Refusal::broken)
}

/// The digest that an entry with this salt gives a record's JSON.
fn salted(salt: &str, json: &str) -> String {
    sha256(format!("{salt}{json}"))
}

/// An instant as the trail writes it, to the microsecond.
fn written(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// Puts an entry at the end of the chain. Locks the head, last of all, until the transaction ends.
pub(crate) async fn append(tx: &DatabaseTransaction, entry: Entry) -> Result<(), DbErr> {
    let locked = table::head::Entity::find_by_id(1).lock_exclusive().one(tx).await?;
    let head = locked.ok_or_else(|| DbErr::RecordNotFound("the audit head".into()))?;
    let salt = hexadecimal::<16>().map_err(|why| DbErr::Custom(why.to_string()))?;
    let sealed = Sealed {
        seq: head.seq + 1,
        at: written(entry.at),
        account: entry.account,
        organisation: entry.organisation,
        deed: entry.deed.into(),
        record: entry.record.clone(),
        before: entry.before.map(|before| salted(&salt, &before)),
        after: salted(&salt, &entry.after),
        previous: head.hash,
    };
    let text = serde_json::to_string(&sealed).map_err(|why| DbErr::Custom(why.to_string()))?;
    let hash = sha256(&text);
    let row = table::ActiveModel {
        seq: Set(sealed.seq),
        at: Set(entry.at),
        account_id: Set(entry.account),
        organisation_id: Set(entry.organisation),
        deed: Set(sealed.deed),
        record: Set(sealed.record),
        sealed: Set(text),
        payload: Set(Some(entry.after)),
        salt: Set(Some(salt)),
        hash: Set(hash.clone()),
    };
    table::Entity::insert(row).exec_without_returning(tx).await?;
    let moved = table::head::ActiveModel { id: Set(1), seq: Set(head.seq + 1), hash: Set(hash) };
    table::head::Entity::update(moved).exec(tx).await?;
    Ok(())
}

/// The day of the first entry: the register was begun on it. `None` while it is empty.
pub(crate) async fn first_day(db: &impl ConnectionTrait) -> Result<Option<NaiveDate>, DbErr> {
    let first = table::Entity::find().order_by_asc(table::Column::Seq).one(db).await?;
    Ok(first.map(|entry| entry.at.date_naive()))
}

/// Which account changed a record last, and when.
pub(crate) async fn last_change(
    tx: &impl ConnectionTrait,
    record: &str,
) -> Result<Option<(Option<i64>, DateTime<Utc>)>, DbErr> {
    let last = table::Entity::find()
        .filter(table::Column::Record.eq(record))
        .order_by_desc(table::Column::Seq)
        .limit(1)
        .one(tx)
        .await?;
    Ok(last.map(|entry| (entry.account_id, entry.at)))
}

#[cfg(test)]
pub(crate) mod rows_story;
#[cfg(test)]
mod story;
