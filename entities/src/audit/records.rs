//! What the trail vouches for, held against the records: the hash of every frozen revision is recomputed from its text and
//! schedules, that of every signature and attached file looked up in the entry that made it, and the bytes of files are read.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde_json::Value;

use super::{sha256, table};
use crate::{
    Refusal, Register,
    agreement::{
        schedules,
        table::{self as agreement, revision, signature},
    },
    attachment,
};

/// What was looked at, and what is not as the trail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    pub revisions: usize,
    pub signatures: usize,
    pub files: usize,
    /// Each in a sentence without its full stop.
    pub differs: Vec<String>,
}

/// What the entries of a record say of hashes.
struct Told {
    said: Vec<Value>,
    /// The deeds of those that were redacted: what they said nobody knows.
    redacted: Vec<String>,
}

impl Told {
    /// False if the trail says otherwise: no entry has these values under these keys, and none that a word of its deed shows to
    /// be of this sort was redacted.
    fn vouches(&self, sort: &str, said: &[(&str, &str)]) -> bool {
        let is_it =
            |payload: &Value| said.iter().all(|(key, value)| payload.get(*key).and_then(Value::as_str) == Some(*value));
        self.redacted.iter().any(|deed| deed.contains(sort)) || self.said.iter().any(is_it)
    }
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
        self.verify_signatures(&mut found).await?;
        self.verify_files(&mut found).await?;
        Ok(found)
    }

    async fn verify_revisions(&self, found: &mut Records) -> Result<(), Refusal> {
        let mut after = 0;
        loop {
            let rows = revision::Entity::find()
                .filter(revision::Column::Frozen.eq(true))
                .filter(revision::Column::Id.gt(after))
                .order_by_asc(revision::Column::Id)
                .limit(BATCH)
                .all(self.reader())
                .await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            for row in rows {
                found.revisions += 1;
                let reference = self.reference_of(row.agreement_id).await?;
                let which = format!("{reference}, revision {}", row.number);
                if !schedules::is_as_hashed(&row) {
                    found.differs.push(format!("{which}: its text or a schedule is not what its hash was made of"));
                }
                if !self.told_of(&reference).await?.vouches("froze", &[("hash", &row.hash)]) {
                    found.differs.push(format!("{which}: the trail knows of no revision with its hash"));
                }
            }
        }
    }

    async fn verify_signatures(&self, found: &mut Records) -> Result<(), Refusal> {
        let rows = signature::Entity::find().order_by_asc(signature::Column::Id).all(self.reader()).await?;
        for row in rows {
            found.signatures += 1;
            let reference = self.reference_of(row.agreement_id).await?;
            let which = format!("{reference}, the signature of {} for {}", row.signatory, row.organisation_name);
            let signed = revision::Entity::find_by_id(row.revision_id).one(self.reader()).await?;
            if signed.is_none_or(|signed| signed.hash != row.hash || signed.agreement_id != row.agreement_id) {
                found.differs.push(format!("{which}: its revision has another hash than the one that was signed"));
            }
            let told = self.told_of(&reference).await?;
            if !told.vouches("sign", &[("hash", &row.hash), ("signatory", &row.signatory)]) {
                found.differs.push(format!("{which}: the trail knows of no such signature"));
            }
        }
        Ok(())
    }

    async fn verify_files(&self, found: &mut Records) -> Result<(), Refusal> {
        let rows = attachment::table::Entity::find().order_by_asc(attachment::table::Column::Id);
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
            if !self.told_of(row.reference.as_str()).await?.vouches("attached", &[("sha256", &row.sha256)]) {
                found.differs.push(format!("{which}: the trail knows another file by this reference"));
            }
        }
        Ok(())
    }

    async fn reference_of(&self, id: i64) -> Result<String, Refusal> {
        let row = agreement::Entity::find_by_id(id).one(self.reader()).await?;
        Ok(row.map_or_else(|| format!("an agreement that is gone (key {id})"), |row| row.reference.to_string()))
    }

    /// What the entries of a record say.
    async fn told_of(&self, record: &str) -> Result<Told, Refusal> {
        let rows = table::Entity::find().filter(table::Column::Record.eq(record)).all(self.reader()).await?;
        let mut told = Told { said: Vec::new(), redacted: Vec::new() };
        for row in rows {
            match row.payload.map(|payload| serde_json::from_str(&payload)) {
                Some(Ok(payload)) => told.said.push(payload),
                Some(Err(_)) => {}
                None => told.redacted.push(row.deed),
            }
        }
        Ok(told)
    }
}
