//! Makes a larger register of one with imported procurements, for measuring pages: each of them with its releases, events and
//! words as many times as is said, by statements of the database, because an import of a million takes an hour. The copies have
//! references and OCIDs of their own, and are found by the words of the first.
//!
//!     cargo run --release -p server --example multiply -- concordat.db 10

use std::env::args;

use anyhow::Context;
use sea_orm::sqlx::{
    AssertSqlSafe, Connection, Row, SqliteConnection, query,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};

/// Tables that have rows of a procurement, and the column that says of which.
const TABLES: [(&str, &str); 5] = [
    ("procurement", "id"),
    ("procurement_release", "procurement_id"),
    ("tender_event", "procurement_id"),
    ("search_entry", "record_id"),
    ("search_record", "record_id"),
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let (Some(path), Some(times)) = (args.next(), args.next()) else { anyhow::bail!("give FILE and NUMBER") };
    let times: i64 = times.parse().context("the NUMBER of times")?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-200000")
        .foreign_keys(false);
    let mut register = SqliteConnection::connect_with(&options).await?;
    let last: i64 = query("SELECT max(id) AS n FROM procurement").fetch_one(&mut register).await?.get("n");
    for (table, of) in TABLES {
        let columns: Vec<String> = query(AssertSqlSafe(format!("SELECT name FROM pragma_table_info('{table}')")))
            .fetch_all(&mut register)
            .await?
            .iter()
            .map(|row| row.get("name"))
            .collect();
        for copy in 1..times {
            let column = |name: &String| match name.as_str() {
                of_it if of_it == of => format!("{of} + {}", copy * last),
                "id" => "NULL".to_owned(),
                // PRO-2025-001 becomes PRO-2025-1000001.
                "reference" => {
                    format!("substr(reference, 1, 9) || (CAST(substr(reference, 10) AS INTEGER) + {copy} * 1000000)")
                }
                "ocid" => format!("ocid || '-{copy}'"),
                other => other.to_owned(),
            };
            let values: Vec<String> = columns.iter().map(column).collect();
            let (columns, values) = (columns.join(", "), values.join(", "));
            let these = if table.starts_with("search_") { "kind = 5 AND" } else { "" };
            let sql =
                format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {these} {of} <= {last}");
            query(AssertSqlSafe(sql)).execute(&mut register).await?;
        }
    }
    Ok(())
}
