//! Connections: on SQLite one writer and a pool of readers, on PostgreSQL one pool for both.

use std::{path::Path, time::Duration};

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

/// Opens the writer's and the readers' connections.
pub async fn connect(url: &str) -> Result<(DatabaseConnection, DatabaseConnection), DbErr> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
        if let Some(folder) = Path::new(path).parent() {
            std::fs::create_dir_all(folder)
                .map_err(|why| DbErr::Custom(format!("cannot make the folder of {path}: {why}")))?;
        }
        let writer = Database::connect(sqlite(path, 1, false)).await?;
        let reader = Database::connect(sqlite(path, 8, true)).await?;
        return Ok((writer, reader));
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(5))
            .sqlx_logging(false)
            .set_application_name("concordat");
        let pool = Database::connect(options).await?;
        return Ok((pool.clone(), pool));
    }
    Err(DbErr::Custom("the database must be sqlite://FILE or postgres://USER@HOST/NAME".into()))
}

fn sqlite(path: &str, connections: u32, reads_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    options.max_connections(connections).acquire_timeout(Duration::from_secs(10)).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            // What is deleted is gone from the file, too: redacted payloads, swept sessions.
            .pragma("secure_delete", if reads_only { "OFF" } else { "ON" })
            .pragma("query_only", if reads_only { "ON" } else { "OFF" })
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
    });
    options
}
