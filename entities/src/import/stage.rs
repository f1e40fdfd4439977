//! Reading a file into the tables where it waits: on a thread of its own, no further ahead than a few batches, and in
//! transactions that hold nobody up.

use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
};

use sea_orm::{IntoActiveModel, QuerySelect, Set, entity::prelude::*};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{
    NotImported, State,
    table::{self, staged},
};
use crate::{
    Refusal, Register,
    access::Actor,
    ocds::{Fault, Found, NotOcds, Release, Shape, each},
    procurement::table::{self as procurement, fault, release},
};

/// Releases in a batch.
const BATCH: usize = 100;

/// Rows in a statement.
const ROWS: usize = 500;

/// Who reads a file.
#[derive(Clone, Debug, Default)]
pub struct By {
    account: Option<i64>,
    membership: Option<i64>,
}

impl By {
    /// Somebody who is signed in, or the operator.
    pub fn actor(actor: &Actor) -> Self {
        let person = actor.viewer.person();
        Self { account: actor.account(), membership: person.map(|person| person.membership) }
    }
}

/// What a thread read for one batch.
struct Batch {
    releases: Vec<(Release, String)>,
    faults: Vec<Fault>,
    /// Releases that were read for it, used or not.
    read: i64,
}

/// Reads a file into waiting. `progress` is told of every batch: the import as it stands, and the faults since.
///
/// # Errors
/// The file is not OCDS or is broken: the import says so, too, and nothing of it waits. Or the register does not answer.
pub async fn stage<R: Read>(
    register: &Register,
    by: &By,
    name: &str,
    open: impl FnOnce() -> std::io::Result<R> + Send + 'static,
    progress: impl FnMut(&table::Model, &[Fault]),
) -> Result<table::Model, NotImported> {
    let import = begin(register, by, name).await?;
    read_into(register, import, open, progress).await
}

/// The same, for an import that was begun.
pub(super) async fn read_into<R: Read>(
    register: &Register,
    mut import: table::Model,
    open: impl FnOnce() -> std::io::Result<R> + Send + 'static,
    mut progress: impl FnMut(&table::Model, &[Fault]),
) -> Result<table::Model, NotImported> {
    let (send, mut batches) = mpsc::channel::<Batch>(2);
    let reading = tokio::task::spawn_blocking(move || read(open, &send));
    let mut processes = HashSet::new();
    while let Some(batch) = batches.recv().await {
        processes.extend(batch.releases.iter().map(|(release, _)| short(&release.ocid)));
        import.processes = count(processes.len());
        let faults = keep(register, &mut import, batch).await?;
        register.write_back().await?;
        progress(&import, &faults);
    }
    match reading.await.map_err(Refusal::broken)? {
        Ok(shape) => {
            import.shape = shape.map(|shape| shape.label().to_owned());
            (import.to_add, import.to_change) = planned(register, import.id).await?;
            import.state = State::Waiting;
            Ok(saved(register, import).await?)
        }
        Err(why) => {
            import.why = why.to_string();
            import.state = State::Broken;
            let import = saved(register, import).await?;
            register.unstage(import.id).await?;
            Err(why.into())
        }
    }
}

/// Reads on a thread of its own.
fn read<R: Read>(
    open: impl FnOnce() -> std::io::Result<R>,
    send: &mpsc::Sender<Batch>,
) -> Result<Option<Shape>, NotOcds> {
    let empty = || Batch { releases: Vec::with_capacity(BATCH), faults: Vec::new(), read: 0 };
    let mut batch = empty();
    let mut take = |found: Found| {
        match found {
            Found::Fault(fault) => batch.faults.push(fault),
            Found::Release(path, json) => {
                batch.read += 1;
                batch.releases.extend(Release::read(&path, json, &mut batch.faults).map(|release| (release, path)));
            }
        }
        let full = batch.read >= count(BATCH) || batch.faults.len() >= 10 * BATCH;
        !full || send.blocking_send(std::mem::replace(&mut batch, empty())).is_ok()
    };
    let shape = each(open()?, &mut take)?;
    if batch.read > 0 || !batch.faults.is_empty() {
        send.blocking_send(batch).ok();
    }
    Ok(shape)
}

/// An import of which nothing was read yet.
pub(super) async fn begin(register: &Register, by: &By, name: &str) -> Result<table::Model, Refusal> {
    let now = register.clock().now();
    let row = table::ActiveModel {
        name: Set(name.to_owned()),
        state: Set(State::Reading),
        why: Set(String::new()),
        account_id: Set(by.account),
        membership_id: Set(by.membership),
        begun_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    };
    let none = [0; 9].map(Set);
    let [read, left_out, known, faults, processes, releases, to_add, to_change, added] = none;
    let row = table::ActiveModel {
        read,
        left_out,
        known,
        faults,
        processes,
        releases,
        to_add,
        to_change,
        added,
        changed: Set(0),
        ..row
    };
    Ok(row.insert(register.writer()).await?)
}

async fn saved(register: &Register, import: table::Model) -> Result<table::Model, Refusal> {
    let row = table::ActiveModel { changed_at: Set(register.clock().now()), ..import.into_active_model().reset_all() };
    Ok(row.update(register.writer()).await?)
}

/// Keeps what is new of a batch; gives its faults, and those that show only here.
async fn keep(register: &Register, import: &mut table::Model, batch: Batch) -> Result<Vec<Fault>, Refusal> {
    let Batch { releases, mut faults, read } = batch;
    import.read += read;
    import.left_out += read - count(releases.len());
    let mut known = Known::of(register, import.id, &releases).await?;
    let mut rows = Vec::new();
    for (release, path) in releases {
        match known.meet(&release) {
            Met::Known => import.known += 1,
            met => {
                if matches!(met, Met::Again) {
                    let reason = "another release was published under this id with other content";
                    let instead = "both were kept and merged";
                    faults.push(Fault::new(format!("{path}.id"), reason, instead, &release.id.clone().into()));
                }
                rows.push(staged::ActiveModel {
                    import_id: Set(import.id),
                    path: Set(path),
                    ocid: Set(release.ocid),
                    release_id: Set(release.id),
                    date: Set(release.date),
                    digest: Set(release.digest),
                    json: Set(release.json.to_string()),
                    ..Default::default()
                });
            }
        }
    }
    import.releases += count(rows.len());
    import.faults += count(faults.len());
    let tx = register.begin().await?;
    if !rows.is_empty() {
        staged::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    }
    let now = register.clock().now();
    for some in faults.chunks(ROWS) {
        let rows = some.iter().map(|found| fault::ActiveModel {
            import_id: Set(Some(import.id)),
            file: Set(import.name.clone()),
            path: Set(found.path.clone()),
            reason: Set(found.reason.clone()),
            instead: Set(found.instead.clone()),
            raw: Set(found.raw.clone()),
            at: Set(now),
            ..Default::default()
        });
        fault::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    }
    let row = table::ActiveModel { changed_at: Set(now), ..import.clone().into_active_model().reset_all() };
    row.update(&tx).await?;
    tx.commit().await?;
    Ok(faults)
}

/// What is known of the processes of a batch.
struct Known {
    /// OCID, and digest.
    digests: HashSet<(String, String)>,
    /// OCID, and id of a release.
    ids: HashSet<(String, String)>,
}

enum Met {
    New,
    /// New, under an id that another has.
    Again,
    Known,
}

impl Known {
    async fn of(register: &Register, import: i64, releases: &[(Release, String)]) -> Result<Self, Refusal> {
        let db = register.reader();
        let ocids: HashSet<&str> = releases.iter().map(|(release, _)| release.ocid.as_str()).collect();
        let mut met: Vec<(String, String, String)> = staged::Entity::find()
            .filter(staged::Column::ImportId.eq(import))
            .filter(staged::Column::Ocid.is_in(ocids.iter().copied()))
            .select_only()
            .columns([staged::Column::Ocid, staged::Column::Digest, staged::Column::ReleaseId])
            .into_tuple()
            .all(db)
            .await?;
        let there: Vec<(i64, String)> = procurement::Entity::find()
            .filter(procurement::Column::Ocid.is_in(ocids))
            .select_only()
            .columns([procurement::Column::Id, procurement::Column::Ocid])
            .into_tuple()
            .all(db)
            .await?;
        if !there.is_empty() {
            let there: BTreeMap<i64, String> = there.into_iter().collect();
            let kept: Vec<(i64, String, String)> = release::Entity::find()
                .filter(release::Column::ProcurementId.is_in(there.keys().copied()))
                .select_only()
                .columns([release::Column::ProcurementId, release::Column::Digest, release::Column::ReleaseId])
                .into_tuple()
                .all(db)
                .await?;
            met.extend(kept.into_iter().filter_map(|(of, digest, id)| Some((there.get(&of)?.clone(), digest, id))));
        }
        let ids = met.iter().map(|(ocid, _, id)| (ocid.clone(), id.clone())).collect();
        Ok(Self { ids, digests: met.into_iter().map(|(ocid, digest, _)| (ocid, digest)).collect() })
    }

    fn meet(&mut self, release: &Release) -> Met {
        if !self.digests.insert((release.ocid.clone(), release.digest.clone())) {
            return Met::Known;
        }
        let is_new = self.ids.insert((release.ocid.clone(), release.id.clone()));
        if is_new { Met::New } else { Met::Again }
    }
}

/// How many processes waiting releases would add and change.
pub(super) async fn planned(register: &Register, import: i64) -> Result<(i64, i64), Refusal> {
    let ocids = || {
        let waiting = staged::Entity::find().filter(staged::Column::ImportId.eq(import));
        waiting.select_only().column(staged::Column::Ocid).distinct()
    };
    let all = ocids().count(register.reader()).await?;
    let there = procurement::Column::Ocid.in_subquery(sea_orm::QueryTrait::into_query(ocids()));
    let there = procurement::Entity::find().filter(there).count(register.reader()).await?;
    Ok((i64::try_from(all.saturating_sub(there)).unwrap_or_default(), i64::try_from(there).unwrap_or_default()))
}

/// An OCID in short, for counting a million of them: eight bytes of its digest.
fn short(ocid: &str) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&Sha256::digest(ocid)[..8]);
    short
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
