//! Importing a file from its beginning to its end: read into waiting, then applied at once, as at the command line.

use std::io::Read;

use super::{
    State,
    deeds::BeginImport,
    stage::{By, stage},
    table,
};
use crate::{
    Refusal, Register,
    access::Actor,
    ocds::{Fault, NotOcds},
    procurement::deeds::Imported,
};

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How releases are packed in the file, in words.
    pub shape: Option<String>,
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

impl Report {
    /// What is known once the file was read.
    pub fn of(import: &table::Model) -> Self {
        let number = |number: i64| u64::try_from(number).unwrap_or_default();
        Self {
            shape: import.shape.clone(),
            read: number(import.read),
            left_out: number(import.left_out),
            processes: number(import.processes),
            imported: Imported { known: number(import.known), ..Imported::default() },
            faults: number(import.faults),
        }
    }
}

/// Imports a file. `open` opens it; `source` is its name, for the audit trail; `progress` is told of every batch: what was done
/// so far, and the faults since it was told last.
///
/// # Errors
/// The file is not OCDS or is broken, and nothing was changed; or the register refused a batch.
pub async fn import<R: Read>(
    register: &Register,
    actor: &Actor,
    source: &str,
    open: impl FnOnce() -> std::io::Result<R> + Send + 'static,
    mut progress: impl FnMut(&Report, &[Fault]),
) -> Result<Report, NotImported> {
    register.forget_begun(source).await?;
    let told = |import: &table::Model, faults: &[Fault]| progress(&Report::of(import), faults);
    let import = stage(register, &By::actor(actor), source, open, told).await?;
    let mut report = Report::of(&import);
    register.change(actor, &BeginImport { import: import.id }).await?;
    let applied = register.apply_import(actor, import.id, |batch| {
        report.imported += batch.clone();
        progress(&report, &[]);
    });
    applied.await?;
    Ok(report)
}

impl Register {
    /// Forgets what waits of a file whose import from the command line was broken off: it is about to be read again.
    async fn forget_begun(&self, source: &str) -> Result<(), Refusal> {
        use sea_orm::entity::prelude::*;
        let begun = table::Entity::find()
            .filter(table::Column::Name.eq(source))
            .filter(table::Column::AccountId.is_null())
            .filter(table::Column::State.is_in([State::Reading, State::Waiting, State::Applying].map(|it| it.code())));
        for import in begun.all(self.reader()).await? {
            if self.move_state(import.id, import.state, State::Stopped).await? {
                self.unstage(import.id).await?;
            }
        }
        Ok(())
    }
}
