//! The register as a whole: opened once, handed to every page and command; reads from it, changes through it.

use std::sync::Arc;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{DatabaseConnection, DbErr};

use crate::{clock::Clock, refusal::Refusal};

mod change;
mod connect;
mod fault;
mod numbering;
mod press;
pub mod setting;

pub use change::{Change, Deed};
pub use fault::is_unique_violation;

/// A handle on the register, cheap to clone.
#[derive(Clone)]
pub struct Register(Arc<Inner>);

struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    clock: Clock,
}

/// How far the schema is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaState {
    pub applied: Vec<String>,
    pub pending: Vec<String>,
}

impl Register {
    /// Opens a database: `sqlite://data/concordat.db` (made if missing, with its folder) or `postgres://…`.
    ///
    /// # Errors
    /// The database cannot be reached, or the address is of neither kind.
    pub async fn open(url: &str, clock: Clock) -> Result<Self, DbErr> {
        let (writer, reader) = connect::connect(url).await?;
        Ok(Self(Arc::new(Inner { writer, reader, clock })))
    }

    /// The same register with another clock.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self(Arc::new(Inner { writer: self.0.writer.clone(), reader: self.0.reader.clone(), clock }))
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), DbErr> {
        Migrator::up(&self.0.writer, None).await
    }

    /// What of the schema is applied and what is pending.
    pub async fn schema_state(&self) -> Result<SchemaState, DbErr> {
        let applied = Migrator::get_applied_migrations_read_only(&self.0.reader).await?;
        let pending = Migrator::get_pending_migrations_read_only(&self.0.reader).await?;
        Ok(SchemaState {
            applied: applied.iter().map(|change| change.name().to_string()).collect(),
            pending: pending.iter().map(|change| change.name().to_string()).collect(),
        })
    }

    /// True if the database answers and its schema is this program's.
    pub async fn is_ready(&self) -> bool {
        self.schema_state().await.is_ok_and(|state| state.pending.is_empty())
    }

    /// The one clock.
    pub fn clock(&self) -> Clock {
        self.0.clock
    }

    /// Where what is not part of the register is written: sessions and their like.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Where reads read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    /// Ends every connection; what was begun is finished.
    pub async fn close(&self) -> Result<(), Refusal> {
        self.0.writer.clone().close().await?;
        self.0.reader.clone().close().await?;
        Ok(())
    }
}
