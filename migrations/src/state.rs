//! How a database's schema stands to this program's.

use std::collections::BTreeSet;

use sea_orm_migration::{
    MigratorTrait,
    prelude::{Expr, ExprTrait, Order, Query},
    sea_orm::{ConnectionTrait, DatabaseBackend, DbErr},
};

use crate::Migrator;

/// The table in which sea-orm keeps what was applied.
const APPLIED: &str = "seaql_migrations";

/// The changes of the schema, each by its name, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Done to the database, and known to this program.
    pub applied: Vec<String>,
    /// Known to this program, not yet done.
    pub pending: Vec<String>,
    /// Done to the database by a newer program.
    pub unknown: Vec<String>,
}

/// Every change that was done to a database, in order; none for an empty one. Changes nothing.
///
/// # Errors
/// The database cannot be read.
pub async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    if !tables(db).await?.iter().any(|table| table == APPLIED) {
        return Ok(Vec::new());
    }
    let look = Query::select().column("version").from(APPLIED).order_by("version", Order::Asc).take();
    db.query_all(&look).await?.iter().map(|row| row.try_get("", "version")).collect()
}

/// Compares a database with this program. Changes nothing.
///
/// # Errors
/// The database cannot be read.
pub async fn state(db: &impl ConnectionTrait) -> Result<State, DbErr> {
    Ok(compare(&applied(db).await?))
}

/// Compares what was applied somewhere with this program.
pub fn compare(done: &[String]) -> State {
    let known: BTreeSet<String> = Migrator::migrations().iter().map(|change| change.name().to_owned()).collect();
    let (applied, unknown) = done.iter().cloned().partition(|name| known.contains(name));
    let pending = known.into_iter().filter(|name| !done.contains(name)).collect();
    State { applied, pending, unknown }
}

/// The names of a database's tables, in order, without the database's own.
///
/// # Errors
/// The database cannot be read.
pub async fn tables(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let mut look = Query::select();
    if db.get_database_backend() == DatabaseBackend::Sqlite {
        look.column("name").from("sqlite_master");
        look.and_where(Expr::col("type").eq("table"));
    } else {
        look.expr_as(Expr::cust("CAST(table_name AS TEXT)"), "name").from(("information_schema", "tables"));
        look.and_where(Expr::cust("table_schema = current_schema()"))
            .and_where(Expr::cust("table_type = 'BASE TABLE'"));
    }
    let mut names: Vec<String> =
        db.query_all(&look).await?.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    names.retain(|name| !name.starts_with("sqlite_"));
    names.sort();
    Ok(names)
}
