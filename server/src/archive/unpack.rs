//! Reading an archive, trusting nothing in it.

use std::{
    fs::File,
    io::{self, BufReader, Read, Write},
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use entities::register::private;
use tar::Archive;

use super::{FORM, MANIFEST, Manifest, Member, hashing::Hashing, private_file};

/// A manifest is a list of names; one of this size is none of ours.
const LARGEST_MANIFEST: u64 = 256 * 1024 * 1024;

/// What an archive says is in it.
///
/// # Errors
/// It is no archive of ours, or one of a newer program.
pub fn manifest_of(archive: &Path) -> anyhow::Result<Manifest> {
    let mut opened = open(archive)?;
    let mut entries = opened.entries().context(damaged(archive))?;
    let no_backup = || format!("{} is not a backup of Concordat, or it is damaged", archive.display());
    let first = entries.next().with_context(no_backup)?.with_context(no_backup)?;
    ensure!(first.path_bytes().as_ref() == MANIFEST.as_bytes(), no_backup());
    let manifest: Manifest =
        serde_json::from_reader(BufReader::new(first.take(LARGEST_MANIFEST))).with_context(no_backup)?;
    ensure!(
        manifest.form == FORM,
        "the backup was made by version {} in a form that this program does not know: use that version",
        manifest.program
    );
    for Member { path, .. } in &manifest.members {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        ensure!(plain && !path.is_empty(), "the backup names a file outside itself: {path}");
    }
    Ok(manifest)
}

/// Unpacks every member to where `place` says, each checked against the manifest.
///
/// # Errors
/// Something is missing, changed, or too much; or there is no room for it.
pub fn unpack(archive: &Path, manifest: &Manifest, place: impl Fn(&str) -> PathBuf) -> anyhow::Result<()> {
    let mut opened = open(archive)?;
    let mut entries = opened.entries().context(damaged(archive))?.skip(1);
    for member in &manifest.members {
        let missing = || format!("{}: {} is missing", damaged(archive), member.path);
        let mut entry = entries.next().with_context(missing)?.with_context(missing)?;
        ensure!(entry.path_bytes().as_ref() == member.path.as_bytes(), missing());
        let target = place(&member.path);
        let (bytes, sha256) = copy(&mut entry, &target, archive)?;
        if (bytes, &sha256) != (member.bytes, &member.sha256) {
            bail!("{}: {} is not what it was", damaged(archive), member.path);
        }
    }
    ensure!(entries.next().is_none(), "{}: there is more in it than its manifest says", damaged(archive));
    Ok(())
}

fn open(archive: &Path) -> anyhow::Result<Archive<BufReader<File>>> {
    let file = File::open(archive).with_context(|| format!("cannot read {}", archive.display()))?;
    Ok(Archive::new(BufReader::new(file)))
}

fn damaged(archive: &Path) -> String {
    format!("the backup {} is damaged or was cut off; take another copy of it", archive.display())
}

/// Copies down to the disk. Reading and writing fail for different reasons, and people do different things about them.
fn copy(from: &mut impl Read, to: &Path, archive: &Path) -> anyhow::Result<(u64, String)> {
    let no_room = || format!("cannot write {}: is there room on its disk?", to.display());
    if let Some(folder) = to.parent() {
        private::folder(folder).with_context(no_room)?;
    }
    let mut file = private_file(to).with_context(no_room)?;
    let mut reading = Hashing::new(from);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reading.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => file.write_all(&buffer[..count]).with_context(no_room)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error).context(damaged(archive)),
        }
    }
    file.sync_all().with_context(no_room)?;
    Ok(reading.told())
}
