//! A change of the register: permission, rule, write and audit entry in one transaction, or nothing at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    sync::{Mutex, atomic::Ordering},
};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    House, Register, fault,
    locks::{Held, Lock},
    numbering, press,
};
use crate::{
    access::{Actor, Permission, Standing, judge},
    audit,
    clock::Clock,
    refusal::Refusal,
    search,
    values::{Reference, length},
};

/// One thing a person can do to the register. Implemented by a type that holds its typed input.
pub trait Deed: Send + Sync {
    /// As the audit trail names it, in the past tense: `signed the agreement`.
    const NAME: &'static str;
    /// The row of the access table.
    const PERMISSION: Permission;
    /// What it is done to, found and locked.
    type Subject: Send;
    /// What the caller gets back; kept, so that a second press of the same form gets it too.
    type Done: Serialize + DeserializeOwned + Send;

    /// Finds and locks what the deed is done to, and says how the actor stands to it.
    fn open(&self, change: &Change) -> impl Future<Output = Result<(Self::Subject, Standing), Refusal>> + Send;

    /// Judges, writes, and records what it did with [`Change::record`].
    fn act(&self, change: &Change, subject: Self::Subject) -> impl Future<Output = Result<Self::Done, Refusal>> + Send;
}

/// A transaction under way, for an actor.
pub struct Change {
    pub(crate) tx: DatabaseTransaction,
    actor: Actor,
    clock: Clock,
    house: &'static dyn House,
    now: DateTime<Utc>,
    stamp: DateTime<Utc>,
    entries: Mutex<Vec<Result<audit::Entry, serde_json::Error>>>,
    found_by: Mutex<BTreeMap<(search::Kind, i64), search::Document>>,
    /// Records that changed without being named by an entry: rows of a list.
    listed: Mutex<BTreeSet<String>>,
    pub(super) held: Mutex<Held>,
}

/// How often a change is tried again when the database asks for it.
const TRIES: u32 = 5;

impl Register {
    /// Does a deed: all of it, with its audit entry, or none of it.
    ///
    /// # Errors
    /// [`Refusal`] says why nothing was done.
    pub async fn change<D: Deed>(&self, actor: &Actor, deed: &D) -> Result<D::Done, Refusal> {
        let mut tries = 1;
        loop {
            match self.attempt(actor, deed).await {
                Err(Attempt::Again(error)) if tries < TRIES => {
                    tracing::debug!(%error, tries, "a change is tried again");
                    self.0.tried_again.fetch_add(1, Ordering::Relaxed);
                    tries += 1;
                }
                Err(Attempt::Again(error)) => return Err(error.into()),
                Err(Attempt::Refused(refusal)) => return self.answered_meanwhile::<D>(actor).await?.ok_or(refusal),
                Ok(done) => return Ok(done),
            }
        }
    }

    /// The answer to the other press of the same form, if it came first: what it did is why this one was refused.
    async fn answered_meanwhile<D: Deed>(&self, actor: &Actor) -> Result<Option<D::Done>, Refusal> {
        let done = press::answered(self.writer(), actor, D::NAME).await?;
        done.map(|done| serde_json::from_str(&done).map_err(Refusal::broken)).transpose()
    }

    /// Begins a transaction that writes. For what is no deed: signing in, one-time links, the outbox.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.0.writer.begin_with_options(immediate()).await
    }

    async fn attempt<D: Deed>(&self, actor: &Actor, deed: &D) -> Result<D::Done, Attempt> {
        let tx = self.begin().await?;
        if let Some(done) = press::answered(&tx, actor, D::NAME).await? {
            return serde_json::from_str(&done).map_err(|why| Attempt::Refused(Refusal::broken(why)));
        }
        let clock = self.clock();
        let house = self.house();
        let actor = &house.acting_still(&tx, clock, actor).await.map_err(sort)?;
        let change = Change {
            tx,
            actor: actor.clone(),
            clock,
            house,
            now: clock.now(),
            stamp: clock.stamp(),
            entries: Mutex::default(),
            found_by: Mutex::default(),
            listed: Mutex::default(),
            held: Mutex::default(),
        };
        let done = change.perform(deed).await?;
        let answer = serde_json::to_string(&done).map_err(|why| Attempt::Refused(Refusal::broken(why)))?;
        press::remember(&change.tx, actor, D::NAME, answer, change.now).await.map_err(|error| {
            // The other press of the same form came first: look again, and give its answer.
            if fault::is_unique_violation(&error) { Attempt::Again(error) } else { error.into() }
        })?;
        let touched = change.touched();
        let found_by: Vec<_> = change.found_by.into_inner().unwrap_or_default().into_values().collect();
        search::write(&change.tx, &found_by).await?;
        house.bring_in_step(&change.tx, clock, &touched).await?;
        let entries = change.entries.into_inner().unwrap_or_default();
        if entries.is_empty() {
            return Err(Attempt::Refused(Refusal::broken(format!("the deed \"{}\" left no audit entry", D::NAME))));
        }
        for entry in entries {
            let entry = entry.map_err(|why| Attempt::Refused(Refusal::broken(why)))?;
            fits(&entry.after).map_err(Attempt::Refused)?;
            audit::append(&change.tx, entry).await?;
        }
        change.tx.commit().await?;
        Ok(done)
    }
}

impl Change {
    async fn perform<D: Deed>(&self, deed: &D) -> Result<D::Done, Attempt> {
        let (subject, standing) = deed.open(self).await.map_err(sort)?;
        let verdict = judge(D::PERMISSION, self.actor.roles, standing);
        verdict.or_refuse(D::PERMISSION).map_err(Attempt::Refused)?;
        deed.act(self, subject).await.map_err(sort)
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The organisation acted for.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] for the operator at the command line, who belongs to none.
    pub fn organisation(&self) -> Result<i64, Refusal> {
        let none = || Refusal::Forbidden { why: "Only somebody who acts for an organisation can do this".into() };
        self.actor.organisation().ok_or_else(none)
    }

    /// The instant of this change, for sessions, letters and what ends after a while.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The instant that records of the register and entries of the audit trail bear: of the day that the clock stands on, if it
    /// does.
    pub fn stamp(&self) -> DateTime<Utc> {
        self.stamp
    }

    /// The register's day.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The register's clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The next reference of a kind in a calendar year.
    pub(crate) async fn next_reference(&self, prefix: &str, year: i32) -> Result<Reference, Refusal> {
        let next = self.next_references(prefix, year, 1).await?.into_iter().next();
        next.ok_or_else(|| Refusal::broken("no reference was taken"))
    }

    /// So many at once.
    pub(crate) async fn next_references(
        &self,
        prefix: &str,
        year: i32,
        count: usize,
    ) -> Result<Vec<Reference>, Refusal> {
        self.locks(Lock::Number);
        Ok(numbering::next(&self.tx, prefix, year, i64::try_from(count).map_err(Refusal::broken)?).await?)
    }

    /// Refuses an edit that was made on another version than the one that is there.
    pub(crate) async fn fresh(&self, record: impl ToString, seen: i64, current: i64) -> Result<(), Refusal> {
        if seen == current { Ok(()) } else { Err(self.stale(record).await) }
    }

    /// What is answered to an edit of something that is not what was shown: who changed it last, and when.
    pub(crate) async fn stale(&self, record: impl ToString) -> Refusal {
        self.changed_last(&record.to_string()).await.unwrap_or_else(Refusal::from)
    }

    /// Who changed a record last, as a refusal says it.
    async fn changed_last(&self, record: &str) -> Result<Refusal, DbErr> {
        let Some((account, at)) = audit::last_change(&self.tx, record).await? else {
            return Ok(Refusal::Stale { by: None, at: None });
        };
        let by = match account {
            Some(account) => self.house.name_of(&self.tx, account).await?,
            None => None,
        };
        Ok(Refusal::Stale { by, at: Some(at) })
    }

    /// Notes by which words a record is found from now on; written before the transaction ends.
    pub(crate) fn found_by(&self, document: search::Document) {
        let mut found_by = self.found_by.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        found_by.insert((document.kind, document.record), document);
    }

    /// Notes what was done to which record, for the audit trail: the record before (if it was there) and after.
    pub(crate) fn record<T: Serialize>(
        &self,
        deed: &'static str,
        record: impl ToString,
        before: Option<&T>,
        after: &T,
    ) {
        self.note(deed, record, before, after);
    }

    fn note(&self, deed: &'static str, record: impl ToString, before: Option<&impl Serialize>, after: &impl Serialize) {
        let record = record.to_string();
        let entry = || {
            Ok(audit::Entry {
                at: self.stamp,
                account: self.actor.account(),
                organisation: self.actor.organisation(),
                deed,
                record,
                before: before.map(serde_json::to_string).transpose()?,
                after: serde_json::to_string(after)?,
            })
        };
        let entry = entry();
        self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(entry);
    }

    /// Notes that a record changed which no entry names: those of a list are told by their digest.
    pub(crate) fn touches(&self, record: impl ToString) {
        self.listed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(record.to_string());
    }

    /// The records that entries name, or a list has.
    fn touched(&self) -> BTreeSet<String> {
        let entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let listed = self.listed.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries.iter().flatten().map(|entry| entry.record.clone()).chain(listed.iter().cloned()).collect()
    }

    /// Likewise of a record with rows that hang from it, where those change with it: one entry holds both.
    pub(crate) fn record_with<T: Serialize>(
        &self,
        deed: &'static str,
        record: impl ToString,
        before: Option<&T>,
        after: &T,
        rows: &[audit::Rows],
    ) {
        use audit::rows;
        let (before, after) = (before.map(|before| rows::before(before, rows)), rows::after(after, rows));
        self.note(deed, record, before.as_ref(), &after);
    }
}

/// Refuses a record with a text that is too long, wherever it came from.
fn fits(record: &str) -> Result<(), Refusal> {
    let faults = length::in_record(&serde_json::from_str(record).map_err(Refusal::broken)?);
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}

/// On SQLite a transaction that will write says so at its start: it waits its turn there, and never half-way.
pub(super) fn immediate() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() }
}

enum Attempt {
    Again(DbErr),
    Refused(Refusal),
}

impl From<DbErr> for Attempt {
    fn from(error: DbErr) -> Self {
        if fault::is_worth_another_try(&error) { Self::Again(error) } else { Self::Refused(error.into()) }
    }
}

/// Finds the database's wish for another try inside a refusal.
fn sort(refusal: Refusal) -> Attempt {
    match refusal {
        Refusal::Broken(cause) => match cause.downcast::<DbErr>() {
            Ok(error) => Attempt::from(*error),
            Err(cause) => Attempt::Refused(Refusal::Broken(cause)),
        },
        refusal => Attempt::Refused(refusal),
    }
}
