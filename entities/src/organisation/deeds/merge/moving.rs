//! Turning what points to one record to another, row by row; but nothing of what is signed.

use std::collections::BTreeMap;

use sea_orm::{
    Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Set,
    sea_query::{Expr, Query, SelectStatement},
};

use crate::{
    agreement::State,
    organisation::{
        rules::pointers::{Holder, MOVED, Pointer},
        table,
    },
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

/// The rows that point to the merged record and can be turned: none of what is signed. Of its successors and predecessors those that
/// the kept record has, too, or is itself, are left where they are.
pub async fn pointing(db: &impl ConnectionTrait, pointer: &Pointer, kept: i64, merged: i64) -> Result<Vec<Row>, DbErr> {
    let mut select = rows_of(pointer);
    select.and_where(Expr::col(pointer.column).eq(merged));
    if let Some((column, is_signed)) = of_editions(pointer, signed()) {
        // What hangs from no edition is in none that is signed.
        select.cond_where(Condition::any().add(Expr::col(column).is_null()).add(is_signed.not()));
    }
    if let (table @ "organisation_successor", Some(once)) = (pointer.table, pointer.once) {
        for other in once.with {
            let mut known = Query::select();
            known.column(*other).from(table).and_where(Expr::col(pointer.column).eq(kept));
            select.and_where(Expr::col(*other).ne(kept)).and_where(Expr::col(*other).not_in_subquery(known));
        }
    }
    read(db, pointer, &select).await
}

/// The rows of what is signed that point to one of some records: they are never turned.
pub async fn signed_under(db: &impl ConnectionTrait, pointer: &Pointer, records: &[i64]) -> Result<Vec<Row>, DbErr> {
    let Some((_, is_signed)) = of_editions(pointer, signed()) else { return Ok(Vec::new()) };
    let mut select = rows_of(pointer);
    select.and_where(Expr::col(pointer.column).is_in(records.iter().copied())).and_where(is_signed);
    read(db, pointer, &select).await
}

/// True if one of the rows that a merge turned has been signed since, so that it cannot go back.
pub async fn is_signed_since(db: &impl ConnectionTrait, merge: &table::merge::Model) -> Result<bool, DbErr> {
    for pointer in MOVED {
        // Of before digests were taken of what is signed: such rows were turned once, and go back.
        let closed = signed().and_where(Expr::col("digest").is_not_null()).take();
        let Some((_, is_closed)) = of_editions(pointer, closed) else { continue };
        let noted = Query::select()
            .column("row_id")
            .from("organisation_merge_row")
            .and_where(Expr::col("merge_id").eq(merge.id))
            .and_where(Expr::col("of_table").eq(pointer.table))
            .and_where(Expr::col("of_column").eq(pointer.column))
            .take();
        let mut select = rows_of(pointer);
        select.and_where(Expr::col(pointer.row).in_subquery(noted)).and_where(is_closed);
        if !read(db, pointer, &select).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The editions that are signed.
fn signed() -> SelectStatement {
    Query::select().column("id").from("edition").and_where(Expr::col("state").eq(State::Signed)).take()
}

/// The column by which a row hangs from an edition, and whether that is one of some; `None` if it hangs from none.
fn of_editions(pointer: &Pointer, editions: SelectStatement) -> Option<(&'static str, Expr)> {
    match pointer.holder {
        Holder::Agreement(column) => Some((column, Expr::col(column).in_subquery(editions))),
        Holder::AgreementOfTerms(column) => {
            let terms = Query::select()
                .column("id")
                .from("terms")
                .and_where(Expr::col("edition_id").in_subquery(editions))
                .take();
            Some((column, Expr::col(column).in_subquery(terms)))
        }
        Holder::Organisation | Holder::Procurement(_) | Holder::ProcurementOfEvent(_) | Holder::Contract(_) => None,
    }
}

fn rows_of(pointer: &Pointer) -> SelectStatement {
    let mut select = Query::select();
    select.column(pointer.row).from(pointer.table);
    if let Some(part) = pointer.part {
        select.column(part);
    }
    select
}

async fn read(db: &impl ConnectionTrait, pointer: &Pointer, select: &SelectStatement) -> Result<Vec<Row>, DbErr> {
    let row = |row: sea_orm::QueryResult| {
        let part = pointer.part.map(|part| row.try_get("", part)).transpose()?;
        Ok((row.try_get("", pointer.row)?, part.unwrap_or_default()))
    };
    db.query_all(select).await?.into_iter().map(row).collect()
}
