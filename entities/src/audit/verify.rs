//! Verifying the chain from its first entry to its head.

use std::{collections::BTreeSet, fmt, str::FromStr};

use sea_orm::{DbErr, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{Sealed, deeds::RedactEntry, salted, sha256, table, written};
use crate::register::{Deed as _, Register};

/// The end of the chain, `SEQ:HASH`: kept outside the register, it also shows that a tail was cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub seq: i64,
    pub hash: String,
}

/// Text that is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give the head as SEQ:HASH, as `concordat audit verify` printed it")]
pub struct NotAHead;

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (seq, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let hexadecimal = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        match seq.parse() {
            Ok(seq) if hexadecimal && seq > 0 => Ok(Self { seq, hash: hash.to_ascii_lowercase() }),
            _ => Err(NotAHead),
        }
    }
}

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was sealed.
    Whole { entries: i64, redacted: i64, head: Head },
    /// The chain is broken at an entry.
    Broken { seq: i64, why: &'static str },
}

/// How many entries are read at a time.
const BATCH: u64 = 500;

impl Register {
    /// The end of the chain.
    pub async fn audit_head(&self) -> Result<Head, DbErr> {
        head(self.reader()).await
    }

    /// Reads the whole chain. With a head that was kept elsewhere, also finds a tail that was cut off.
    pub async fn verify_audit(&self, kept: Option<&Head>) -> Result<Verdict, DbErr> {
        verify(self.reader(), kept).await
    }
}

/// The end of the chain in a database.
pub(crate) async fn head(db: &impl ConnectionTrait) -> Result<Head, DbErr> {
    let head = table::head::Entity::find_by_id(1).one(db).await?;
    head.map(|row| Head { seq: row.seq, hash: row.hash }).ok_or_else(|| DbErr::RecordNotFound("the audit head".into()))
}

/// Reads the whole chain of a database.
pub(crate) async fn verify(db: &impl ConnectionTrait, kept: Option<&Head>) -> Result<Verdict, DbErr> {
    let (mut seq, mut previous) = (0, String::new());
    let (mut empty, mut redacted) = (BTreeSet::new(), BTreeSet::new());
    let mut kept_seen = kept.is_none();
    let mut end = None;
    let end = loop {
        let rows = table::Entity::find()
            .filter(table::Column::Seq.gt(seq))
            .order_by_asc(table::Column::Seq)
            .limit(BATCH)
            .all(db)
            .await?;
        if rows.is_empty() {
            // Read last, because deeds go on meanwhile: a head beyond what was read means that there is more to read.
            let head = head(db).await?;
            if head.seq <= seq || end.as_ref() == Some(&head) {
                break head;
            }
            end = Some(head);
        }
        for row in rows {
            seq += 1;
            if let Some(why) = fault(&row, seq, &previous) {
                return Ok(Verdict::Broken { seq, why });
            }
            redacted.extend(redaction(&row));
            if row.payload.is_none() {
                empty.insert(Redacted { seq, deed: row.deed, record: row.record });
            }
            if kept.is_some_and(|kept| kept.seq == seq) {
                kept_seen = kept.is_some_and(|kept| kept.hash == row.hash);
            }
            previous = row.hash;
        }
    };
    // Whatever a payload said can only be taken away by an entry of its own that names it: its number, deed and record.
    if let Some(erased) = empty.difference(&redacted).next() {
        return Ok(Verdict::Broken { seq: erased.seq, why: "its payload is gone, and no redaction says so" });
    }
    Ok(if (end.seq, &end.hash) != (seq, &previous) {
        Verdict::Broken { seq, why: "the head does not follow from the last entry" }
    } else if !kept_seen {
        Verdict::Broken {
            seq,
            why: "the chain does not hold the head that was kept: its tail was cut off or rewritten",
        }
    } else {
        Verdict::Whole { entries: seq, redacted: i64::try_from(empty.len()).unwrap_or(i64::MAX), head: end }
    })
}

/// An entry whose payload is gone, as it is and as its redaction names it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Redacted {
    #[serde(rename = "entry")]
    seq: i64,
    deed: String,
    record: String,
}

/// The earlier entry that this one redacts, if it is a redaction.
fn redaction(row: &table::Model) -> Option<Redacted> {
    let payload = row.payload.as_deref().filter(|_| row.deed == RedactEntry::NAME)?;
    serde_json::from_str(payload).ok().filter(|redacted: &Redacted| redacted.seq < row.seq)
}

/// The numbers of the entries of a record that an entry of it names as redacted.
pub(crate) fn redactions(entries: &[table::Model]) -> BTreeSet<i64> {
    let named: BTreeSet<Redacted> = entries.iter().filter_map(redaction).collect();
    let is_named = |entry: &&table::Model| {
        named.iter().any(|one| (one.seq, &one.deed, &one.record) == (entry.seq, &entry.deed, &entry.record))
    };
    entries.iter().filter(is_named).map(|entry| entry.seq).collect()
}

fn fault(row: &table::Model, seq: i64, previous: &str) -> Option<&'static str> {
    let Ok(sealed) = serde_json::from_str::<Sealed>(&row.sealed) else {
        return Some("its sealed text cannot be read");
    };
    let payload_fits = match (&row.payload, &row.salt) {
        (Some(payload), Some(salt)) => salted(salt, payload) == sealed.after,
        (None, None) => true,
        _ => false,
    };
    let columns =
        (row.seq, written(row.at), row.account_id, row.organisation_id, row.deed.as_str(), row.record.as_str());
    let told =
        (sealed.seq, sealed.at, sealed.account, sealed.organisation, sealed.deed.as_str(), sealed.record.as_str());
    match () {
        () if row.seq != seq => Some("an entry is missing before it"),
        () if sealed.previous != previous => Some("it does not follow from the entry before"),
        () if sha256(&row.sealed) != row.hash => Some("its sealed text was changed"),
        () if columns != told => Some("its columns do not say what was sealed"),
        () if !payload_fits => Some("its payload was changed"),
        () => None,
    }
}
