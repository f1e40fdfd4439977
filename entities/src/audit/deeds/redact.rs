//! Redacting an entry: the record it kept goes, because it holds personal data that has no business there any more. Who did
//! what, when, to which record, and the digests stay, so the chain still verifies; and the redaction is an entry of its own.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};
use serde::Serialize;

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit::table,
    register::Lock,
};

/// The record that an entry kept is to go.
#[derive(Clone, Debug)]
pub struct RedactEntry {
    /// The entry's number.
    pub seq: i64,
    /// Why, without the data that goes: it is kept for ever.
    pub reason: String,
}

/// What stays on record of a redaction.
#[derive(Serialize)]
struct Redaction<'a> {
    entry: i64,
    deed: &'a str,
    record: &'a str,
    reason: &'a str,
}

/// The longest reason, in characters.
const LONGEST: usize = 500;

impl Deed for RedactEntry {
    const NAME: &'static str = "redacted an audit entry";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let entry = change.lock(Lock::Entry, table::Entity::find_by_id(self.seq)).one(&change.tx).await?;
        Ok((entry.ok_or(Refusal::NotFound)?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, entry: Self::Subject) -> Result<(), Refusal> {
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::field("reason", "Enter why it is redacted"));
        }
        if reason.chars().count() > LONGEST {
            return Err(Refusal::field("reason", format!("Shorten the reason to {LONGEST} characters")));
        }
        if entry.deed == Self::NAME {
            return Err(Refusal::rule("What was redacted, and why, stays on record", "Redact another entry"));
        }
        if entry.payload.is_none() {
            return Err(Refusal::rule(format!("Entry {} was redacted already", self.seq), "Nothing needs to be done"));
        }
        let mut row = entry.clone().into_active_model();
        row.payload = Set(None);
        row.salt = Set(None);
        table::Entity::update(row).exec(&change.tx).await?;
        let redaction = Redaction { entry: self.seq, deed: &entry.deed, record: &entry.record, reason };
        change.record(Self::NAME, &entry.record, None, &redaction);
        Ok(())
    }
}
