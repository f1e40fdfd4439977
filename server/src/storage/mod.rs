//! Where attached files lie, as the settings say: a folder, or a bucket of S3.

#[cfg(feature = "s3")]
mod bucket;

use std::path::{Path, PathBuf};

use anyhow::Context;
use entities::{attachment::Files, values::place::without_secrets};

use crate::settings::Settings;

/// A place for attached files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage<'a> {
    /// A folder.
    Folder(&'a Path),
    /// `s3://BUCKET/FOLDER`.
    Bucket(&'a str),
}

impl Settings {
    /// Where attached files lie.
    pub fn storage(&self) -> Storage<'_> {
        match self.attachments.starts_with("s3://") {
            true => Storage::Bucket(&self.attachments),
            false => Storage::Folder(Path::new(&self.attachments)),
        }
    }
}

impl Storage<'_> {
    /// Opens it. A folder is made if it is missing; a bucket is not asked yet.
    ///
    /// # Errors
    /// The folder cannot be made, or what is said of the bucket cannot be used.
    pub fn open(self) -> anyhow::Result<Files> {
        match self {
            Self::Folder(folder) => Files::in_folder(folder)
                .with_context(|| format!("the folder of attached files, {}, cannot be used", self.shown())),
            #[cfg(feature = "s3")]
            Self::Bucket(url) => {
                bucket::open(url).with_context(|| format!("the bucket {} cannot be used", self.shown()))
            }
            // Settings that name one were refused before.
            #[cfg(not(feature = "s3"))]
            Self::Bucket(_) => anyhow::bail!("{} needs a program built with the feature s3", self.shown()),
        }
    }

    /// Its address without what opens it; a folder as it is, unless it looks like an address.
    pub fn shown(self) -> String {
        match self {
            Self::Folder(folder) => {
                let folder = folder.display().to_string();
                if folder.contains(':') { without_secrets(&folder) } else { folder }
            }
            Self::Bucket(url) => without_secrets(url),
        }
    }

    /// Where something that is not finished may lie for a while.
    pub fn workplace(self) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.to_path_buf(),
            Self::Bucket(_) => std::env::temp_dir(),
        }
    }
}
