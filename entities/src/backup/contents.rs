//! What a copy holds: by it a restored register is known to be the same.

use std::{collections::BTreeMap, fmt};

use sea_orm::{
    ConnectionTrait, DatabaseBackend,
    sea_query::{Asterisk, Expr, Func, Query},
};
use serde::{Deserialize, Serialize};

use crate::{
    Refusal,
    audit::{self, Head},
};

/// Which database system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum System {
    /// A file.
    Sqlite,
    /// A server.
    PostgreSql,
}

impl System {
    /// The name of the copy in a backup.
    pub fn file(self) -> &'static str {
        match self {
            Self::Sqlite => "register.db",
            Self::PostgreSql => "register.dump",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::PostgreSql => "PostgreSQL",
        })
    }
}

/// A register at one instant, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    pub system: System,
    /// The version of `pg_dump` that wrote the copy; `pg_restore` may not be older.
    pub pg_dump: Option<u32>,
    /// Changes of the schema, in order.
    pub migrations: Vec<String>,
    /// Rows of every table.
    pub rows: BTreeMap<String, i64>,
    /// The end of the audit trail.
    pub audit_head: Head,
}

impl Contents {
    /// Counts a register.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] if the database holds no register.
    pub async fn of(db: &impl ConnectionTrait) -> Result<Self, Refusal> {
        let tables = migrations::tables(db).await?;
        if !tables.iter().any(|table| table == "audit_head") {
            return Err(Refusal::rule("This database holds no register", "Name the one that does with DATABASE_URL"));
        }
        let mut rows = BTreeMap::new();
        for table in tables {
            let count = Func::count(Expr::col(Asterisk));
            let look = Query::select().expr_as(count, "rows").from(table.clone()).take();
            let counted = db.query_one(&look).await?.ok_or_else(|| Refusal::broken(format!("no count of {table}")))?;
            rows.insert(table, counted.try_get("", "rows")?);
        }
        let sqlite = db.get_database_backend() == DatabaseBackend::Sqlite;
        Ok(Self {
            system: if sqlite { System::Sqlite } else { System::PostgreSql },
            pg_dump: None,
            migrations: migrations::applied(db).await?,
            rows,
            audit_head: audit::head(db).await?,
        })
    }

    /// Refuses another register than this one, saying where it differs.
    pub(super) fn same_as(&self, other: &Self) -> Result<(), Refusal> {
        let differs = |what: String| Err(Refusal::broken(format!("what was restored is not what was copied: {what}")));
        if self.migrations != other.migrations {
            return differs("its schema is another".into());
        }
        if self.audit_head != other.audit_head {
            return differs(format!("its audit head is {} and not {}", other.audit_head, self.audit_head));
        }
        let tables = self.rows.keys().chain(other.rows.keys());
        match tables.into_iter().find(|table| self.rows.get(*table) != other.rows.get(*table)) {
            None => Ok(()),
            Some(table) => {
                let count = |rows: &BTreeMap<String, i64>| rows.get(table).copied().unwrap_or_default();
                differs(format!("{table} has {} rows and not {}", count(&other.rows), count(&self.rows)))
            }
        }
    }
}
