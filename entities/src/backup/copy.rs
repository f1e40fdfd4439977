//! Copying a register that is being changed meanwhile: as it stood at one instant.

use std::path::Path;

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseBackend, DatabaseTransaction, IsolationLevel, Statement, TransactionTrait,
};

use super::{Contents, postgres};
use crate::{
    Refusal, Register,
    audit::{self, Verdict},
    register::connect,
};

impl Register {
    /// Writes a copy to a file that is not there yet, and tells what is in it. Nobody has to wait for it.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if the audit chain is broken (then only a copy made before helps), or if PostgreSQL's
    /// programs are missing or older than the server.
    pub async fn copy_to(&self, file: &Path) -> Result<Contents, Refusal> {
        match connect::sqlite_file(self.url()) {
            Some(database) => copy_sqlite(database, file).await,
            None => self.dump(file).await,
        }
    }

    async fn dump(&self, file: &Path) -> Result<Contents, Refusal> {
        let (level, mode) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
        let tx = self.reader().begin_with_config(Some(level), Some(mode)).await?;
        let pg_dump = postgres::Program::find("pg_dump", postgres::server_version(&tx).await?)?;
        let mut contents = whole(&tx).await?;
        contents.pg_dump = Some(pg_dump.major);
        let snapshot = snapshot(&tx).await?;
        let options = ["--format=custom", "--no-owner", "--no-privileges", "--snapshot", &snapshot, "--file"];
        pg_dump.run(self.url(), &options, file).await?;
        // Until here the snapshot had to be kept open.
        tx.rollback().await?;
        Ok(contents)
    }
}

async fn snapshot(tx: &DatabaseTransaction) -> Result<String, Refusal> {
    let export = Statement::from_string(DatabaseBackend::Postgres, "SELECT pg_export_snapshot() AS snapshot");
    let row = tx.query_one_raw(export).await?.ok_or_else(|| Refusal::broken("no snapshot"))?;
    Ok(row.try_get("", "snapshot")?)
}

async fn copy_sqlite(database: &str, file: &Path) -> Result<Contents, Refusal> {
    let name = file.to_str().ok_or_else(|| Refusal::rule("The file's name is not text", "Choose another name"))?;
    let source = connect::alone(database).await?;
    let copy = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO ?", [name.into()]);
    source.execute_raw(copy).await?;
    source.close().await?;
    let copied = connect::alone(name).await?;
    let contents = whole(&copied).await?;
    copied.close().await?;
    Ok(contents)
}

/// Counts a register whose audit chain is whole: a copy of another would be no use.
async fn whole(db: &impl ConnectionTrait) -> Result<Contents, Refusal> {
    let contents = Contents::of(db).await?;
    let state = migrations::compare(&contents.migrations);
    if !state.pending.is_empty() || !state.unknown.is_empty() {
        // Another program's schema: a copy can be made of it, and only that program can read the trail.
        return Ok(contents);
    }
    match audit::verify(db, None).await? {
        Verdict::Whole { .. } => Ok(contents),
        Verdict::Broken { seq, why } => Err(Refusal::rule(
            format!("The audit chain is broken at entry {seq}: {why}"),
            "Restore the last backup into another place and compare; this register is left as it is",
        )),
    }
}
