//! Writing an archive.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use tar::{Builder, Header};

use super::{MANIFEST, Manifest, Member, hashing::Hashing, private_file};

/// Every file below a folder as a member, in order of their names, with the place where it lies. None for a folder that
/// is not there.
///
/// # Errors
/// A file cannot be read, or its name is not text.
pub fn members_below(folder: &Path, named: &str) -> anyhow::Result<Vec<(Member, PathBuf)>> {
    let mut found = Vec::new();
    if !folder.exists() {
        return Ok(found);
    }
    let mut entries: Vec<_> = fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<_, _>>)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let Some(name) = entry.file_name().to_str().map(|name| format!("{named}/{name}")) else {
            bail!("the name of {} is not text", path.display());
        };
        if entry.file_type()?.is_dir() {
            found.extend(members_below(&path, &name)?);
        } else {
            found.push((member(&name, &path)?, path));
        }
    }
    Ok(found)
}

/// A file as a member under a name.
///
/// # Errors
/// It cannot be read.
pub fn member(name: &str, path: &Path) -> anyhow::Result<Member> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut reading = Hashing::new(BufReader::new(file));
    io::copy(&mut reading, &mut io::sink()).with_context(|| format!("cannot read {}", path.display()))?;
    let (bytes, sha256) = reading.told();
    Ok(Member { path: name.into(), bytes, sha256 })
}

/// Writes an archive to a new file, down to the disk.
///
/// # Errors
/// It cannot be written, or a file is not any more what the manifest says.
pub fn pack(manifest: &Manifest, files: &[PathBuf], to: &Path) -> anyhow::Result<()> {
    let no_room = || format!("cannot write {}: is there room on its disk?", to.display());
    let file = private_file(to).with_context(no_room)?;
    let mut archive = Builder::new(BufWriter::new(file));
    let told = serde_json::to_vec_pretty(manifest)?;
    archive.append_data(&mut header(told.len() as u64, manifest), MANIFEST, told.as_slice()).with_context(no_room)?;
    for (member, path) in manifest.members.iter().zip(files) {
        let source = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut reading = Hashing::new(BufReader::new(source));
        archive.append_data(&mut header(member.bytes, manifest), &member.path, &mut reading).with_context(no_room)?;
        ensure!(
            reading.told() == (member.bytes, member.sha256.clone()),
            "{} changed while it was copied: make the backup again",
            path.display()
        );
    }
    let mut written = archive.into_inner().with_context(no_room)?;
    written.flush().with_context(no_room)?;
    written.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all()).with_context(no_room)
}

fn header(bytes: u64, manifest: &Manifest) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(manifest.made_at.timestamp()).unwrap_or_default());
    header
}
