//! Writing imported releases: a batch of processes, each merged anew from all the releases that are known of it, in statements
//! that read and write them all at once.
//!
//! Because a process is always merged from all of its releases in order of their dates, neither the order nor the number of
//! imports matters. What people did is left alone: events they added, scope, service and publication always; of title,
//! description, buyer, CPV, value, procedure and state those that a person changed. Where a later notice says something else
//! of such a field, the difference waits for a person's decision.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{buyers::Buyers, differences, events, fill::fill};
use crate::{
    Change, Refusal, audit,
    ocds::{self, Process, Release},
    procurement::{
        found_by,
        table::{self, release},
    },
    register::Lock,
    values::Reference,
};

/// Releases of one process, and what they say if nothing else is known of it.
#[derive(Clone, Debug)]
pub struct Incoming {
    ocid: String,
    releases: Vec<Release>,
    merged: Merged,
}

#[derive(Clone, Debug)]
struct Merged {
    compiled: String,
    process: Process,
    /// The year of the first release.
    year: i32,
}

impl Incoming {
    /// Merges releases of one process.
    pub fn of(ocid: String, mut releases: Vec<Release>) -> Self {
        let merged = Merged::of(&ocid, &mut releases);
        Self { ocid, releases, merged }
    }
}

impl Merged {
    fn of(ocid: &str, releases: &mut [Release]) -> Self {
        let compiled = ocds::merge(releases);
        let process = Process::of(ocid, &compiled);
        let year = releases.first().map_or(1990, |first| first.date.year());
        Self { compiled: compiled.to_string(), process, year }
    }
}

/// What was done with releases and with their processes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Releases that were new.
    pub releases: u64,
    /// Releases that were there already.
    pub known: u64,
    pub added: BTreeSet<Reference>,
    /// Changed, and not added by the same import.
    pub changed: BTreeSet<Reference>,
    /// Of the changed ones, those of which some fields were left as a person wrote them.
    pub by_hand: BTreeSet<Reference>,
    /// Fields in which those differ from what the notices say now.
    pub differences: u64,
}

impl std::ops::AddAssign for Imported {
    fn add_assign(&mut self, other: Self) {
        self.releases += other.releases;
        self.known += other.known;
        self.differences += other.differences;
        self.changed.extend(other.changed.into_iter().filter(|reference| !self.added.contains(reference)));
        self.added.extend(other.added);
        self.by_hand.extend(other.by_hand);
    }
}

/// Writes what is new of some processes; gives what was done, and the digest of the rows that were written, for the entry of
/// whoever imports them.
pub async fn write_releases(change: &Change, all: &[Incoming]) -> Result<(Imported, String), Refusal> {
    let kept = kept(change, all).await?;
    let mut done = Imported::default();
    let (mut fresh, mut known) = (Vec::new(), Vec::new());
    for incoming in all {
        match kept.get(&incoming.ocid) {
            None => {
                done.releases += incoming.releases.len() as u64;
                fresh.push(incoming);
            }
            Some((row, releases)) => known.extend(add_to(row, releases, incoming, &mut done)),
        }
    }
    let processes = fresh.iter().map(|incoming| &incoming.merged.process);
    let buyers = Buyers::of(&change.tx, processes.chain(known.iter().map(|known| &known.merged.process))).await?;
    let mut written = add(change, &fresh, &buyers).await?;
    done.added = written.iter().map(|(row, ..)| row.reference.clone()).collect();
    for Known { row, merged, new } in &known {
        let (row, raised) = bring_up_to_date(change, row, merged, &buyers).await?;
        done.differences += raised;
        if !row.hand_fields.is_empty() {
            done.by_hand.insert(row.reference.clone());
        }
        done.changed.insert(row.reference.clone());
        change.touches(&row.reference);
        written.push((row, &merged.process, new.iter().collect()));
    }
    keep_releases(change, &written).await?;
    let told: Vec<_> = written.iter().map(|(row, process, _)| (row, process.events.as_slice())).collect();
    events::bring_up_to_date(change, &told, &done.added).await?;
    for (row, ..) in &written {
        change.found_by(found_by::document(row));
    }
    let digests: Vec<_> = written.iter().map(|(row, ..)| (&row.reference, &row.digest)).collect();
    let digest = audit::digest_of(&digests)?;
    Ok((done, digest))
}

type Kept = BTreeMap<String, (table::Model, Vec<Release>)>;

/// The processes of a batch that are in the register, locked, with their releases.
async fn kept(change: &Change, incoming: &[Incoming]) -> Result<Kept, Refusal> {
    let ocids = incoming.iter().map(|incoming| incoming.ocid.as_str());
    let find = table::Entity::find().filter(table::Column::Ocid.is_in(ocids)).order_by_asc(table::Column::Id);
    let rows = change.lock(Lock::Procurement, find).all(&change.tx).await?;
    if rows.is_empty() {
        return Ok(Kept::new());
    }
    let these = release::Column::ProcurementId.is_in(rows.iter().map(|row| row.id));
    let mut releases: BTreeMap<i64, Vec<release::Model>> = BTreeMap::new();
    for release in release::Entity::find().filter(these).all(&change.tx).await? {
        releases.entry(release.procurement_id).or_default().push(release);
    }
    let with_its = |row: table::Model| {
        let ocid = row.ocid.clone().unwrap_or_default();
        let its = releases.remove(&row.id).unwrap_or_default().into_iter();
        let read = |row: release::Model| Release::kept(&ocid, row.release_id, row.date, row.digest, &row.json);
        let its = its.map(read).collect::<Result<Vec<_>, _>>()?;
        Ok((ocid, (row, its)))
    };
    rows.into_iter().map(with_its).collect()
}

/// A process that is in the register, merged with what is new of it.
struct Known<'a> {
    row: &'a table::Model,
    merged: Merged,
    new: Vec<Release>,
}

/// Adds what is new to a process; `None` if nothing is.
fn add_to<'a>(
    row: &'a table::Model,
    releases: &[Release],
    incoming: &Incoming,
    done: &mut Imported,
) -> Option<Known<'a>> {
    let known: BTreeSet<&str> = releases.iter().map(|release| release.digest.as_str()).collect();
    let is_new = |release: &&Release| !known.contains(release.digest.as_str());
    let new: Vec<Release> = incoming.releases.iter().filter(is_new).cloned().collect();
    done.releases += new.len() as u64;
    done.known += (incoming.releases.len() - new.len()) as u64;
    if new.is_empty() {
        return None;
    }
    let mut all = [releases, new.as_slice()].concat();
    Some(Known { row, merged: Merged::of(&incoming.ocid, &mut all), new })
}

/// A row with what its releases say, and the releases that are new.
type Written<'a> = (table::Model, &'a Process, Vec<&'a Release>);

/// Adds processes that are new.
async fn add<'a>(change: &Change, fresh: &[&'a Incoming], buyers: &Buyers) -> Result<Vec<Written<'a>>, Refusal> {
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for incoming in fresh {
        *years.entry(incoming.merged.year).or_default() += 1;
    }
    let mut references = BTreeMap::new();
    for (year, count) in years {
        references.insert(year, change.next_references("PRO", year, count).await?.into_iter());
    }
    let mut rows = Vec::with_capacity(fresh.len());
    for incoming in fresh {
        let Merged { compiled, process, year } = &incoming.merged;
        let reference = references.get_mut(year).and_then(Iterator::next);
        let mut row = table::ActiveModel {
            reference: Set(reference.ok_or_else(|| Refusal::broken("too few references were taken"))?),
            ocid: Set(Some(incoming.ocid.clone())),
            service_id: Set(None),
            in_scope: Set(false),
            published: Set(true),
            by_hand: Set(false),
            hand_fields: Set(Default::default()),
            area_confirmed: Set(false),
            compiled: Set(Some(compiled.clone())),
            digest: Set(Some(audit::sha256(compiled))),
            version: Set(1),
            ..Default::default()
        };
        fill(&mut row, process, buyers, &Default::default(), false);
        rows.push(row);
    }
    let added = table::Entity::insert_many(rows).exec_with_returning(&change.tx).await?;
    let mut added: BTreeMap<String, table::Model> =
        added.into_iter().filter_map(|row| Some((row.ocid.clone()?, row))).collect();
    let written = |incoming: &&'a Incoming| {
        let row = added.remove(&incoming.ocid).ok_or_else(|| Refusal::broken("a row was not added"))?;
        Ok((row, &incoming.merged.process, incoming.releases.iter().collect()))
    };
    fresh.iter().map(written).collect()
}

/// Takes over what the releases of a known process say now, but for what a person wrote; tells how many differences wait.
async fn bring_up_to_date(
    change: &Change,
    kept: &table::Model,
    merged: &Merged,
    buyers: &Buyers,
) -> Result<(table::Model, u64), Refusal> {
    let mut row = kept.clone().into_active_model();
    row.compiled = Set(Some(merged.compiled.clone()));
    row.digest = Set(Some(audit::sha256(&merged.compiled)));
    row.version = Set(kept.version + 1);
    fill(&mut row, &merged.process, buyers, &kept.hand_fields, kept.area_confirmed);
    let raised = differences::raise(change, kept, &merged.process).await?;
    Ok((row.update(&change.tx).await?, raised))
}

async fn keep_releases(change: &Change, written: &[Written<'_>]) -> Result<(), Refusal> {
    let of = |(row, _, new): &Written<'_>| {
        let procurement = row.id;
        let row = |release: &&Release| release::ActiveModel {
            procurement_id: Set(procurement),
            release_id: Set(release.id.clone()),
            date: Set(release.date),
            digest: Set(release.digest.clone()),
            json: Set(release.json.to_string()),
            ..Default::default()
        };
        new.iter().map(row).collect::<Vec<_>>()
    };
    let rows: Vec<_> = written.iter().flat_map(of).collect();
    if !rows.is_empty() {
        release::Entity::insert_many(rows).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}
