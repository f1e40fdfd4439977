//! Where the bytes of attached files lie: each under its SHA-256, written once, never changed.

use std::{fmt, io, path::Path, sync::Arc};

use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, local::LocalFileSystem, memory::InMemory,
    path::Path as Key,
};

use crate::{Refusal, audit::sha256, refusal::Hindrance};

/// A place for files. Cheap to clone.
#[derive(Clone)]
pub struct Files(Option<Arc<dyn ObjectStore>>);

impl Files {
    /// No place at all: files are neither kept nor found.
    pub const fn nowhere() -> Self {
        Self(None)
    }

    /// In memory, gone with it: for tests.
    pub fn in_memory() -> Self {
        Self(Some(Arc::new(InMemory::new())))
    }

    /// In a folder, which is made if it is missing. What is written there is on the disk before it is acknowledged.
    ///
    /// # Errors
    /// The folder can neither be found nor made.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(io::Error::other)?.with_fsync(true);
        Ok(Self(Some(Arc::new(store))))
    }

    /// Keeps bytes under their digest.
    pub(super) async fn keep(&self, digest: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        let once = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store()?.put_opts(&Key::from(digest), PutPayload::from(bytes), once).await {
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(hindered(error)),
        }
    }

    /// The bytes with this digest.
    ///
    /// # Errors
    /// [`Refusal::Broken`] if they are gone or are others.
    pub(super) async fn bytes(&self, digest: &str) -> Result<Vec<u8>, Refusal> {
        let found = self.store()?.get(&Key::from(digest)).await.map_err(hindered)?;
        let bytes = found.bytes().await.map_err(hindered)?.to_vec();
        if sha256(&bytes) == digest {
            Ok(bytes)
        } else {
            Err(Refusal::broken(format!("the attached file {digest} is not what was attached")))
        }
    }

    fn store(&self) -> Result<&dyn ObjectStore, Refusal> {
        let nowhere = || {
            tracing::error!("no place for attached files is set");
            Refusal::Hindered(Hindrance::Files)
        };
        self.0.as_deref().ok_or_else(nowhere)
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Files").field(&self.0.as_ref().map(ToString::to_string)).finish()
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
