//! What the trail vouches for, held against the records: the hash of every frozen revision is recomputed from its text and
//! schedules, that of every signature and attached file looked up in the entry that made it, and the bytes of files are read.

use std::collections::BTreeMap;

use chrono::DateTime;
use sea_orm::{Condition, PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use serde_json::Value;

use crate::{
    Refusal, Register,
    agreement::{
        self,
        deeds::{FROZE, SEALED, SIGNATURES},
        schedules,
        table::{edition, revision, signature},
    },
    attachment::{self, deeds::AttachFile},
    audit::{redactions, sha256, table},
    register::Deed as _,
};

/// What was looked at, and what is not as the trail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    pub revisions: usize,
    pub signatures: usize,
    pub editions: usize,
    pub files: usize,
    /// Each in a sentence without its full stop.
    pub differs: Vec<String>,
}

/// What the entries of a record say of hashes.
#[derive(Default)]
struct Told {
    said: Vec<Value>,
    /// The deeds of those that were redacted, and for which organisation each was done: what they said nobody knows.
    redacted: Vec<(String, Option<i64>)>,
}

impl Told {
    /// True if an entry has these values under these keys.
    fn says(&self, said: &[(&str, &str)]) -> bool {
        self.said.iter().any(|payload| has(payload, said))
    }

    /// True if an entry of one of these deeds was redacted, which could have said what is missing: each could say one thing, and
    /// is spent on the first. One of the same organisation is taken before others.
    fn could_have_said(&mut self, deeds: &[&str], organisation: Option<i64>) -> bool {
        let of_these = |(deed, _): &(String, Option<i64>)| deeds.contains(&deed.as_str());
        let own = self.redacted.iter().position(|one| of_these(one) && one.1 == organisation);
        let one = own.or_else(|| self.redacted.iter().position(of_these));
        one.map(|at| self.redacted.swap_remove(at)).is_some()
    }
}

fn has(payload: &Value, said: &[(&str, &str)]) -> bool {
    said.iter().all(|(key, value)| payload.get(*key).and_then(Value::as_str) == Some(*value))
}

/// Whether an entry says of a signature the same account, the same scan and the same moment.
fn is_by_the_same(payload: &Value, row: &signature::Model) -> bool {
    let number = |key: &str| payload.get(key).and_then(Value::as_i64);
    let at = payload.get("at").and_then(Value::as_str).and_then(|at| DateTime::parse_from_rfc3339(at).ok());
    number("account_id") == row.account_id
        && number("attachment_id") == row.attachment_id
        && at.is_none_or(|at| at.timestamp_micros() == row.at.timestamp_micros())
}

/// What the trail says of each record, read once.
#[derive(Default)]
struct Trail(BTreeMap<String, Told>);

/// The edition that an entry is about; those of before there were several say none.
fn number_of(said: &Value) -> i64 {
    said.get("edition").and_then(Value::as_i64).unwrap_or(1)
}

/// True for what is kept when an edition's last party signs it.
fn is_signing(said: &Value, edition: i64) -> bool {
    said.get("state").and_then(Value::as_str) == Some("signed") && number_of(said) == edition
}

/// The revisions that somebody relies on: frozen, signed, or the one that a signed edition names.
fn relied_on() -> Condition {
    let signatures = signature::Entity::find().select_only().column(signature::Column::RevisionId).into_query();
    let named = edition::Entity::find()
        .select_only()
        .column(edition::Column::RevisionId)
        .filter(edition::Column::State.eq(agreement::State::Signed))
        .into_query();
    Condition::any()
        .add(revision::Column::Frozen.eq(true))
        .add(revision::Column::Id.in_subquery(signatures))
        .add(revision::Column::Id.in_subquery(named))
}

/// How many rows are read at a time: texts are long.
const BATCH: u64 = 50;

impl Register {
    /// Recomputes what the trail vouches for.
    ///
    /// # Errors
    /// The database or the place of the files does not answer.
    pub async fn verify_records(&self) -> Result<Records, Refusal> {
        let mut found = Records::default();
        self.verify_revisions(&mut found).await?;
        self.verify_freezings(&mut found).await?;
        self.verify_signatures(&mut found).await?;
        self.verify_editions(&mut found).await?;
        self.verify_files(&mut found).await?;
        Ok(found)
    }

    async fn verify_revisions(&self, found: &mut Records) -> Result<(), Refusal> {
        let (mut after, mut trail) = (0, Trail::default());
        loop {
            let rows = revision::Entity::find()
                .filter(relied_on())
                .filter(revision::Column::Id.gt(after))
                .order_by_asc(revision::Column::Id)
                .limit(BATCH)
                .all(self.reader())
                .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                found.revisions += 1;
                let reference = self.reference_of(row.edition_id).await?;
                let which = format!("{reference}, revision {}", row.number);
                if !schedules::is_as_hashed(&row) {
                    found.differs.push(format!("{which}: its text or a schedule is not what its hash was made of"));
                }
                if !row.frozen {
                    found.differs.push(format!("{which}: it was signed, and is not marked as frozen any more"));
                }
                let told = self.told_of(&mut trail, &reference).await?;
                if !told.says(&[("hash", &row.hash)]) && !told.could_have_said(&[FROZE], None) {
                    found.differs.push(format!("{which}: the trail knows of no revision with its hash"));
                }
            }
        }
    }

    /// What the trail says was frozen is there, frozen, under its number and with its hash.
    async fn verify_freezings(&self, found: &mut Records) -> Result<(), Refusal> {
        let entries = table::Entity::find().filter(table::Column::Deed.eq(FROZE)).order_by_asc(table::Column::Seq);
        for entry in entries.all(self.reader()).await? {
            let payload = entry.payload.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
            let Some(said) = payload else { continue };
            let (number, hash) = (said.get("number").and_then(Value::as_i64), said.get("hash").and_then(Value::as_str));
            let (Some(number), Some(hash)) = (number, hash) else { continue };
            let of_agreement = edition::Entity::find()
                .inner_join(agreement::table::Entity)
                .filter(agreement::table::Column::Reference.eq(entry.record.as_str()))
                .select_only()
                .column(edition::Column::Id)
                .into_query();
            let there = revision::Entity::find()
                .filter(revision::Column::EditionId.in_subquery(of_agreement))
                .filter(revision::Column::Number.eq(number))
                .filter(revision::Column::Hash.eq(hash))
                .filter(revision::Column::Frozen.eq(true));
            if there.count(self.reader()).await? != 1 {
                let record = entry.record;
                found.differs.push(format!(
                    "{record}, revision {number}: the trail says that it was frozen, and it is not there so"
                ));
            }
        }
        Ok(())
    }

    async fn verify_signatures(&self, found: &mut Records) -> Result<(), Refusal> {
        let rows = signature::Entity::find().order_by_asc(signature::Column::Id).all(self.reader()).await?;
        let mut trail = Trail::default();
        for row in rows {
            found.signatures += 1;
            let reference = self.reference_of(row.edition_id).await?;
            let which = format!("{reference}, the signature of {} for {}", row.signatory, row.organisation_name);
            let signed = revision::Entity::find_by_id(row.revision_id).one(self.reader()).await?;
            if signed.is_none_or(|signed| signed.hash != row.hash || signed.edition_id != row.edition_id) {
                found.differs.push(format!("{which}: its revision has another hash than the one that was signed"));
            }
            let told = self.told_of(&mut trail, &reference).await?;
            let said = [
                ("hash", row.hash.as_str()),
                ("signatory", row.signatory.as_str()),
                ("position", row.position.as_str()),
                ("authority", row.authority.as_str()),
                ("organisation_name", row.organisation_name.as_str()),
            ];
            // Entries of before the register kept the name do not say it.
            let named = |payload: &&Value| {
                has(payload, &said) || (payload.get("organisation_name").is_none() && has(payload, &said[..4]))
            };
            let known = told.said.iter().filter(named).any(|payload| is_by_the_same(payload, &row));
            if !known && !told.could_have_said(&SIGNATURES, Some(row.organisation_id)) {
                found.differs.push(format!("{which}: the trail knows of no such signature"));
            }
        }
        Ok(())
    }

    /// Every signed edition against the digest that was taken when it was signed, and the trail's entries of signing against what
    /// there is.
    async fn verify_editions(&self, found: &mut Records) -> Result<(), Refusal> {
        let signed = agreement::editions().filter(edition::Column::State.eq(agreement::State::Signed));
        let mut trail = Trail::default();
        for row in agreement::paired(signed.order_by_asc(edition::Column::Id).all(self.reader()).await?) {
            found.editions += 1;
            let which = format!("{}, edition {}", row.reference, row.edition);
            let told = self.told_of(&mut trail, row.reference.as_str()).await?;
            let entries: Vec<Value> = told.said.iter().filter(|said| is_signing(said, row.edition)).cloned().collect();
            if entries.is_empty() && !told.could_have_said(&SEALED, None) {
                found.differs.push(format!("{which}: the trail does not know that it was signed"));
            }
            let digest = entries.iter().find_map(|said| said.get("digest")?.as_str());
            if digest != row.digest.as_deref() && !entries.is_empty() {
                found.differs.push(format!("{which}: another digest stands here than was taken when it was signed"));
            }
            if let Some(digest) = digest.or(row.digest.as_deref())
                && !agreement::digest::is_as_signed(self.reader(), row.edition_id, digest).await?
            {
                found.differs.push(format!("{which}: a row of it was changed after it was signed"));
            }
        }
        self.verify_signings(found).await
    }

    /// What the trail says was signed is there, and is signed.
    async fn verify_signings(&self, found: &mut Records) -> Result<(), Refusal> {
        let entries = table::Entity::find().filter(table::Column::Deed.is_in(SEALED)).order_by_asc(table::Column::Seq);
        for entry in entries.all(self.reader()).await? {
            let payload = entry.payload.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
            let Some(number) = payload.map(|said| number_of(&said)) else { continue };
            let there = agreement::editions()
                .filter(agreement::table::Column::Reference.eq(entry.record.as_str()))
                .filter(edition::Column::Number.eq(number))
                .filter(edition::Column::State.eq(agreement::State::Signed));
            if there.one(self.reader()).await?.is_none() {
                let record = entry.record;
                found
                    .differs
                    .push(format!("{record}, edition {number}: the trail says that it was signed, and it is not"));
            }
        }
        Ok(())
    }

    async fn verify_files(&self, found: &mut Records) -> Result<(), Refusal> {
        let rows = attachment::table::Entity::find().order_by_asc(attachment::table::Column::Id);
        let mut trail = Trail::default();
        for row in rows.all(self.reader()).await? {
            found.files += 1;
            let which = format!("{}, {}", row.reference, row.name);
            match self.files().bytes(&row.kept_as).await {
                Ok(bytes) if sha256(&bytes) == row.sha256 => {}
                Ok(_) | Err(Refusal::Broken(_)) => {
                    found.differs.push(format!("{which}: its bytes are gone, or not what was attached"));
                }
                Err(refusal) => return Err(refusal),
            }
            let told = self.told_of(&mut trail, row.reference.as_str()).await?;
            if !told.says(&[("sha256", &row.sha256)]) && !told.could_have_said(&[AttachFile::NAME], None) {
                found.differs.push(format!("{which}: the trail knows another file by this reference"));
            }
        }
        Ok(())
    }

    async fn reference_of(&self, id: i64) -> Result<String, Refusal> {
        match agreement::read::edition(self.reader(), id).await {
            Ok(row) => Ok(row.reference.to_string()),
            Err(Refusal::NotFound) => Ok(format!("an agreement that is gone (edition's key {id})")),
            Err(refusal) => Err(refusal),
        }
    }

    /// What the entries of a record say. One whose payload is gone counts as redacted only if an entry of its own says so.
    async fn told_of<'t>(&self, trail: &'t mut Trail, record: &str) -> Result<&'t mut Told, Refusal> {
        if !trail.0.contains_key(record) {
            let rows = table::Entity::find().filter(table::Column::Record.eq(record)).all(self.reader()).await?;
            let redacted = redactions(&rows);
            let mut told = Told::default();
            for row in rows {
                match row.payload.map(|payload| serde_json::from_str(&payload)) {
                    Some(Ok(payload)) => told.said.push(payload),
                    None if redacted.contains(&row.seq) => told.redacted.push((row.deed, row.organisation_id)),
                    Some(Err(_)) | None => {}
                }
            }
            trail.0.insert(record.to_owned(), told);
        }
        Ok(trail.0.entry(record.to_owned()).or_default())
    }
}

#[cfg(test)]
mod story;
