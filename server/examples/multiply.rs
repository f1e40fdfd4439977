//! Makes a larger register of one that is there, for measuring pages: copies each agreement with its editions, promises and money,
//! each commitment, each procurement with its releases and events, or each contract with its measures and results, until there are
//! at least as many as is said, by statements of the database, because making them one by one takes an hour. The copies have keys,
//! references and OCIDs of their own, and are found by the words of the first. Copies of agreements lie in other years; those of
//! contracts have other titles, prices, ends and providers. What the register keeps of records is copied with them, but for the
//! breaks and duties of copied commitments; the digests of what was signed are those of the first: `concordat check` finds fault
//! with the copies.
//!
//!     cargo run --release -p server --example multiply -- concordat.db agreement 1000 commitment 25000 procurement 1000000 contract 100000
//!
//! Contracts come after procurements, because each copy of a procurement brings copies of what hangs from it.

use std::{collections::BTreeSet, env::args};

use anyhow::Context;
use sea_orm::sqlx::{
    AssertSqlSafe, Connection, Row, SqliteConnection, query,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous},
};

/// What can be multiplied: the table, and the kinds under which search knows it and what hangs from it.
const ROOTS: [(&str, &[i64]); 4] =
    [("agreement", &[1, 2]), ("commitment", &[2]), ("contract", &[4]), ("procurement", &[4, 5])];

/// What the register keeps of records of several kinds: of these a copy has what hangs from its own.
const KEPT: [&str; 2] = ["chain_break", "duty"];

/// Which rows of such a table hang from records that are copied with a root.
fn hang_from(root: &str, table: &str) -> &'static str {
    match (root, table) {
        ("agreement", _) => "edition_id IS NOT NULL",
        ("procurement", "duty") => "procurement_id IS NOT NULL OR contract_id IS NOT NULL",
        ("contract" | "procurement", _) => "contract_id IS NOT NULL",
        _ => "FALSE",
    }
}

/// Columns that hold a key of their own kind of record without the schema saying so.
const AMONG_THEMSELVES: [(&str, &str); 4] = [
    ("ambition_id", "commitment"),
    ("base_id", "edition"),
    ("continues_id", "funding_line"),
    ("corrects_id", "observation"),
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let path = args.next().context("give FILE, then as often as you like TABLE and NUMBER")?;
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .synchronous(SqliteSynchronous::Off)
        .journal_mode(SqliteJournalMode::Off)
        .pragma("cache_size", "-200000")
        .foreign_keys(false);
    let mut register = SqliteConnection::connect_with(&options).await?;
    // Each copy would write every one of them.
    let indexes = "FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'";
    let made_anew = texts(&mut register, format!("SELECT sql {indexes}")).await?;
    for name in texts(&mut register, format!("SELECT name {indexes}")).await? {
        query(AssertSqlSafe(format!("DROP INDEX \"{name}\""))).execute(&mut register).await?;
    }
    while let Some(table) = args.next() {
        let wanted: i64 = args.next().context("a NUMBER after the TABLE")?.parse().context("the NUMBER of records")?;
        let (root, kinds) = ROOTS.into_iter().find(|(root, _)| *root == table).context("the TABLE")?;
        let last = multiplied(&mut register, root, kinds, wanted).await?;
        for statement in varied(root, last) {
            query(AssertSqlSafe(statement)).execute(&mut register).await?;
        }
    }
    for statement in PROVIDERS {
        query(*statement).execute(&mut register).await?;
    }
    for index in made_anew {
        query(AssertSqlSafe(index)).execute(&mut register).await?;
    }
    for statement in ["ANALYZE", "PRAGMA journal_mode = WAL"] {
        query(statement).execute(&mut register).await?;
    }
    Ok(register.close().await?)
}

/// Copies the rows of a table, with what hangs from them, until there are as many as is wanted. Tells the last key of before: what
/// is above it is a copy.
async fn multiplied(register: &mut SqliteConnection, root: &str, kinds: &[i64], wanted: i64) -> anyhow::Result<i64> {
    let family = family(register, root).await?;
    let (mut last, mut highest) = (1, 1);
    for table in &family {
        let columns = columns(register, table).await?;
        let has = |name: &str| columns.iter().any(|column| column == name);
        if has("id") {
            last = last.max(number(register, format!("SELECT coalesce(max(id), 0) FROM {table}")).await?);
        }
        if has("reference") {
            let most = format!("SELECT coalesce(max(CAST(substr(reference, 10) AS INTEGER)), 0) FROM {table}");
            highest = highest.max(number(register, most).await?);
        }
    }
    let are = number(register, format!("SELECT count(*) FROM {root}")).await?;
    anyhow::ensure!(are > 0, "there is nothing in {root} to multiply");
    let times = (wanted + are - 1) / are;
    if times < 2 {
        return Ok(last);
    }
    let above = 10_i64.pow(highest.ilog10() + 1);
    let copies =
        format!("WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {})", times - 1);
    for table in family.iter().map(String::as_str).chain(["search_record", "search_entry"]) {
        let kept = KEPT.contains(&table);
        let parents = parents(register, table).await?;
        let searched = table.starts_with("search_");
        let moves = |column: &str| match column {
            "id" => !searched,
            "record_id" => searched,
            column => {
                let named = column.strip_suffix("_id").is_some_and(|parent| family.contains(parent));
                let among = AMONG_THEMSELVES.iter().any(|(from, of)| *from == column && family.contains(*of));
                named || among || parents.iter().any(|(from, parent)| from == column && family.contains(parent))
            }
        };
        let columns = columns(register, table).await?;
        let value = |column: &String| match column.as_str() {
            moved if moves(moved) => format!("{moved} + n * {last}"),
            // PRO-2014-001 becomes PRO-2014-1001 where the highest number is below 1,000.
            "reference" => {
                format!("substr(reference, 1, 9) || (CAST(substr(reference, 10) AS INTEGER) + n * {above})")
            }
            "ocid" => "ocid || '-' || n".to_owned(),
            // Behind the contract's reference a measure has its key.
            "record" if kept => format!(
                "substr(record, 1, 9) || (CAST(substr(record, 10) AS INTEGER) + n * {above}) || CASE instr(record, ' ') \
                 WHEN 0 THEN '' ELSE ' ' || (CAST(substr(record, instr(record, ' ')) AS INTEGER) + n * {last}) END"
            ),
            other => other.to_owned(),
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let kinds = kinds.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let these = match (searched, kept) {
            (true, _) => format!("WHERE kind IN ({kinds})"),
            (_, true) => format!("WHERE {}", hang_from(root, table)),
            _ => String::new(),
        };
        let (columns, values) = (columns.join(", "), values.join(", "));
        let sql = format!("INSERT INTO {table} ({columns}) {copies} SELECT {values} FROM {table}, copies {these}");
        query(AssertSqlSafe(sql)).execute(&mut *register).await.context(table.to_owned())?;
    }
    Ok(last)
}

/// What makes copies unlike the first, where lists are put in order and narrowed: of agreements the year, from 2010 to 2019, the same
/// for all that hangs from a copy; of contracts title, price, days and provider.
fn varied(root: &str, last: i64) -> Vec<String> {
    let years = |table: &str| format!("UPDATE {table} SET year = 2010 + (id - 1) / {last} % 10 WHERE id > {last}");
    match root {
        "agreement" => ["agreement", "commitment", "funding_line", "listed_edition", "listed_wording", "listed_terms"]
            .map(years)
            .into(),
        "contract" => {
            // Numbers that look like chance, the same in every run.
            let chance = |below: i64| format!("((id * 2654435761 & 4294967295) >> 8) % {below}");
            let day = "coalesce((SELECT value FROM setting WHERE name = 'demonstration'), date('now'))";
            // A school provides nothing to a council.
            let providers = "CREATE TEMP TABLE provides AS SELECT row_number() OVER (ORDER BY id) - 1 AS turn, id \
                             FROM organisation WHERE kind <> 'school' AND merged_into_id IS NULL";
            let turn = "contract_id % (SELECT count(*) FROM provides)";
            vec![
                format!(
                    "UPDATE contract SET title = title || ' ' || id, title_key = title_key || ' ' || id, \
                     pence = 100 * (10000 + {}), ends = date({day}, ({} - 1826) || ' days') WHERE id > {last}",
                    chance(5_000_000),
                    chance(3_652),
                ),
                format!("UPDATE contract SET starts = date(ends, '-3 years') WHERE id > {last}"),
                providers.to_owned(),
                "CREATE UNIQUE INDEX temp.provides_by_turn ON provides (turn)".to_owned(),
                format!(
                    "UPDATE OR REPLACE contract_organisation SET organisation_id = \
                     (SELECT id FROM provides WHERE turn = {turn}) WHERE part = 'provider' AND contract_id > {last}"
                ),
            ]
        }
        _ => Vec::new(),
    }
}

/// The rows of providers, anew: contracts have other providers by now.
const PROVIDERS: &[&str] = &[
    "DELETE FROM provider",
    "INSERT INTO provider (organisation_id, name_key, kind, contracts, pence, published_contracts, published_pence, services, places) \
     WITH provided AS (SELECT part.organisation_id AS body, count(*) AS contracts, sum(coalesce(contract.pence, 0)) AS pence, \
     sum(contract.published) AS published, sum(contract.published * coalesce(contract.pence, 0)) AS published_pence \
     FROM contract_organisation AS part JOIN contract ON contract.id = part.contract_id WHERE part.part = 'provider' GROUP BY 1), \
     registered AS (SELECT organisation_id AS body, count(*) AS services, sum(coalesce(places, 0)) AS places \
     FROM registered_service WHERE status IN ('active', 'suspended') GROUP BY 1) \
     SELECT id, name_key, kind, coalesce(contracts, 0), coalesce(pence, 0), coalesce(published, 0), coalesce(published_pence, 0), \
     coalesce(services, 0), coalesce(places, 0) FROM organisation LEFT JOIN provided ON provided.body = organisation.id \
     LEFT JOIN registered ON registered.body = organisation.id WHERE provided.body IS NOT NULL OR registered.body IS NOT NULL",
];

/// The table and all whose rows belong to its rows, however many steps away.
async fn family(register: &mut SqliteConnection, root: &str) -> anyhow::Result<BTreeSet<String>> {
    let all = texts(register, "SELECT name FROM sqlite_master WHERE type = 'table'".into()).await?;
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
    texts(register, format!("SELECT name FROM pragma_table_info('{table}')")).await
}

/// The first column of what is asked.
async fn texts(register: &mut SqliteConnection, sql: String) -> anyhow::Result<Vec<String>> {
    Ok(rows(register, sql).await?.iter().map(|row| row.get(0)).collect())
}

async fn number(register: &mut SqliteConnection, sql: String) -> anyhow::Result<i64> {
    Ok(query(AssertSqlSafe(sql)).fetch_one(register).await?.try_get(0)?)
}

async fn rows(register: &mut SqliteConnection, sql: String) -> anyhow::Result<Vec<SqliteRow>> {
    Ok(query(AssertSqlSafe(sql)).fetch_all(register).await?)
}
