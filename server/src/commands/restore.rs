//! `concordat restore`: a backup becomes a register again, in a place where nothing is.

use std::{fs, path::PathBuf};

use anyhow::{Context, ensure};
use entities::{attachment::Files, backup::Place};

use crate::{
    archive::{Manifest, Workshop, manifest_of, settle, unpack},
    settings::Settings,
};

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  concordat restore concordat-2026-11-24.tar\n  \
    DATABASE_URL=postgres://concordat@localhost/empty concordat restore concordat-2026-11-24.tar\n\n\
    Every file is held against its SHA-256, every table against its number of rows, and the audit trail is verified\n\
    up to its head, before it says done. A backup of an older program is brought up to date.")]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

impl Restore {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let manifest = manifest_of(&self.file)?;
        let contents = &manifest.contents;
        ensure!(
            migrations::compare(&contents.migrations).unknown.is_empty(),
            "the backup was made by a newer program: use version {} or later",
            manifest.program
        );
        let place = Place::find(&settings.database_url).await.map_err(super::in_full)?;
        ensure!(
            place.system() == contents.system,
            "the backup is of a register on {}; DATABASE_URL names one on {}: name an empty place of the same kind",
            contents.system,
            place.system()
        );
        let files = settings.storage().open()?;
        ensure!(
            files.all().await.map_err(super::in_full)?.is_empty(),
            "there are attached files in {}: move them away, or name another place with CONCORDAT_ATTACHMENTS; nothing was \
             changed",
            settings.storage().shown()
        );

        let (beside, shown) = match place.folder() {
            Some(folder) => (folder.to_path_buf(), settings.database_without_secrets()),
            None => (settings.storage().workplace(), settings.storage().shown()),
        };
        let workshop = Workshop::in_folder(&beside, "restore")
            .with_context(|| format!("cannot write into the place of {shown}"))?;
        unpack(&self.file, &manifest, |member| workshop.path(member))?;
        let restored = async {
            put(&manifest, &workshop, &files).await?;
            let filled = place.fill(&workshop.path(contents.system.file()), contents).await;
            filled.map_err(super::in_full)
        };
        let restored = match restored.await {
            Ok(restored) => restored,
            // Nothing or everything.
            Err(error) => return Err(error.context(format!("the backup was not restored{}", take_back(&files).await))),
        };
        if let Some(folder) = place.folder() {
            settle(folder).with_context(|| format!("{shown} may not survive a power cut"))?;
        }
        println!("Restored {}", manifest.told());
        println!("{} audit entries verified; the head is {}", restored.entries, contents.audit_head);
        if restored.brought_up > 0 {
            println!("{} changes of the schema were made since", restored.brought_up);
        }
        Ok(())
    }
}

impl Manifest {
    /// What it holds, on a line.
    pub fn told(&self) -> String {
        let rows: i64 = self.contents.rows.values().sum();
        let attached = self.members.len().saturating_sub(1);
        let head = &self.contents.audit_head;
        let when = self.made_at.format("%Y-%m-%d %H:%M:%S");
        format!("the register of {when} UTC: {rows} rows, {attached} attached files, audit head {head}")
    }
}

/// Puts what was attached where the settings say.
async fn put(manifest: &Manifest, workshop: &Workshop, files: &Files) -> anyhow::Result<()> {
    for member in &manifest.members {
        let Some(name) = member.attached() else { continue };
        let unpacked = workshop.path(&member.path);
        let bytes = fs::read(&unpacked).with_context(|| format!("cannot read {}", unpacked.display()))?;
        files.put(name, bytes).await.map_err(super::in_full).with_context(|| format!("cannot put back {name}"))?;
        // One at a time, so that there need not be room for all of them twice.
        fs::remove_file(&unpacked).with_context(|| format!("cannot remove {}", unpacked.display()))?;
    }
    Ok(())
}

/// Empties the place of attached files again, which was empty before; says what could not be taken away.
async fn take_back(files: &Files) -> String {
    let Ok(there) = files.all().await else { return " (attached files may be left behind)".into() };
    let mut left = 0;
    for file in there {
        left += usize::from(files.remove(&file.name).await.is_err());
    }
    if left > 0 { format!(" ({left} attached files are left behind)") } else { String::new() }
}
