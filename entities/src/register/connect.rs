//! Connections: on SQLite one writer and a pool of readers, on PostgreSQL one pool for both.

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbErr,
    sqlx::{self, Connection, SqliteConnection},
};

use super::{address, private};

/// How many connections there are, and how long anyone waits for the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// At most so many to PostgreSQL. To SQLite half as many read, and one writes.
    pub most: u32,
    /// So long for a free connection and for a PostgreSQL that is starting; twice as long for an SQLite file that
    /// another program holds, which an import may do for seconds.
    pub wait: Duration,
}

impl Default for Connections {
    fn default() -> Self {
        Self { most: 16, wait: Duration::from_secs(5) }
    }
}

/// Opens the writer's and the readers' connections.
pub async fn connect(url: &str, wanted: Connections) -> Result<(DatabaseConnection, DatabaseConnection), DbErr> {
    if let Some(path) = sqlite_file(url) {
        if let Some(folder) = Path::new(path).parent() {
            private::folder(folder).map_err(|why| DbErr::Custom(format!("cannot make its folder: {why}")))?;
        }
        // Before SQLite makes it readable for all. What it cannot be made for SQLite says better.
        private::file(Path::new(path)).ok();
        let writer = Database::connect(sqlite(path, 1, wanted.wait, false)).await?;
        let reader = Database::connect(sqlite(path, wanted.most.div_ceil(2), wanted.wait, true)).await?;
        return Ok((writer, reader));
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let mut options = ConnectOptions::new(address::postgres(url)?.as_str());
        options
            .max_connections(wanted.most)
            .acquire_timeout(wanted.wait)
            .sqlx_logging(false)
            .set_application_name("concordat");
        let pool = Database::connect(options).await?;
        return Ok((pool.clone(), pool));
    }
    Err(DbErr::Custom("the database must be sqlite://FILE or postgres://USER@HOST/NAME".into()))
}

/// The file of an SQLite database, from its address.
pub fn sqlite_file(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite:")?;
    Some(path.trim_start_matches("//").split('?').next().unwrap_or_default())
}

/// False for a connection whose transaction SQLite has ended by itself, as it does when the disk fails: sqlx still counts
/// that transaction, would nest the next one in it, and report as done what was never committed. It is closed instead.
async fn is_in_step(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A rollback may still be on its way to the connection's thread: the answer to this comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// One connection to an SQLite file that is there, which leaves its journal as it is: for making and checking copies.
pub async fn alone(path: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rw"));
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|options| options.busy_timeout(Duration::from_secs(10)));
    Database::connect(options).await
}

fn sqlite(path: &str, most: u32, wait: Duration, reads_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    // A file does not hang up: to ask whether it did takes as long as a short read.
    options.max_connections(most).acquire_timeout(wait * 2).test_before_acquire(false).sqlx_logging(false);
    if !reads_only {
        options.map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(is_in_step(connection)));
    }
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            // What is deleted is gone from the file, too: redacted payloads, swept sessions.
            .pragma("secure_delete", if reads_only { "OFF" } else { "ON" })
            // A change of many rows stays in memory until it is written as a whole.
            .pragma("cache_size", if reads_only { "-4000" } else { "-48000" })
            .pragma("query_only", if reads_only { "ON" } else { "OFF" })
            .busy_timeout(wait * 2)
            .foreign_keys(true)
    });
    options
}
