//! The list of what points to organisations is held against the schema itself: a table that is added later is in it, or fails
//! here.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::{
    organisation::rules::pointers::{MOVED, STAYS},
    story,
    story::World,
};

/// Rows of text, as the database has them.
async fn rows(db: &impl ConnectionTrait, sql: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let cell = |row: &sea_orm::QueryResult, column: &str| row.try_get::<String>("", column).unwrap();
    rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect()
}

/// Every column with a foreign key to organisations.
async fn pointing(db: &impl ConnectionTrait) -> BTreeSet<(String, String)> {
    let sql = if db.get_database_backend() == DatabaseBackend::Sqlite {
        "SELECT m.name AS t, f.\"from\" AS c FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
         WHERE m.type = 'table' AND f.\"table\" = 'organisation'"
    } else {
        "SELECT k.conrelid::regclass::text AS t, a.attname::text AS c FROM pg_constraint k \
         JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) \
         WHERE k.contype = 'f' AND k.confrelid = 'organisation'::regclass"
    };
    rows(db, sql, &["t", "c"]).await.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect()
}

/// The columns of every unique index and primary key, by table.
async fn unique(db: &impl ConnectionTrait) -> BTreeMap<String, Vec<BTreeSet<String>>> {
    let sql = if db.get_database_backend() == DatabaseBackend::Sqlite {
        "SELECT m.name AS t, l.name AS i, x.name AS c FROM sqlite_master m, pragma_index_list(m.name) l, \
         pragma_index_info(l.name) x WHERE m.type = 'table' AND l.\"unique\" = 1"
    } else {
        "SELECT x.indrelid::regclass::text AS t, x.indexrelid::regclass::text AS i, a.attname::text AS c FROM pg_index x \
         JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey) WHERE x.indisunique"
    };
    let mut indexes: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for row in rows(db, sql, &["t", "i", "c"]).await {
        indexes.entry((row[0].clone(), row[1].clone())).or_default().insert(row[2].clone());
    }
    let mut tables: BTreeMap<String, Vec<BTreeSet<String>>> = BTreeMap::new();
    for ((table, _), columns) in indexes {
        tables.entry(table).or_default().push(columns);
    }
    tables
}

story!(everything_that_points_to_an_organisation_is_listed, async |world: World| {
    let db = world.register.reader();
    let moved = MOVED.iter().map(|pointer| (pointer.table.to_owned(), pointer.column.to_owned()));
    let stays = STAYS.iter().map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()));
    let listed: Vec<(String, String)> = moved.chain(stays).collect();
    let once: BTreeSet<(String, String)> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "each is listed once");
    assert_eq!(once, pointing(db).await, "rules/pointers.rs lists every column that holds the key of an organisation");
});

story!(what_an_organisation_can_come_to_only_once_is_listed_with_it, async |world: World| {
    let unique = unique(world.register.reader()).await;
    for pointer in MOVED {
        let of_table = unique.get(pointer.table).map(Vec::as_slice).unwrap_or_default();
        let with_it = of_table.iter().filter(|columns| columns.contains(pointer.column));
        let others: Vec<BTreeSet<String>> = with_it
            .map(|columns| columns.iter().filter(|column| *column != pointer.column).cloned().collect())
            .collect();
        let listed: Vec<BTreeSet<String>> =
            pointer.once.iter().map(|once| once.with.iter().map(|column| (*column).to_owned()).collect()).collect();
        assert_eq!(others, listed, "{}.{}", pointer.table, pointer.column);
        let found_by: BTreeSet<String> =
            [Some(pointer.row), pointer.part, Some(pointer.column)].into_iter().flatten().map(Into::into).collect();
        let key = of_table.iter().any(|columns| columns.is_subset(&found_by));
        assert!(key || pointer.row == "id", "{}: its rows are found again", pointer.table);
    }
});
