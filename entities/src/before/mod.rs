//! Registers of before editions (commit d32bea0: the demonstration of then, on SQLite and on PostgreSQL, without what searches are
//! answered from, letters and devices) are brought over, and what five people read of them is what they read before.

use std::io::Read as _;

use flate2::read::GzDecoder;
use sea_orm::ConnectionTrait;

use crate::{
    Register,
    access::Viewer,
    clock::Clock,
    demonstration::PASSWORD,
    register::connect,
    story::{Folder, empty_database, signed_otherwise, today},
};

mod answers;

/// Who reads besides the public.
const PEOPLE: [&str; 4] = ["commissioner", "partner", "scrutineer", "provider"];

/// What was changed on purpose: a cost that its party disputes is settled by the lead, and answered by nobody.
const DISPUTED: (&str, &str) =
    ("waits: AnswerCost FUN-2015-004 Birmingham Community", "waits: SettleCost FUN-2015-004 Birmingham Community");

/// And parties of a negotiation wait for its end, and an agreement that ends soon for its lead.
const NEW: [&str; 2] = ["waited for: Negotiate ", "waits: Conclude "];

/// The lines, those of what waits by their words.
fn in_order(told: &str) -> Vec<&str> {
    let waits = |line: &str| line.starts_with("wait");
    let mut lines: Vec<&str> = told.lines().filter(|line| !NEW.iter().any(|new| line.starts_with(new))).collect();
    lines.chunk_by_mut(|one, other| waits(one) && waits(other)).for_each(<[&str]>::sort_unstable);
    lines
}

fn unpacked(packed: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    text
}

async fn signed_in(register: &Register, name: &str) -> Viewer {
    let session = register.sign_in(&format!("{name}@demo.example"), PASSWORD.into(), "a story").await.unwrap();
    register.viewer_of(&session.token).await.unwrap()
}

async fn told(register: &Register) -> String {
    let mut people = vec![("public", Viewer::Public)];
    for name in PEOPLE {
        people.push((name, signed_in(register, name).await));
    }
    let mut all = String::new();
    for (name, viewer) in people {
        all += &format!("# {name}\n");
        answers::answers(register, &viewer, &mut all).await;
    }
    all
}

/// Brings a register of before over, and compares.
async fn is_brought_over(url: &str, before: &[u8]) {
    let register = Register::open(url, Clock::standing_on(Some(today()))).await.unwrap();
    register.migrate().await.unwrap();
    let (before, now) = (unpacked(before).replace(DISPUTED.0, DISPUTED.1), told(&register).await);
    let (before, now) = (in_order(&before), in_order(&now));
    let differ: Vec<_> = before.iter().zip(&now).filter(|(before, now)| before != now).collect();
    assert_eq!(differ.first(), None, "(before, now), the first of {}", differ.len());
    assert_eq!(before.len(), now.len());
    assert_eq!(register.out_of_step().await.unwrap(), Vec::<String>::new());
    assert_eq!(register.verify_records().await.unwrap().differs, Vec::<String>::new());
    assert_eq!(signed_otherwise(&register).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_register_of_before_editions_answers_as_before_on_sqlite() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("")).unwrap();
    std::fs::write(folder.path("before.db"), b"").unwrap();
    let file = folder.path("before.db");
    let db = connect::alone(&file.display().to_string()).await.unwrap();
    let dump = unpacked(include_bytes!("fixtures/sqlite.sql.gz"));
    // A dump names tables before those that they point to.
    db.execute_unprepared(&format!("PRAGMA foreign_keys = OFF; {dump}")).await.unwrap();
    db.close().await.unwrap();
    is_brought_over(&folder.url("before.db"), include_bytes!("fixtures/sqlite.txt.gz")).await;
}

#[tokio::test]
async fn a_register_of_before_editions_answers_as_before_on_postgresql() {
    let url = empty_database("before_editions").await;
    let db = sea_orm::Database::connect(&url).await.unwrap();
    db.execute_unprepared(&unpacked(include_bytes!("fixtures/postgresql.sql.gz"))).await.unwrap();
    db.close().await.unwrap();
    is_brought_over(&url, include_bytes!("fixtures/postgresql.txt.gz")).await;
}
