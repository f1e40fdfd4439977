//! Makes a larger register of one that is there, for measuring pages: each procurement with its releases and events, each agreement
//! with its editions, promises and money, or each contract with its measures and results as many times as is said, by statements
//! of the database, because making them one by one takes an hour. The copies have keys, references and OCIDs of their own, and are
//! found by the words of the first.
//!
//!     cargo run --release -p server --example multiply -- concordat.db procurement 10
//!     cargo run --release -p server --example multiply -- concordat.db agreement 250

use std::{collections::BTreeSet, env::args};

use anyhow::Context;
use sea_orm::sqlx::{
    AssertSqlSafe, Connection, Row, SqliteConnection, query,
    sqlite::{SqliteConnectOptions, SqliteRow, SqliteSynchronous},
};

/// What can be multiplied: the table, and the kinds under which search knows it and what hangs from it.
const ROOTS: [(&str, &[i64]); 3] = [("agreement", &[1, 2]), ("contract", &[4]), ("procurement", &[5])];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let (Some(path), Some(root), Some(times)) = (args.next(), args.next(), args.next()) else {
        anyhow::bail!("give FILE, TABLE and NUMBER")
    };
    let times: i64 = times.parse().context("the NUMBER of times")?;
    let (root, kinds) = ROOTS.into_iter().find(|(table, _)| *table == root).context("the TABLE")?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-200000")
        .foreign_keys(false);
    let mut register = SqliteConnection::connect_with(&options).await?;
    let family = family(&mut register, root).await?;
    let mut last = 0;
    for table in &family {
        let most = format!("SELECT coalesce(max(id), 0) AS n FROM {table}");
        last = last.max(rows(&mut register, most).await.map_or(0, |rows| rows[0].get("n")));
    }
    let copies = "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {last})";
    let copies = copies.replace("{last}", &(times - 1).to_string());
    if times < 2 {
        return Ok(());
    }
    for table in family.iter().map(String::as_str).chain(["search_record", "search_entry"]) {
        let parents = parents(&mut register, table).await?;
        let searched = table.starts_with("search_");
        let moves = |column: &str| match column {
            "id" => !searched,
            "record_id" => searched,
            column => {
                let named = column.strip_suffix("_id").is_some_and(|parent| family.contains(parent));
                named || parents.iter().any(|(from, parent)| from == column && family.contains(parent))
            }
        };
        let columns = columns(&mut register, table).await?;
        let value = |column: &String| match column.as_str() {
            moved if moves(moved) => format!("{moved} + n * {last}"),
            // PRO-2025-001 becomes PRO-2025-1000001.
            "reference" => {
                "substr(reference, 1, 9) || (CAST(substr(reference, 10) AS INTEGER) + n * 1000000)".to_owned()
            }
            // What is kept of a record names it likewise: COM-2014-003.
            "record" if !searched => {
                "substr(record, 1, 9) || (CAST(substr(record, 10, 3) AS INTEGER) + n * 1000000) || substr(record, 13)"
                    .to_owned()
            }
            "ocid" => "ocid || '-' || n".to_owned(),
            other => other.to_owned(),
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let kinds = kinds.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let these = if searched { format!("WHERE kind IN ({kinds})") } else { String::new() };
        let (columns, values) = (columns.join(", "), values.join(", "));
        let sql = format!("INSERT INTO {table} ({columns}) {copies} SELECT {values} FROM {table}, copies {these}");
        query(AssertSqlSafe(sql)).execute(&mut register).await.context(table.to_owned())?;
    }
    query("ANALYZE").execute(&mut register).await?;
    Ok(())
}

/// The table and all whose rows belong to its rows, however many steps away.
async fn family(register: &mut SqliteConnection, root: &str) -> anyhow::Result<BTreeSet<String>> {
    let all = rows(register, "SELECT name FROM sqlite_master WHERE type = 'table'".into()).await?;
    let all: Vec<String> = all.iter().map(|row| row.get("name")).collect();
    let mut family = BTreeSet::from([root.to_owned()]);
    loop {
        let before = family.len();
        for table in &all {
            if parents(register, table).await?.iter().any(|(_, parent)| family.contains(parent)) {
                family.insert(table.clone());
            }
        }
        if family.len() == before {
            return Ok(family);
        }
    }
}

/// The columns of a table that point into others, each with the table.
async fn parents(register: &mut SqliteConnection, table: &str) -> anyhow::Result<Vec<(String, String)>> {
    let found = rows(register, format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{table}')")).await?;
    Ok(found.iter().map(|row| (row.get("from"), row.get("table"))).collect())
}

async fn columns(register: &mut SqliteConnection, table: &str) -> anyhow::Result<Vec<String>> {
    let found = rows(register, format!("SELECT name FROM pragma_table_info('{table}')")).await?;
    Ok(found.iter().map(|row| row.get("name")).collect())
}

async fn rows(register: &mut SqliteConnection, sql: String) -> anyhow::Result<Vec<SqliteRow>> {
    Ok(query(AssertSqlSafe(sql)).fetch_all(register).await?)
}
