//! What a merge, or a taking apart, would bring to other people of what a party leads, promised, paid or signed: that never happens
//! without a second look.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait,
    entity::prelude::*,
    sea_query::{Expr, Query},
};

use super::moving::{self, Row};
use crate::{
    audit::sha256,
    organisation::{
        read,
        rules::pointers::{self, MOVED, Pointer},
        table,
    },
};

/// The rows with a voice that would come to other people.
#[derive(Debug, Default)]
pub struct Weight {
    /// Those that would be turned.
    turned: Vec<(&'static Pointer, Vec<Row>)>,
    /// Those of what is signed: they stay where they are, and whoever acts for the kept record would read them.
    signed: Vec<(&'static Pointer, Vec<Row>)>,
}

impl Weight {
    /// Of merging one record into another.
    pub(crate) async fn of_merge(db: &impl ConnectionTrait, kept: i64, merged: i64) -> Result<Self, DbErr> {
        let records = read::keys(db, [merged]).await?;
        let mut all = Self::default();
        for pointer in MOVED.iter().filter(|pointer| pointer.has_voice) {
            all.turned.push((pointer, moving::pointing(db, pointer, kept, merged).await?));
            all.signed.push((pointer, moving::signed_under(db, pointer, &records).await?));
        }
        Ok(all)
    }

    /// Of taking a merge apart again: of what it moved, what has not been turned elsewhere since.
    pub(crate) async fn of_taking_apart(db: &impl ConnectionTrait, merge: &table::merge::Model) -> Result<Self, DbErr> {
        let mut noted: BTreeMap<(String, String), BTreeSet<i64>> = BTreeMap::new();
        let rows = table::merge_row::Entity::find().filter(table::merge_row::Column::MergeId.eq(merge.id));
        for row in rows.all(db).await? {
            noted.entry((row.of_table, row.of_column)).or_default().insert(row.row_id);
        }
        let with_it = noted.get(&("organisation".to_owned(), "merged_into_id".to_owned()));
        let records: Vec<i64> = [merge.merged_id].into_iter().chain(with_it.into_iter().flatten().copied()).collect();
        let mut all = Self::default();
        for pointer in MOVED.iter().filter(|pointer| pointer.has_voice) {
            all.signed.push((pointer, moving::signed_under(db, pointer, &records).await?));
        }
        for ((of_table, of_column), rows) in noted {
            let Some(pointer) = pointers::noted(&of_table, &of_column).filter(|pointer| pointer.has_voice) else {
                continue;
            };
            let there = moving::pointing(db, pointer, merge.merged_id, merge.kept_id).await?;
            all.turned.push((pointer, there.into_iter().filter(|(row, _)| rows.contains(row)).collect()));
        }
        Ok(all)
    }

    /// All of them.
    fn all(&self) -> impl Iterator<Item = &(&'static Pointer, Vec<Row>)> {
        self.turned.iter().chain(&self.signed)
    }

    /// True if there are none.
    pub(crate) fn is_nothing(&self) -> bool {
        self.all().all(|(_, rows)| rows.is_empty())
    }

    /// How many of what.
    pub(crate) fn counts(&self) -> Vec<(&'static str, usize)> {
        let called = |of: &Pointer, count: usize| if count == 1 { of.called.0 } else { of.called.1 };
        let count = |of: &'static Pointer| {
            let of_it = self.all().filter(|(pointer, _)| (pointer.table, pointer.column) == (of.table, of.column));
            let count: usize = of_it.map(|(_, rows)| rows.len()).sum();
            (called(of, count), count)
        };
        MOVED.iter().filter(|pointer| pointer.has_voice).map(count).filter(|(_, count)| *count > 0).collect()
    }

    /// Exactly these rows and no others, so that a form shows which it was about.
    pub(crate) fn fingerprint(&self) -> String {
        let mut text = String::new();
        for (pointer, rows) in self.all() {
            let rows: BTreeSet<&Row> = rows.iter().collect();
            for (row, part) in rows {
                text.push_str(&format!("{} {} {row} {part}\n", pointer.table, pointer.column));
            }
        }
        sha256(text)
    }

    /// The keys of the rows of one table that would be turned.
    pub(crate) fn of(&self, table: &str) -> Vec<i64> {
        let of = self.turned.iter().filter(|(pointer, _)| pointer.table == table);
        of.flat_map(|(_, rows)| rows.iter().map(|(row, _)| *row)).collect()
    }

    /// The keys of the editions that it touches.
    pub(crate) async fn editions(&self, db: &impl ConnectionTrait) -> Result<BTreeSet<i64>, DbErr> {
        let mut editions = BTreeSet::new();
        for (pointer, rows) in self.all().filter(|(_, rows)| !rows.is_empty()) {
            let rows = rows.iter().map(|(row, _)| *row);
            let mut select = Query::select();
            match pointer.table {
                "edition" => {
                    editions.extend(rows);
                    continue;
                }
                "cost_position" => {
                    let mut lines = Query::select();
                    lines.column("terms_id").from("cost_position").and_where(Expr::col("id").is_in(rows));
                    select.expr_as(Expr::col("edition_id"), "of").from("terms");
                    select.and_where(Expr::col("id").in_subquery(lines));
                }
                other => {
                    select.expr_as(Expr::col("edition_id"), "of").from(other).and_where(Expr::col("id").is_in(rows));
                }
            }
            for row in db.query_all(&select).await? {
                editions.extend(row.try_get::<Option<i64>>("", "of")?);
            }
        }
        Ok(editions)
    }
}
