//! `concordat import`: records from files. Each says in numbers what it did; a second run of the same file adds nothing.

mod ocds;
mod organisations;
mod taking;

use std::path::Path;

use clap::Subcommand;

use crate::settings::Settings;

/// What is imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Procurements and tender events from OCDS 1.1 releases
    Ocds(ocds::Ocds),
    /// Organisations from a national list
    Organisations(organisations::Organisations),
}

impl Import {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let register = super::open_migrated(settings).await?;
        match self {
            Self::Ocds(ocds) => ocds.run(&register).await,
            Self::Organisations(organisations) => organisations.run(&register).await,
        }
    }
}

/// A file's name without its folders, as the audit trail and the list of faults keep it.
fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// `1 release`, `201 releases`.
fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
