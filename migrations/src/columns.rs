//! The few shapes that columns of the register have, and how a migration makes its tables.

use sea_orm_migration::{prelude::*, sea_orm::DbErr};

/// A table with its numbered key.
pub fn table(name: &'static str) -> TableCreateStatement {
    bare(name).col(ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key()).take()
}

/// A table whose key the caller gives.
pub fn bare(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

/// Text of any length.
pub fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

/// Text that may be missing.
pub fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

/// One of a list of codes, checked by the database.
pub fn word(name: &'static str, codes: &[&'static str]) -> ColumnDef {
    ColumnDef::new(name).text().not_null().check(Expr::col(name).is_in(codes.iter().copied())).take()
}

/// A whole number of 64 bits: pence, counts, keys, thousandths.
pub fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

/// A whole number that may be missing.
pub fn maybe_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

/// The calendar year a financial year starts in.
pub fn year(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

/// Yes or no.
pub fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

/// Yes, no, or not known yet.
pub fn maybe_flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().null().take()
}

/// A day.
pub fn day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().take()
}

/// A day that may be missing.
pub fn maybe_day(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().null().take()
}

/// An instant, in UTC.
pub fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().not_null().take()
}

/// An instant that may be missing.
pub fn maybe_instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().null().take()
}

/// Column `column` of `table` holds a key of `to`.
pub fn points(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(format!("{table}_{column}")).from(table, column).to(to, "id").take()
}

/// An index, and whether a combination may occur only once.
pub fn index(table: &'static str, columns: &[&'static str], unique: bool) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_by_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    index.take()
}

/// Adds columns to a table that has rows: each may be missing or has a default.
pub async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: impl IntoIterator<Item = ColumnDef>,
) -> Result<(), DbErr> {
    // SQLite adds one column at a time.
    for column in columns {
        manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
    }
    Ok(())
}

/// Creates tables, then indexes.
pub async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}
