//! The register as a whole: opened once, handed to every page and command; reads from it, changes through it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

use crate::{clock::Clock, list::TooMany, refusal::Refusal};

pub(crate) mod address;
mod change;
mod compared;
pub(crate) mod connect;
mod fault;
mod files;
mod house;
#[cfg(test)]
mod length_story;
mod locks;
#[cfg(test)]
mod locks_story;
mod looked_up;
mod numbering;
mod pieces;
mod press;
pub mod private;
mod read;
mod schema;
mod sessions;
pub mod setting;
mod soon;
#[cfg(test)]
mod statistics_story;

pub use change::{Change, Deed};
pub(crate) use compared::Compared;
pub use connect::Connections;
pub use fault::{hindrance, is_unique_violation};
pub use files::{Files, LyingFile};
pub(crate) use house::{Answer, House};
pub(crate) use locks::Lock;
pub(crate) use looked_up::there_is;
pub use migrations::State as SchemaState;
pub(crate) use pieces::{in_pieces, pieces};
pub use read::{Read, Reader};
pub use schema::{Mismatch, PROGRAM};
pub use sessions::SessionLimits;
pub(crate) use soon::soon;

/// A handle on the register, cheap to clone.
#[derive(Clone)]
pub struct Register(Arc<Inner>);

struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    clock: Clock,
    files: Files,
    sessions: SessionLimits,
    /// What is built upon it.
    house: &'static dyn House,
    /// How often a change was tried again because the database asked for it.
    tried_again: Arc<AtomicU64>,
    too_many: Arc<TooMany>,
    url: String,
}

impl Register {
    /// Opens a database under a house; [`Register::open`] does so with the whole of it.
    ///
    /// # Errors
    /// The database cannot be reached, or the address is of neither kind.
    pub(crate) async fn assembled(
        url: &str,
        clock: Clock,
        connections: Connections,
        house: &'static dyn House,
    ) -> Result<Self, DbErr> {
        let (writer, reader) = connect::connect(url, connections).await?;
        let (files, sessions) = (Files::nowhere(), SessionLimits::default());
        let (tried_again, too_many, url) = (Arc::default(), Arc::default(), url.into());
        Ok(Self(Arc::new(Inner { writer, reader, clock, files, sessions, house, tried_again, too_many, url })))
    }

    /// The same register with another clock.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self(Arc::new(Inner { clock, ..self.0.copied() }))
    }

    /// The same register with its attached files in a place.
    #[must_use]
    pub fn with_files(&self, files: Files) -> Self {
        Self(Arc::new(Inner { files, ..self.0.copied() }))
    }

    /// The same register with other limits for sessions.
    #[must_use]
    pub fn with_sessions(&self, sessions: SessionLimits) -> Self {
        Self(Arc::new(Inner { sessions, ..self.0.copied() }))
    }

    /// When sessions end by themselves.
    pub fn sessions(&self) -> SessionLimits {
        self.0.sessions
    }

    /// Where attached files lie.
    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }

    /// What is built upon it.
    pub(crate) fn house(&self) -> &'static dyn House {
        self.0.house
    }

    /// The one clock.
    pub fn clock(&self) -> Clock {
        self.0.clock
    }

    /// The address it was opened at, with its secrets.
    pub(crate) fn url(&self) -> &str {
        &self.0.url
    }

    /// How often a change was tried again since the register was opened, because it met another in the database.
    pub fn tried_again(&self) -> u64 {
        self.0.tried_again.load(Ordering::Relaxed)
    }

    /// Which counts came to their end a moment ago.
    pub(crate) fn too_many(&self) -> &TooMany {
        &self.0.too_many
    }

    /// Where what is not part of the register is written: sessions and their like.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Where reads read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    /// How many pages SQLite's journal may have before a change writes it back itself, and holds up who waits for it.
    pub(crate) async fn journal_of(&self, pages: u32) -> Result<(), Refusal> {
        if self.writer().get_database_backend() == DbBackend::Sqlite {
            self.writer().execute_unprepared(&format!("PRAGMA wal_autocheckpoint = {pages}")).await?;
        }
        Ok(())
    }

    /// Writes SQLite's journal back into the database, while others read and write. Whoever writes much does so between its
    /// changes, so that no change has to.
    pub(crate) async fn write_back(&self) -> Result<(), Refusal> {
        if self.reader().get_database_backend() == DbBackend::Sqlite {
            self.reader().execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)").await?;
        }
        Ok(())
    }

    /// Lets SQLite count again what it chooses its ways by, where tables have grown much; PostgreSQL does so by itself.
    ///
    /// # Errors
    /// The database's.
    pub async fn keep_statistics(&self) -> Result<(), Refusal> {
        if self.writer().get_database_backend() == DbBackend::Sqlite {
            // Every table, a sample of each.
            self.writer().execute_unprepared("PRAGMA optimize = 0x10012").await?;
        }
        Ok(())
    }

    /// Ends every connection; what was begun is finished.
    pub async fn close(&self) -> Result<(), Refusal> {
        self.0.writer.clone().close().await?;
        self.0.reader.clone().close().await?;
        Ok(())
    }
}

impl Inner {
    fn copied(&self) -> Self {
        let Self { writer, reader, clock, files, sessions, house, tried_again, too_many, url } = self;
        let (writer, reader, clock, tried_again) = (writer.clone(), reader.clone(), *clock, tried_again.clone());
        let (files, sessions, house, url) = (files.clone(), *sessions, *house, url.clone());
        let too_many = too_many.clone();
        Self { writer, reader, clock, files, sessions, house, tried_again, too_many, url }
    }
}

#[cfg(test)]
mod hindered;

#[cfg(test)]
mod tests {
    use sea_orm::{EntityTrait, PaginatorTrait};

    use super::*;
    use crate::{
        access::Actor,
        organisation::{self, Kind, deeds::AddOrganisation},
        story::Folder,
    };

    /// How many organisations are in the file of a database, without its journal.
    async fn in_the_file(folder: &Folder, name: &str) -> Result<u64, DbErr> {
        std::fs::copy(folder.path("register.db"), folder.path(name)).unwrap();
        let copy = connect::alone(&folder.path(name).display().to_string()).await?;
        organisation::table::Entity::find().count(&copy).await
    }

    #[tokio::test]
    async fn what_is_written_back_is_in_the_file_itself() {
        let folder = Folder::new();
        let register = Register::open(&folder.url("register.db"), Clock::default()).await.unwrap();
        register.migrate().await.unwrap();
        register.change(&Actor::operator(), &AddOrganisation::named("School", Kind::School)).await.unwrap();
        assert_ne!(in_the_file(&folder, "before.db").await, Ok(1));
        register.write_back().await.unwrap();
        assert_eq!(in_the_file(&folder, "after.db").await, Ok(1));
    }
}
