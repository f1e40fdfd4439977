//! A register from before entries were one tree: what was found is found after its migration, and forgotten when it is written
//! again.

use migrations::{MigratorTrait, Schema};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use super::{
    Document, Kind,
    index::{Place, write},
    read::keys_with,
};
use crate::story::{Folder, in_database};

/// The migrations before.
const BEFORE: u32 = 15;

async fn upgraded(db: DatabaseConnection) {
    Schema::up(&db, Some(BEFORE)).await.unwrap();
    for sql in [
        "INSERT INTO search_word (id, word, start) VALUES (901, 'school', 'sch'), (902, 'schools', 'sch'), (903, 'mou2015001', 'mou')",
        "INSERT INTO search_entry (word_id, kind, record_id, weight) VALUES (901, 'procurement', 7, 10), (902, 'procurement', 8, 1), (903, 'agreement', 7, 40)",
    ] {
        db.execute_unprepared(sql).await.unwrap();
    }
    Schema::up(&db, None).await.unwrap();
    assert_eq!(found(&db, Kind::Procurement, "school").await, [7, 8]);
    assert_eq!(found(&db, Kind::Procurement, "mou").await, [0; 0]);
    assert_eq!(found(&db, Kind::Agreement, "MOU-2015-001").await, [7]);
    let again = Document::new(Kind::Procurement, 7).with(Place::Text, "A nursery");
    write(&db, &[again]).await.unwrap();
    assert_eq!(found(&db, Kind::Procurement, "school").await, [8]);
    assert_eq!(found(&db, Kind::Procurement, "nurseries").await, [7]);
    assert_eq!(found(&db, Kind::Agreement, "mou").await, [7]);
    db.close().await.unwrap();
}

async fn found(db: &DatabaseConnection, kind: Kind, query: &str) -> Vec<i64> {
    let keys = keys_with(db, kind, query).await.unwrap().unwrap();
    let mut found: Vec<i64> =
        db.query_all(&keys).await.unwrap().iter().map(|row| row.try_get("", "record_id").unwrap()).collect();
    found.sort_unstable();
    found
}

#[tokio::test]
async fn on_sqlite() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("")).unwrap();
    upgraded(Database::connect(format!("{}?mode=rwc", folder.url("before.db"))).await.unwrap()).await;
}

#[tokio::test]
async fn on_postgresql() {
    let server = std::env::var("CONCORDAT_TEST_POSTGRES").expect("`make test` starts a PostgreSQL");
    let name = format!("before_{}", std::process::id());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    upgraded(Database::connect(in_database(&server, &name)).await.unwrap()).await;
}
