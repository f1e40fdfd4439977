//! `concordat backup`: the register and what is attached, as they stood at one instant, in one file.

use std::{
    fs::{self, File},
    io::{Cursor, Read},
    path::PathBuf,
};

use anyhow::{Context, ensure};
use entities::{attachment::LyingFile, clock::Clock, register::PROGRAM};

use crate::{
    archive::{ATTACHMENTS, FORM, Manifest, Member, Workshop, member, pack, settle},
    settings::Settings,
};

/// Flags.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  concordat backup /var/backups/concordat-2026-11-24.tar\n\n\
    Nobody has to wait for it: the register goes on serving. The file holds personal data, and only its owner may \
    read it.\nKeep it on another machine, and try `concordat restore` now and then.")]
pub struct Backup {
    /// The file to make; it must not be there yet
    file: PathBuf,
}

impl Backup {
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let file = &self.file;
        ensure!(
            !file.exists(),
            "{} is there already: a backup is never overwritten; choose another name",
            file.display()
        );
        let register = super::open(settings).await?;
        let files = settings.storage().open()?;
        let folder = file.parent().unwrap_or(file).to_path_buf();
        let workshop = Workshop::in_folder(&folder, "backup")
            .with_context(|| format!("cannot write beside {}", file.display()))?;
        let copy = workshop.path("copy");
        let contents = register.copy_to(&copy).await.map_err(super::in_full).context("the register was not copied")?;
        register.close().await?;
        // After the register: what it refers to was there before.
        let mut members = vec![member(contents.system.file(), &copy)?];
        members.extend(files.all().await.map_err(super::in_full)?.iter().map(attached));
        let made_at = Clock::default().now();
        let manifest = Manifest { form: FORM, program: PROGRAM.into(), made_at, contents, members };
        let unfinished = workshop.path("archive");
        let read = async |member: &Member| {
            let source: Box<dyn Read> = match member.attached() {
                None => Box::new(File::open(&copy)?),
                Some(name) => Box::new(Cursor::new(files.bytes(name).await.map_err(super::in_full)?)),
            };
            Ok(source)
        };
        pack(&manifest, &unfinished, read).await?;
        fs::rename(&unfinished, file).with_context(|| format!("cannot name it {}", file.display()))?;
        settle(&folder).with_context(|| format!("{} may not survive a power cut", file.display()))?;
        println!("{} holds {}", file.display(), manifest.told());
        Ok(())
    }
}

/// An attached file as a member; its name tells its digest, and what is packed is held against it.
fn attached(file: &LyingFile) -> Member {
    Member { path: format!("{ATTACHMENTS}/{}", file.name), bytes: file.bytes, sha256: file.sha256().into() }
}
