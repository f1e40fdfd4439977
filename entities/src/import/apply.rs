//! Applying what waits: a few processes at a time, each batch a deed, so that nobody who writes waits for more than one of them.
//! It can be broken off anywhere and gone on with: what was applied is gone from what waits.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect, Set, entity::prelude::*};
use tokio::task::JoinHandle;

use super::{
    State,
    deeds::{self, ImportReleases},
    table::{self, staged},
};
use crate::{
    Refusal, Register,
    access::Actor,
    ocds::Release,
    procurement::deeds::{Imported, Incoming},
};

/// Releases in a batch: at first, and within which bounds.
const BATCH: u64 = 20;
const BATCHES: std::ops::RangeInclusive<u64> = 5..=80;

/// So long a batch should hold the writer: who waits for it, waits for less than a tenth of a second, even where the disk is slow
/// once.
const HELD: std::ops::Range<Duration> = Duration::from_millis(10)..Duration::from_millis(25);

/// Pages of SQLite's journal: more than a batch and what others write meanwhile; and as SQLite has it by itself.
const JOURNAL: u32 = 4_000;
const USUAL_JOURNAL: u32 = 1_000;

/// An import in which nothing happened for so long was left.
const LEFT_MINUTES: i64 = 1;

/// Rows that are taken away at a time.
const AWAY: u64 = 500;

/// How many releases the next batch should have, after one of so many took so long.
fn fitting(size: u64, took: Duration) -> u64 {
    let next = match took {
        took if took < HELD.start => size + size / 4,
        took if took >= HELD.end => size / 2,
        _ => size,
    };
    next.clamp(*BATCHES.start(), *BATCHES.end())
}

impl Register {
    /// Applies what waits of an import that a person has begun to apply. `progress` is told what each batch did.
    ///
    /// # Errors
    /// The register refuses a batch; the import says why, and can be gone on with. Or somebody discarded it meanwhile: what was
    /// added before stays, and is counted in the import.
    pub async fn apply_import(
        &self,
        actor: &Actor,
        import: i64,
        progress: impl FnMut(&Imported),
    ) -> Result<Imported, Refusal> {
        let row = self.import_row(import).await?;
        if row.state != State::Applying {
            return Err(Refusal::rule("This import is not being applied", "Look at it again"));
        }
        self.journal_of(JOURNAL).await?;
        let applied = self.apply_batches(actor, &row, progress).await;
        self.journal_of(USUAL_JOURNAL).await?;
        let applied = applied?;
        self.move_state(import, State::Applying, State::Applied).await?;
        match self.import_row(import).await?.state {
            State::Stopped => Err(Refusal::rule(
                "It was discarded while it was being applied. What was added before stays",
                "To import the rest, send the file again",
            )),
            _ => Ok(applied),
        }
    }

    /// Applies batch after batch, and writes them back in between.
    async fn apply_batches(
        &self,
        actor: &Actor,
        row: &table::Model,
        mut progress: impl FnMut(&Imported),
    ) -> Result<Imported, Refusal> {
        let mut all = Imported::default();
        let (mut after, mut passed, mut size) = ((String::new(), String::new()), false, BATCH);
        loop {
            let batch = match self.next_batch(row, size, &mut after).await? {
                Some(batch) => batch,
                // What another server began and did not end waits before what it ended.
                None if std::mem::take(&mut passed) => {
                    after = Default::default();
                    continue;
                }
                None => break,
            };
            let began = Instant::now();
            let done = self.change(actor, &batch).await;
            size = fitting(size, began.elapsed());
            match done {
                Ok(done) => {
                    progress(&done);
                    all += done;
                    self.write_back().await?;
                }
                // Another server does the same, has come to the end, or somebody discarded the rest.
                Err(Refusal::NotFound) if self.import_row(row.id).await?.state != State::Applying => break,
                Err(Refusal::NotFound) => passed = true,
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(all)
    }

    /// The next processes that wait, read and merged before anybody is held up.
    async fn next_batch(
        &self,
        import: &table::Model,
        size: u64,
        after: &mut (String, String),
    ) -> Result<Option<ImportReleases>, Refusal> {
        let (ocid, digest) = after.clone();
        let beyond = Condition::any()
            .add(staged::Column::Ocid.gt(ocid.clone()))
            .add(Condition::all().add(staged::Column::Ocid.eq(ocid)).add(staged::Column::Digest.gt(digest)));
        let mut rows = staged::Entity::find()
            .filter(staged::Column::ImportId.eq(import.id))
            .filter(beyond)
            .order_by_asc(staged::Column::Ocid)
            .order_by_asc(staged::Column::Digest)
            .limit(size)
            .all(self.reader())
            .await?;
        // A process is not torn in two, unless it has more releases than a batch.
        if rows.len() as u64 == size
            && let Some(last) = rows.last().map(|row| row.ocid.clone())
            && rows.first().is_some_and(|first| first.ocid != last)
        {
            rows.retain(|row| row.ocid != last);
        }
        let Some(last) = rows.last() else { return Ok(None) };
        *after = (last.ocid.clone(), last.digest.clone());
        let staged: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let mut processes: BTreeMap<String, Vec<Release>> = BTreeMap::new();
        for row in rows {
            let release = Release::kept(&row.ocid, row.release_id, row.date, row.digest, &row.json)?;
            processes.entry(row.ocid).or_default().push(release);
        }
        let incoming = processes.into_iter().map(|(ocid, releases)| Incoming::of(ocid, releases)).collect();
        Ok(Some(ImportReleases { import: import.id, source: import.name.clone(), staged, incoming }))
    }

    /// Goes on with every import that was being applied when a server ended, as whoever began it; each in a task of its own,
    /// which may be broken off at any time.
    ///
    /// # Errors
    /// The register does not answer.
    pub async fn go_on_with_imports(&self) -> Result<Vec<JoinHandle<()>>, Refusal> {
        let begun = table::Entity::find()
            .filter(table::Column::State.eq(State::Applying))
            .filter(table::Column::AccountId.is_not_null())
            .filter(table::Column::ChangedAt.lt(self.clock().now() - TimeDelta::minutes(LEFT_MINUTES)));
        let mut tasks = Vec::new();
        for import in begun.all(self.reader()).await? {
            let (Some(account), Some(membership)) = (import.account_id, import.membership_id) else { continue };
            match self.person(account, membership).await? {
                Some(person) => {
                    let (register, actor) = (self.clone(), Actor::person(person, None));
                    tasks.push(tokio::spawn(async move { register.apply_to_the_end(&actor, import.id).await }));
                }
                None => {
                    self.move_state(import.id, State::Applying, State::Stopped).await?;
                }
            }
        }
        Ok(tasks)
    }

    /// Applies an import and notes in it why it could not be done, if so.
    pub async fn apply_to_the_end(&self, actor: &Actor, import: i64) {
        if let Err(refusal) = self.apply_import(actor, import, |_| ()).await {
            tracing::warn!(%refusal, import, "an import stopped");
            let why = refusal.to_string();
            if let Err(error) = self.note_why(import, why).await {
                tracing::warn!(%error, import, "could not note why");
            }
        }
    }

    async fn note_why(&self, import: i64, why: String) -> Result<(), Refusal> {
        let mut row = self.import_row(import).await?.into_active_model();
        row.why = Set(why);
        row.update(self.writer()).await?;
        Ok(())
    }

    pub(super) async fn import_row(&self, import: i64) -> Result<table::Model, Refusal> {
        table::Entity::find_by_id(import).one(self.reader()).await?.ok_or(Refusal::NotFound)
    }

    /// Moves an import on from the state in which it was seen; false if somebody moved it meanwhile, and it stays.
    pub(super) async fn move_state(&self, import: i64, from: State, to: State) -> Result<bool, Refusal> {
        let row = table::ActiveModel { state: Set(to), changed_at: Set(self.clock().now()), ..Default::default() };
        let still = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(import))
            .filter(table::Column::State.eq(from));
        Ok(still.exec(self.writer()).await?.rows_affected > 0)
    }

    /// Takes away what waits of an import, in batches.
    pub(super) async fn unstage(&self, import: i64) -> Result<(), Refusal> {
        loop {
            let some = staged::Entity::find()
                .filter(staged::Column::ImportId.eq(import))
                .select_only()
                .column(staged::Column::Id)
                .limit(AWAY);
            let these = staged::Column::Id.in_subquery(sea_orm::QueryTrait::into_query(some));
            let taken = staged::Entity::delete_many().filter(these).exec(self.writer()).await?;
            self.write_back().await?;
            if taken.rows_affected < AWAY {
                return Ok(());
            }
        }
    }

    /// Takes away what waits of an import that was discarded.
    ///
    /// # Errors
    /// It was not discarded, or the register does not answer.
    pub async fn discard_import(&self, actor: &Actor, import: i64) -> Result<(), Refusal> {
        self.change(actor, &deeds::DiscardImport { import }).await?;
        self.unstage(import).await
    }

    /// Takes away what nobody applied, and what reading was broken off of, since an instant; tells how many files that were.
    /// What somebody began to apply meanwhile stays.
    pub(crate) async fn sweep_imports(&self, before: chrono::DateTime<chrono::Utc>) -> Result<u64, Refusal> {
        let over = table::Entity::find()
            .filter(table::Column::State.is_in([State::Reading.code(), State::Waiting.code()]))
            .filter(table::Column::ChangedAt.lt(before));
        let mut swept = 0;
        for import in over.all(self.reader()).await? {
            if self.move_state(import.id, import.state, State::Stopped).await? {
                self.unstage(import.id).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_as_large_as_others_can_wait_for() {
        let after = |size, milliseconds| fitting(size, Duration::from_millis(milliseconds));
        assert_eq!([after(20, 9), after(20, 20), after(20, 25), after(5, 900), after(80, 1)], [25, 20, 10, 5, 80]);
    }
}
