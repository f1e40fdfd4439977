//! An empty place, and filling it with a copy that is checked before anyone calls it a register.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};

use super::{Contents, System, postgres};
use crate::{
    Refusal, Register,
    audit::Verdict,
    clock::Clock,
    register::{Connections, connect},
};

/// A database that holds nothing yet.
#[derive(Debug)]
pub struct Place {
    url: String,
    /// On SQLite, the file that will be made.
    file: Option<PathBuf>,
}

/// What was put back.
#[derive(Debug)]
pub struct Restored {
    /// Entries of the audit trail, each verified.
    pub entries: i64,
    /// Changes of the schema that were made since the copy.
    pub brought_up: usize,
}

impl Place {
    /// Finds a place empty.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if something is there.
    pub async fn find(url: &str) -> Result<Self, Refusal> {
        let Some(file) = connect::sqlite_file(url).map(PathBuf::from) else {
            let register = Register::open(url, Clock::default()).await?;
            let tables = migrations::tables(register.reader()).await?;
            register.close().await?;
            return match tables.len() {
                0 => Ok(Self { url: url.into(), file: None }),
                count => Err(Refusal::rule(
                    format!("The database is not empty: it has {count} tables"),
                    "Make an empty one with createdb and name it with DATABASE_URL; nothing was changed",
                )),
            };
        };
        let beside = |ending: &str| PathBuf::from(format!("{}{ending}", file.display()));
        match ["", "-wal", "-shm"].map(beside).into_iter().find(|path| path.exists()) {
            None => Ok(Self { url: url.into(), file: Some(file) }),
            Some(there) => Err(Refusal::rule(
                format!("{} is there already", there.display()),
                "Move it away, or name another file with DATABASE_URL; nothing was changed",
            )),
        }
    }

    /// Which copies fit in.
    pub fn system(&self) -> System {
        if self.file.is_some() { System::Sqlite } else { System::PostgreSql }
    }

    /// The folder that the copy has to be unpacked in, so that it only has to be renamed.
    pub fn folder(&self) -> Option<&Path> {
        let folder = self.file.as_deref()?.parent()?;
        Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    }

    /// Puts a copy in, brings its schema up to this program's, and holds it against what it should be.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] for a copy of a newer program or of another system; [`Refusal::Broken`] says what is not
    /// as it was. On SQLite the place is then still empty.
    pub async fn fill(&self, copy: &Path, contents: &Contents) -> Result<Restored, Refusal> {
        let Some(file) = &self.file else { return self.load(copy, contents).await };
        let name = copy.to_string_lossy().into_owned();
        let unpacked = connect::alone(&name).await?;
        sound(&unpacked).await?;
        contents.same_as(&Contents::of(&unpacked).await?)?;
        unpacked.close().await?;
        let restored = bring_up(&format!("sqlite://{name}"), contents).await?;
        std::fs::rename(copy, file).map_err(Refusal::broken)?;
        Ok(restored)
    }

    async fn load(&self, copy: &Path, contents: &Contents) -> Result<Restored, Refusal> {
        let register = Register::open(&self.url, Clock::default()).await?;
        let server = postgres::server_version(register.reader()).await?;
        let pg_restore = postgres::Program::find("pg_restore", server.max(contents.pg_dump.unwrap_or_default()))?;
        let options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"];
        pg_restore.run(&self.url, &options, copy).await?;
        contents.same_as(&Contents::of(register.reader()).await?)?;
        register.close().await?;
        bring_up(&self.url, contents).await
    }
}

/// This program can verify the trail on its own schema only.
async fn bring_up(url: &str, contents: &Contents) -> Result<Restored, Refusal> {
    let register = Register::open_with(url, Clock::default(), Connections::default()).await?;
    let brought_up = register.schema_state().await?.pending.len();
    register.migrate().await?;
    let head = Some(&contents.audit_head).filter(|head| head.seq > 0);
    let verdict = register.verify_audit(head).await?;
    register.close().await?;
    match verdict {
        Verdict::Whole { entries, head, .. } if head == contents.audit_head => Ok(Restored { entries, brought_up }),
        Verdict::Whole { head, .. } => Err(Refusal::broken(format!("the audit head is {head}"))),
        Verdict::Broken { seq, why } => {
            Err(Refusal::broken(format!("the audit chain is broken at entry {seq}: {why}")))
        }
    }
}

/// SQLite's own check of the file, page by page.
async fn sound(db: &DatabaseConnection) -> Result<(), Refusal> {
    let check = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA integrity_check");
    let said = db.query_one_raw(check).await?.map(|row| row.try_get::<String>("", "integrity_check")).transpose()?;
    match said.as_deref() {
        Some("ok") => Ok(()),
        other => Err(Refusal::broken(format!("the copy is damaged: {}", other.unwrap_or("no answer")))),
    }
}
