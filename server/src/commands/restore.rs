//! `concordat restore`: a backup becomes a register again, in a place where nothing is.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, ensure};
use entities::backup::Place;

use crate::{
    archive::{ATTACHMENTS, Manifest, Workshop, manifest_of, settle, unpack},
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
        let attachments = &settings.attachments;
        ensure!(
            is_empty(attachments)?,
            "the folder {} is not empty: move it away, or name another with CONCORDAT_ATTACHMENTS; nothing was changed",
            attachments.display()
        );

        let beside = place.folder().unwrap_or(attachments);
        let made = |folder: &Path| format!("cannot write into {}", folder.display());
        let workshop = Workshop::in_folder(beside, "restore").with_context(|| made(beside))?;
        // In its own folder, which may be a disk of its own: then it only has to be renamed.
        let attached = Workshop::in_folder(attachments, "attached").with_context(|| made(attachments))?;
        unpack(&self.file, &manifest, |member| match member.starts_with(ATTACHMENTS) {
            true => attached.path(member),
            false => workshop.path(member),
        })?;
        let put = put(&attached.path(ATTACHMENTS), attachments)?;
        let filled = place.fill(&workshop.path(contents.system.file()), contents).await;
        let restored = filled.map_err(|refusal| {
            // Nothing or everything.
            let left = put.iter().filter(|path| remove(path).is_err()).count();
            let note = if left > 0 { format!(" ({left} attached files are left behind)") } else { String::new() };
            super::in_full(refusal).context(format!("the backup was not restored{note}"))
        })?;
        for folder in [place.folder(), Some(attachments)].into_iter().flatten() {
            settle(folder).with_context(|| format!("{} may not survive a power cut", folder.display()))?;
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

fn is_empty(folder: &Path) -> anyhow::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot read the folder {}", folder.display())),
    }
}

/// Moves what lies in a folder into another; tells what is there now.
fn put(from: &Path, to: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut there = Vec::new();
    if from.exists() {
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            fs::rename(entry.path(), &target).with_context(|| format!("cannot write {}", target.display()))?;
            there.push(target);
        }
    }
    Ok(there)
}

fn remove(path: &Path) -> io::Result<()> {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}
