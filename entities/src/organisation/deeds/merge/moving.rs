//! Turning what points to one record to another, row by row.

use std::collections::BTreeMap;

use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, ExprTrait, Set,
    sea_query::{Expr, Query},
};

use crate::organisation::{
    rules::pointers::{MOVED, Pointer},
    table,
};

/// Rows in a statement: databases bind so many values at most.
const ROWS: usize = 200;

/// A row by its number, and the word beside it or nothing.
pub type Row = (i64, String);

/// Turns everything from the merged record to the kept one, notes each row, and tells how many of what.
pub async fn there(
    db: &impl ConnectionTrait,
    merge: i64,
    kept: &table::Model,
    merged: &table::Model,
) -> Result<BTreeMap<&'static str, usize>, DbErr> {
    let mut moved = BTreeMap::new();
    for pointer in MOVED {
        let rows = pointing(db, pointer, kept.id, merged.id).await?;
        turn(db, pointer, &rows, merged.id, kept.id).await?;
        for rows in rows.chunks(ROWS) {
            let note = |(row_id, part): &Row| table::merge_row::ActiveModel {
                merge_id: Set(merge),
                of_table: Set(pointer.table.into()),
                of_column: Set(pointer.column.into()),
                row_id: Set(*row_id),
                part: Set(part.clone()),
                ..Default::default()
            };
            table::merge_row::Entity::insert_many(rows.iter().map(note)).exec_without_returning(db).await?;
        }
        if !rows.is_empty() {
            moved.insert(pointer.called.1, rows.len());
        }
    }
    Ok(moved)
}

/// Turns noted rows that still point to one record to another.
pub async fn turn(db: &impl ConnectionTrait, pointer: &Pointer, rows: &[Row], from: i64, to: i64) -> Result<(), DbErr> {
    let mut parts: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (row, part) in rows {
        parts.entry(part).or_default().push(*row);
    }
    for (part, rows) in parts {
        for rows in rows.chunks(ROWS) {
            let mut update = Query::update();
            update
                .table(pointer.table)
                .value(pointer.column, to)
                .and_where(Expr::col(pointer.column).eq(from))
                .and_where(Expr::col(pointer.row).is_in(rows.iter().copied()));
            if let Some(column) = pointer.part {
                update.and_where(Expr::col(column).eq(part));
            }
            db.execute(&update).await?;
        }
    }
    Ok(())
}

/// The rows that point to the merged record. Of its successors and predecessors those that the kept record has, too, or is
/// itself, are left where they are.
pub async fn pointing(db: &impl ConnectionTrait, pointer: &Pointer, kept: i64, merged: i64) -> Result<Vec<Row>, DbErr> {
    let mut select = Query::select();
    select.column(pointer.row).from(pointer.table).and_where(Expr::col(pointer.column).eq(merged));
    if let Some(part) = pointer.part {
        select.column(part);
    }
    if let (table @ "organisation_successor", Some(once)) = (pointer.table, pointer.once) {
        for other in once.with {
            let mut known = Query::select();
            known.column(*other).from(table).and_where(Expr::col(pointer.column).eq(kept));
            select.and_where(Expr::col(*other).ne(kept)).and_where(Expr::col(*other).not_in_subquery(known));
        }
    }
    let row = |row: sea_orm::QueryResult| {
        let part = pointer.part.map(|part| row.try_get("", part)).transpose()?;
        Ok((row.try_get("", pointer.row)?, part.unwrap_or_default()))
    };
    db.query_all(&select).await?.into_iter().map(row).collect()
}
