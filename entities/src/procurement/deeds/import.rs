//! Importing releases: a batch of them, each added to its process, whose releases are then merged anew.
//!
//! Because a process is always merged from all of its releases in order of their dates, neither the order nor the number of
//! imports matters. What people did is left alone: events they added, scope, service and publication always; title,
//! description, buyer, CPV, values, procedure and state from the day on which a person wrote or changed one of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use sea_orm::{IntoActiveModel, QuerySelect, Set, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use super::events;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    audit,
    ocds::{self, Process, Release},
    organisation,
    procurement::table::{self, fault, release},
    search::documents,
    values::{Reference, text},
};

/// One batch of a file.
#[derive(Clone, Debug)]
pub struct ImportReleases {
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    pub releases: Vec<Release>,
    /// What could not be used of them.
    pub faults: Vec<ocds::Fault>,
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
    /// Of the changed ones, those whose columns were left as a person wrote them.
    pub by_hand: BTreeSet<Reference>,
}

impl std::ops::AddAssign for Imported {
    fn add_assign(&mut self, other: Self) {
        self.releases += other.releases;
        self.known += other.known;
        self.changed.extend(other.changed.into_iter().filter(|reference| !self.added.contains(reference)));
        self.added.extend(other.added);
        self.by_hand.extend(other.by_hand);
    }
}

impl Deed for ImportReleases {
    const NAME: &'static str = "imported releases";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = Imported;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Imported, Refusal> {
        let mut processes: BTreeMap<&str, Vec<&Release>> = BTreeMap::new();
        for release in &self.releases {
            processes.entry(&release.ocid).or_default().push(release);
        }
        let mut done = Imported::default();
        let mut written = Vec::new();
        for (ocid, releases) in processes {
            if let Some(procurement) = add_to_process(change, ocid, &releases, &mut done).await? {
                written.push(procurement);
            }
        }
        self.keep_faults(change).await?;
        // A bulk import is one entry with the digest of its rows.
        let digests: Vec<_> = written.iter().map(|row| (&row.reference, &row.digest)).collect();
        change.record(Self::NAME, &self.source, None, &(&done, audit::digest_of(&digests)?));
        Ok(done)
    }
}

impl ImportReleases {
    /// Each fault of a file once, however often the file is imported.
    async fn keep_faults(&self, change: &Change) -> Result<(), Refusal> {
        use fault::{ActiveModel, Column, Entity};
        for fault in &self.faults {
            let row = ActiveModel {
                file: Set(self.source.clone()),
                path: Set(fault.path.clone()),
                reason: Set(fault.reason.clone()),
                instead: Set(fault.instead.clone()),
                raw: Set(fault.raw.clone()),
                at: Set(change.now()),
                ..Default::default()
            };
            let once = OnConflict::columns([Column::File, Column::Path, Column::Reason]).do_nothing().to_owned();
            Entity::insert(row).on_conflict(once).exec_without_returning(&change.tx).await?;
        }
        Ok(())
    }
}

/// Adds what is new to a process; `None` if nothing is.
async fn add_to_process(
    change: &Change,
    ocid: &str,
    releases: &[&Release],
    done: &mut Imported,
) -> Result<Option<table::Model>, Refusal> {
    let find = table::Entity::find().filter(table::Column::Ocid.eq(ocid)).lock_exclusive();
    let kept = find.one(&change.tx).await?;
    let mut all = match &kept {
        Some(kept) => kept_releases(change, kept.id, ocid).await?,
        None => Vec::new(),
    };
    let mut digests: BTreeSet<String> = all.iter().map(|release| release.digest.clone()).collect();
    let new: Vec<&Release> =
        releases.iter().copied().filter(|release| digests.insert(release.digest.clone())).collect();
    done.releases += new.len() as u64;
    done.known += (releases.len() - new.len()) as u64;
    if new.is_empty() {
        return Ok(None);
    }
    all.extend(new.iter().map(|release| (*release).clone()));
    let compiled = ocds::merge(&mut all);
    let process = Process::of(ocid, &compiled);
    let procurement = write(change, kept, ocid, &all, &process, &compiled.to_string(), done).await?;
    for release in new {
        let row = release::ActiveModel {
            procurement_id: Set(procurement.id),
            release_id: Set(release.id.clone()),
            date: Set(release.date),
            digest: Set(release.digest.clone()),
            json: Set(release.json.to_string()),
            ..Default::default()
        };
        release::Entity::insert(row).exec_without_returning(&change.tx).await?;
    }
    change.found_by(documents::procurement(&procurement));
    events::bring_up_to_date(change, &procurement, &process.events).await?;
    Ok(Some(procurement))
}

async fn kept_releases(change: &Change, procurement: i64, ocid: &str) -> Result<Vec<Release>, Refusal> {
    let rows = release::Entity::find().filter(release::Column::ProcurementId.eq(procurement)).all(&change.tx).await?;
    rows.into_iter().map(|row| Release::kept(ocid, row.release_id, row.date, row.digest, &row.json)).collect()
}

async fn write(
    change: &Change,
    kept: Option<table::Model>,
    ocid: &str,
    all: &[Release],
    process: &Process,
    compiled: &str,
    done: &mut Imported,
) -> Result<table::Model, Refusal> {
    let digest = audit::sha256(compiled);
    match kept {
        None => {
            let year = all.first().map_or(change.today(), |first| first.date.date_naive()).year();
            let mut row = table::ActiveModel {
                reference: Set(change.next_reference("PRO", year).await?),
                ocid: Set(Some(ocid.to_owned())),
                service_id: Set(None),
                in_scope: Set(false),
                published: Set(true),
                by_hand: Set(false),
                compiled: Set(Some(compiled.to_owned())),
                digest: Set(Some(digest)),
                version: Set(1),
                ..Default::default()
            };
            fill(change, &mut row, process).await?;
            let added = row.insert(&change.tx).await?;
            done.added.insert(added.reference.clone());
            Ok(added)
        }
        Some(kept) => {
            done.changed.insert(kept.reference.clone());
            if kept.by_hand {
                done.by_hand.insert(kept.reference.clone());
            }
            let (version, by_hand) = (kept.version + 1, kept.by_hand);
            let mut row = kept.into_active_model();
            row.compiled = Set(Some(compiled.to_owned()));
            row.digest = Set(Some(digest));
            row.version = Set(version);
            if !by_hand {
                fill(change, &mut row, process).await?;
            }
            Ok(row.update(&change.tx).await?)
        }
    }
}

/// Takes over what the releases say.
async fn fill(change: &Change, row: &mut table::ActiveModel, process: &Process) -> Result<(), Refusal> {
    row.title = Set(process.title.clone());
    row.title_key = Set(text::folded(&process.title));
    row.description = Set(process.description.clone());
    // By scheme and identifier only, never by name.
    let buyer = organisation::read::by_identifiers(&change.tx, &process.buyer.identifiers).await?;
    row.buyer_id = Set(buyer.map(|buyer| buyer.id));
    row.buyer_name = Set(process.buyer.name.clone());
    row.buyer_key = Set(text::folded(&process.buyer.name));
    row.search_key = Set(super::write::search_key(&process.title, &process.buyer.name, &process.description));
    row.cpv = Set(process.cpv.clone());
    row.value_low = Set(process.value_low);
    row.value_high = Set(process.value_high);
    row.procedure = Set(process.procedure.clone());
    row.state = Set(process.state);
    Ok(())
}
