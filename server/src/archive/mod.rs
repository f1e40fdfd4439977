//! A backup in one file: a tar archive of a manifest, the register's copy, and what is attached.
//!
//! The manifest comes first and names every other member with its size and SHA-256, so that a damaged or cut file is
//! found out before anything is put in place.

mod hashing;
mod pack;
mod unpack;

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use entities::{backup::Contents, register::private};
use serde::{Deserialize, Serialize};

pub use pack::{member, pack};
pub use unpack::{manifest_of, unpack};

/// The manifest's name in the archive.
const MANIFEST: &str = "manifest.json";
/// The folder of what is attached, in the archive.
pub const ATTACHMENTS: &str = "attachments";
/// This program writes and reads archives of this form.
pub const FORM: u32 = 1;

/// What an archive holds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORM`].
    pub form: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// The register in it.
    pub contents: Contents,
    /// Every other file, in order.
    pub members: Vec<Member>,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name there: `register.db`, `attachments/…`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Of its content, in lower-case hexadecimal.
    pub sha256: String,
}

impl Member {
    /// The name of the attached file that it is; `None` for the register.
    pub fn attached(&self) -> Option<&str> {
        self.path.strip_prefix(ATTACHMENTS)?.strip_prefix('/')
    }
}

/// A folder for what is not finished, which nobody else may read, gone when it is dropped.
#[derive(Debug)]
pub struct Workshop(PathBuf);

impl Workshop {
    /// Makes one in a folder, which is made too if it is missing.
    ///
    /// # Errors
    /// It cannot be made there.
    pub fn in_folder(folder: &Path, purpose: &str) -> std::io::Result<Self> {
        private::folder(folder)?;
        let path = folder.join(format!(".concordat-{purpose}-{}", std::process::id()));
        let mut making = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        making.create(&path)?;
        Ok(Self(path))
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "an unfinished folder is left behind");
        }
    }
}

/// A new file that nobody else may read.
///
/// # Errors
/// It cannot be made, or is there already.
pub fn private_file(path: &Path) -> std::io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes sure that a folder's names are on the disk.
///
/// # Errors
/// The disk says that they are not.
pub fn settle(folder: &Path) -> std::io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
