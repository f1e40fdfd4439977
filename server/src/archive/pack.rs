//! Writing an archive.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

use anyhow::{Context, ensure};
use tar::{Builder, Header};

use super::{MANIFEST, Manifest, Member, hashing::Hashing, private_file};

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

/// Writes an archive to a new file, down to the disk. `read` begins to read a member.
///
/// # Errors
/// It cannot be written, or a member is not what the manifest says.
pub async fn pack(
    manifest: &Manifest,
    to: &Path,
    read: impl AsyncFn(&Member) -> anyhow::Result<Box<dyn Read>>,
) -> anyhow::Result<()> {
    let no_room = || format!("cannot write {}: is there room on its disk?", to.display());
    let file = private_file(to).with_context(no_room)?;
    let mut archive = Builder::new(BufWriter::new(file));
    let told = serde_json::to_vec_pretty(manifest)?;
    archive.append_data(&mut header(told.len() as u64, manifest), MANIFEST, told.as_slice()).with_context(no_room)?;
    for member in &manifest.members {
        let source = read(member).await.with_context(|| format!("cannot read {}", member.path))?;
        let mut reading = Hashing::new(BufReader::new(source));
        archive.append_data(&mut header(member.bytes, manifest), &member.path, &mut reading).with_context(no_room)?;
        ensure!(
            reading.told() == (member.bytes, member.sha256.clone()),
            "{} changed while it was copied: make the backup again",
            member.path
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
