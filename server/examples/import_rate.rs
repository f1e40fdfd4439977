//! How quickly releases are imported into an SQLite register while others read and write, how long these wait, and how much
//! memory it took; beside a bare loop that parses the same JSON and inserts the same rows in as many commits, alone, in the same
//! run. FILE holds JSON lines, as `generate_releases` makes them; REGISTER is there, and nothing was imported into it yet; what the
//! loop writes into is a copy of it from before the import.
//!
//!     cargo run --release -p server --example import_rate -- releases.jsonl concordat.db bare.db

use std::{
    env::args,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use entities::{
    Register,
    access::{Actor, Viewer},
    clock::Clock,
    import,
    organisation::{Kind, deeds::AddOrganisation, read::OrganisationPage},
    values::Reference,
};
use sea_orm::sqlx::{
    AssertSqlSafe, Column, Connection, Row, SqliteConnection, TypeInfo, ValueRef, query,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteRow, SqliteSynchronous},
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut args = args().skip(1);
    let (Some(file), Some(ours), Some(bare)) = (args.next(), args.next(), args.next()) else {
        anyhow::bail!("give FILE, REGISTER and COPY")
    };
    query("VACUUM INTO ?").bind(&bare).execute(&mut opened(&ours).await?).await?;
    let lines = BufReader::new(File::open(&file)?).lines().count();
    let (took, waits) = imported(&ours, &file).await?;
    let peak = peak_memory();
    let looped = bare_loop(&ours, &bare, &file).await?;
    let rate = |took: Duration| u128::from(lines as u64) * 1_000 / took.as_millis().max(1);
    println!("import of {lines} releases: {} a second ({} s)", rate(took), took.as_secs());
    println!("bare loop of the same rows: {} a second ({} s)", rate(looped), looped.as_secs());
    println!("ratio: {} %", rate(took) * 100 / rate(looped).max(1));
    println!("peak memory of the import: {peak}");
    for (who, mut waited) in waits {
        waited.sort();
        let at = |part: usize| waited.get(waited.len() * part / 1_000).copied().unwrap_or_default().as_millis();
        let longest = waited.last().copied().unwrap_or_default().as_millis();
        println!("{who}: {} times; p50 {} ms, p99 {} ms, longest {longest} ms", waited.len(), at(500), at(990));
    }
    Ok(())
}

type Waits = Vec<(&'static str, Vec<Duration>)>;

/// Imports the file while somebody else reads and writes all the time; tells how long it took, and how long they waited.
async fn imported(database: &str, file: &str) -> anyhow::Result<(Duration, Waits)> {
    let register = Register::open(&format!("sqlite://{database}"), Clock::default()).await?;
    let over = Arc::new(AtomicBool::new(false));
    let body = AddOrganisation::named("The first", Kind::School);
    let known: Reference = register.change(&Actor::operator(), &body).await?;
    let (reading, writing) = (probe(&register, &over, Some(known)), probe(&register, &over, None));
    let (path, started) = (file.to_owned(), Instant::now());
    import::import(&register, &Actor::operator(), "bench", move || File::open(path), |_, _| ()).await?;
    let took = started.elapsed();
    over.store(true, Ordering::Relaxed);
    let waits = vec![("others who read", reading.await?), ("others who write", writing.await?)];
    register.close().await?;
    Ok((took, waits))
}

/// Reads a record, or writes one, every 20 milliseconds until it is over.
fn probe(
    register: &Register,
    over: &Arc<AtomicBool>,
    reads: Option<Reference>,
) -> tokio::task::JoinHandle<Vec<Duration>> {
    let (register, over) = (register.clone(), Arc::clone(over));
    tokio::spawn(async move {
        let mut waited = Vec::new();
        while !over.load(Ordering::Relaxed) {
            let started = Instant::now();
            let done = match &reads {
                Some(known) => register.read(&Viewer::Public, &OrganisationPage(known.clone())).await.map(|_| ()),
                None => {
                    let body = AddOrganisation::named(&format!("Probe {}", waited.len()), Kind::School);
                    register.change(&Actor::operator(), &body).await.map(|_| ())
                }
            };
            if done.is_ok() {
                waited.push(started.elapsed());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        waited
    })
}

/// The number of procurements among the kinds of what can be found.
const PROCUREMENT: i64 = 5;

/// Parses the file and inserts the rows that the import made of it; reading these rows is not counted.
async fn bare_loop(ours: &str, bare: &str, file: &str) -> anyhow::Result<Duration> {
    let mut from = opened(ours).await?;
    let mut into = opened(bare).await?;
    let mut lines = BufReader::new(File::open(file)?).lines();
    let last = last_key(&mut from, "procurement").await?;
    let known = last_key(&mut into, "procurement").await?;
    let (mut took, mut words) = (Duration::ZERO, last_key(&mut into, "search_word").await?);
    let faults = rows(&mut from, "SELECT * FROM import_fault").await?;
    let commits: i64 = query("SELECT count(*) AS n FROM audit_entry WHERE deed = 'imported releases'")
        .fetch_one(&mut from)
        .await?
        .get(0);
    let batch = ((last - known) / commits.max(1)).max(1);
    for first in (known + 1..=last).step_by(usize::try_from(batch)?) {
        let range = format!("BETWEEN {first} AND {}", first + batch - 1);
        let records = format!("SELECT * FROM search_record WHERE kind = {PROCUREMENT} AND record_id {range}");
        let records = rows(&mut from, &records).await?;
        let entries = entries(&records);
        let newest = entries.iter().map(|[word, ..]| *word).max().unwrap_or_default().max(words);
        let word_range = format!("> {words} AND {{}} <= {newest}");
        let mut tables = Vec::new();
        for (table, condition) in [
            ("procurement", format!("id {range}")),
            ("procurement_release", format!("procurement_id {range}")),
            ("tender_event", format!("procurement_id {range}")),
            ("search_word", format!("id {}", word_range.replace("{}", "id"))),
            ("search_trigram", format!("word_id {}", word_range.replace("{}", "word_id"))),
        ] {
            tables.push((table, rows(&mut from, &format!("SELECT * FROM {table} WHERE {condition}")).await?));
        }
        let columns = ["word_id", "kind", "weight", "record_id"];
        let entry =
            |row: [i64; 4]| columns.into_iter().zip(row).map(|(name, number)| (name.to_owned(), Kept::Number(number)));
        tables.push(("search_entry", entries.into_iter().map(|row| entry(row).collect()).collect()));
        tables.push(("search_record", records));
        words = newest;
        let started = Instant::now();
        for line in lines.by_ref().take(usize::try_from(batch)?) {
            std::hint::black_box(serde_json::from_str::<serde_json::Value>(&line?)?);
        }
        write(&mut into, &tables).await?;
        took += started.elapsed();
    }
    let started = Instant::now();
    for line in lines {
        std::hint::black_box(serde_json::from_str::<serde_json::Value>(&line?)?);
    }
    for some in faults.chunks(500) {
        write(&mut into, &[("import_fault", some.to_vec())]).await?;
    }
    Ok(took + started.elapsed())
}

/// The highest key of a table; 0 of an empty one.
async fn last_key(register: &mut SqliteConnection, table: &str) -> anyhow::Result<i64> {
    let most = format!("SELECT coalesce(max(id), 0) FROM {table}");
    Ok(query(AssertSqlSafe(most)).fetch_one(register).await?.try_get(0)?)
}

/// The entries that rows of `search_record` tell, in the order of their table: word, kind, weight, record.
fn entries(records: &Rows) -> Vec<[i64; 4]> {
    let mut entries = Vec::new();
    for record in records {
        let of = |name: &str| record.iter().find(|(column, _)| column == name).map(|(_, value)| value);
        let (Some(Kept::Number(key)), Some(Kept::Text(words))) = (of("record_id"), of("words")) else { continue };
        let each = |each: &str| {
            let (word, weight) = each.split_once(':')?;
            Some([word.parse().ok()?, PROCUREMENT, weight.parse().ok()?, *key])
        };
        entries.extend(words.split(' ').filter_map(each));
    }
    entries.sort_unstable();
    entries
}

/// A value as SQLite keeps it.
#[derive(Clone)]
enum Kept {
    Number(i64),
    Text(String),
    Nothing,
}

type Rows = Vec<Vec<(String, Kept)>>;

async fn opened(path: &str) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(Path::new(path))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-48000")
        .foreign_keys(true);
    Ok(SqliteConnection::connect_with(&options).await?)
}

async fn rows(from: &mut SqliteConnection, sql: &str) -> anyhow::Result<Rows> {
    let kept = |row: &SqliteRow| -> Vec<(String, Kept)> {
        let value = |column: usize| match row.try_get_raw(column) {
            Ok(value) if value.is_null() => Kept::Nothing,
            Ok(value) if value.type_info().name() == "TEXT" => Kept::Text(row.get(column)),
            Ok(_) => Kept::Number(row.get(column)),
            Err(_) => Kept::Nothing,
        };
        row.columns().iter().enumerate().map(|(at, column)| (column.name().to_owned(), value(at))).collect()
    };
    Ok(query(AssertSqlSafe(sql.to_owned())).fetch_all(from).await?.iter().map(kept).collect())
}

/// Inserts rows, many in a statement, in one transaction.
async fn write(into: &mut SqliteConnection, tables: &[(&str, Rows)]) -> anyhow::Result<()> {
    let mut tx = into.begin_with("BEGIN IMMEDIATE").await?;
    for (table, rows) in tables {
        for some in rows.chunks(1_000) {
            let Some(first) = some.first() else { continue };
            let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
            let row = format!("({})", vec!["?"; names.len()].join(","));
            let sql = format!("INSERT INTO {table} ({}) VALUES {}", names.join(","), vec![row; some.len()].join(","));
            let mut insert = query(AssertSqlSafe(sql));
            for (_, value) in some.iter().flatten() {
                insert = match value {
                    Kept::Number(number) => insert.bind(number),
                    Kept::Text(text) => insert.bind(text),
                    Kept::Nothing => insert.bind(None::<i64>),
                };
            }
            insert.execute(&mut *tx).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// The most memory that this program has had.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "not known here".to_owned(), |peak| peak.trim().to_owned())
}
