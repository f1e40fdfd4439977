//! Importing a file: looked through whole, then read as a stream and applied in small batches.
//!
//! A batch is one deed. What is there already is known again by its digest, so that an import that was broken off can be
//! started again and nothing comes twice. No more than a few batches are in memory.

use std::{collections::BTreeSet, io::Read};

use serde_json::Value;
use tokio::sync::mpsc;

use super::{
    Fault, NotOcds, Release, Shape,
    stream::{self, Found},
};
use crate::{
    Refusal, Register,
    access::Actor,
    procurement::deeds::{ImportReleases, Imported},
};

/// Releases in a batch: the writer is held for a fraction of a second.
const BATCH: usize = 50;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub shape: Option<Shape>,
    /// Releases in the file.
    pub read: u64,
    /// Releases that could not be used at all.
    pub left_out: u64,
    /// Processes in the file.
    pub processes: u64,
    /// What was done with them.
    pub imported: Imported,
    /// How many faults were found.
    pub faults: u64,
}

/// Why a file was not imported, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotImported {
    #[error("{0}")]
    NotOcds(#[from] NotOcds),
    #[error("{0}")]
    Refused(#[from] Refusal),
}

/// Imports a file. `open` opens it, twice; `source` is its name, for the audit trail; `progress` is told of every batch: what
/// was done so far, and the faults since it was told last.
///
/// # Errors
/// The file is not OCDS or is broken, and nothing was changed; or the register refused a batch.
pub async fn import<R: Read + Send + 'static>(
    register: &Register,
    actor: &Actor,
    source: &str,
    open: impl Fn() -> std::io::Result<R> + Send + 'static,
    mut progress: impl FnMut(&Report, &[Fault]),
) -> Result<Report, NotImported> {
    let (send, mut batches) = mpsc::channel::<Batch>(2);
    let reading = tokio::task::spawn_blocking(move || read(open, send));
    let mut report = Report::default();
    let mut processes = BTreeSet::new();
    while let Some(Batch { shape, releases, faults, read }) = batches.recv().await {
        report.shape = shape;
        report.read += read;
        report.left_out += read - u64::try_from(releases.len()).unwrap_or_default();
        report.faults += u64::try_from(faults.len()).unwrap_or_default();
        processes.extend(releases.iter().map(|release| release.ocid.clone()));
        report.processes = u64::try_from(processes.len()).unwrap_or_default();
        let batch = ImportReleases { source: source.to_owned(), releases, faults };
        report.imported += register.change(actor, &batch).await?;
        progress(&report, &batch.faults);
    }
    reading.await.map_err(Refusal::broken)??;
    Ok(report)
}

struct Batch {
    shape: Option<Shape>,
    releases: Vec<Release>,
    faults: Vec<Fault>,
    /// Releases that were read for it, used or not.
    read: u64,
}

/// Reads on a thread of its own, no further ahead than the channel holds.
fn read<R: Read>(open: impl Fn() -> std::io::Result<R>, send: mpsc::Sender<Batch>) -> Result<(), NotOcds> {
    // Read to its end once, so that a broken file changes nothing.
    let shape = stream::each(open()?, &mut |_| true)?;
    let empty = || Batch { shape, releases: Vec::with_capacity(BATCH), faults: Vec::new(), read: 0 };
    let mut batch = empty();
    let mut take = |found: Found| {
        match found {
            Found::Fault(fault) => batch.faults.push(fault),
            Found::Release(path, json) => {
                batch.read += 1;
                batch.releases.extend(Release::read(&path, json, &mut batch.faults));
            }
        }
        batch.read < BATCH as u64 || send.blocking_send(std::mem::replace(&mut batch, empty())).is_ok()
    };
    stream::each(open()?, &mut take)?;
    if batch.read > 0 || !batch.faults.is_empty() {
        send.blocking_send(batch).ok();
    }
    Ok(())
}

impl Release {
    /// A release as it is kept: it was cleaned and checked when it was read.
    pub(crate) fn kept(
        ocid: &str,
        id: String,
        date: chrono::DateTime<chrono::Utc>,
        digest: String,
        json: &str,
    ) -> Result<Self, Refusal> {
        let json: Value = serde_json::from_str(json).map_err(Refusal::broken)?;
        Ok(Self { ocid: ocid.to_owned(), id, date, digest, json })
    }
}
