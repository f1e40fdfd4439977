//! Where the bytes of attached files lie: each under a name of its own that begins with its SHA-256, written once, never
//! changed.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory, path::Path as Key,
};

use super::private;
use crate::{Refusal, audit::sha256, refusal::Hindrance};

/// A place for files. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Option<Arc<dyn ObjectStore>>,
    /// Where it lies, if that is a folder of this machine.
    folder: Option<PathBuf>,
}

/// A file that lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LyingFile {
    /// The name under which it lies.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// When it was put there.
    pub at: DateTime<Utc>,
}

impl LyingFile {
    /// Of its content, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        digest_of(&self.name).unwrap_or_default()
    }
}

impl Files {
    /// No place at all: files are neither kept nor found.
    pub const fn nowhere() -> Self {
        Self { store: None, folder: None }
    }

    /// In memory, gone with it: for tests.
    pub fn in_memory() -> Self {
        Self::in_store(InMemory::new())
    }

    /// In a folder, which is made if it is missing. What is written there is on the disk before it is acknowledged.
    ///
    /// # Errors
    /// The folder can neither be found nor made.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        private::folder(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?.with_fsync(true);
        Ok(Self { folder: Some(folder.to_path_buf()), ..Self::in_store(store) })
    }

    /// In any store; for this program alone.
    pub fn in_store(store: impl ObjectStore) -> Self {
        Self { store: Some(Arc::new(store)), folder: None }
    }

    /// Everything there that the register put there, by name.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] if the place does not answer.
    pub async fn all(&self) -> Result<Vec<LyingFile>, Refusal> {
        let listed = self.store()?.list_with_delimiter(None).await.map_err(hindered)?;
        let lying = listed.objects.into_iter().map(|found| LyingFile {
            name: found.location.to_string(),
            bytes: found.size,
            at: found.last_modified,
        });
        let mut ours: Vec<LyingFile> = lying.filter(|file| digest_of(&file.name).is_some()).collect();
        ours.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(ours)
    }

    /// Puts bytes there under a name.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] if they cannot be written.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        self.store()?.put(&Key::from(name), PutPayload::from(bytes)).await.map_err(hindered)?;
        if let Some(folder) = &self.folder {
            private::kept_to_oneself(&folder.join(name)).map_err(Refusal::broken)?;
        }
        Ok(())
    }

    /// The bytes under a name.
    ///
    /// # Errors
    /// [`Refusal::Broken`] if they are gone or are others; [`Refusal::Hindered`] if the place does not answer.
    pub async fn bytes(&self, name: &str) -> Result<Vec<u8>, Refusal> {
        let found = self.store()?.get(&Key::from(name)).await.map_err(hindered)?;
        let bytes = found.bytes().await.map_err(hindered)?.to_vec();
        if digest_of(name) == Some(sha256(&bytes).as_str()) {
            Ok(bytes)
        } else {
            Err(Refusal::broken(format!("the attached file {name} is not what was attached")))
        }
    }

    /// Takes away what lies under a name.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] if it cannot be taken away.
    pub async fn remove(&self, name: &str) -> Result<(), Refusal> {
        match self.store()?.delete(&Key::from(name)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(hindered(error)),
        }
    }

    fn store(&self) -> Result<&dyn ObjectStore, Refusal> {
        let nowhere = || {
            tracing::error!("no place for attached files is set");
            Refusal::Hindered(Hindrance::Files)
        };
        self.store.as_deref().ok_or_else(nowhere)
    }
}

/// The SHA-256 that a name begins with; `None` for a name that the register did not give.
fn digest_of(name: &str) -> Option<&str> {
    let (digest, _) = name.split_once('-')?;
    let hexadecimal = digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    (digest.len() == 64 && hexadecimal).then_some(digest)
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Files").field(&self.store.as_ref().map(ToString::to_string)).finish()
    }
}

/// What is gone or unknown is a fault of ours; what cannot be written or read now is for whoever runs the register.
fn hindered(error: Error) -> Refusal {
    match error {
        Error::NotFound { .. } | Error::InvalidPath { .. } => Refusal::broken(error),
        error => {
            let hindrance = hindrance(&error);
            tracing::error!(%error, "attached files cannot be written or read");
            Refusal::Hindered(hindrance)
        }
    }
}

/// What the operating system says, however deep it is told.
fn hindrance(error: &Error) -> Hindrance {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(here) = cause {
        match here.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => return Hindrance::Full,
            Some(io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied) => return Hindrance::ReadOnly,
            _ => cause = here.source(),
        }
    }
    Hindrance::Files
}
