//! The order of a list: by one value and, where that is equal, by the row's key. An index answers it on both databases; a test reads
//! their plans.

use chrono::Datelike;
use sea_orm::{
    DbErr, Order, QueryResult,
    prelude::{Date, DateTimeUtc},
    sea_query::{Expr, SelectStatement},
};

use super::cursor::{Cursor, Key};

/// What the value is that rows are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Text,
    Number,
    Day,
    Instant,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    pub(super) const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    const fn order(self) -> Order {
        match self {
            Self::Ascending => Order::Asc,
            Self::Descending => Order::Desc,
        }
    }
}

/// An order of a list. Its value is never null: what is missing is said by an expression, as the index has it:
/// `COALESCE(contract.ends, '9999-12-31')`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    key: &'static str,
    kind: KeyKind,
    id: &'static str,
    direction: Direction,
}

/// As what the columns of a place are selected.
const KEY: &str = "sort_key";
const ID: &str = "sort_id";

impl Sort {
    /// The least first. `key` and `id` are expressions of both databases, with the table before each column.
    pub const fn ascending(kind: KeyKind, key: &'static str, id: &'static str) -> Self {
        Self { key, kind, id, direction: Direction::Ascending }
    }

    /// The greatest first.
    pub const fn descending(kind: KeyKind, key: &'static str, id: &'static str) -> Self {
        Self { key, kind, id, direction: Direction::Descending }
    }

    pub(super) const fn reversed(self) -> Self {
        Self { direction: self.direction.reversed(), ..self }
    }

    pub(super) fn key(&self) -> Expr {
        Expr::cust(self.key)
    }

    pub(super) fn id(&self) -> Expr {
        Expr::cust(self.id)
    }

    pub(super) const fn is_ascending(&self) -> bool {
        matches!(self.direction, Direction::Ascending)
    }

    /// Puts rows in this order, and selects the place of each.
    pub(super) fn put(&self, select: &mut SelectStatement, most: u64) {
        select.order_by_expr(self.key(), self.direction.order());
        self.put_alike(select, most);
    }

    /// Puts rows of one value in order. One of the databases sorts them once more if it is told of a value that is an expression.
    pub(super) fn put_alike(&self, select: &mut SelectStatement, most: u64) {
        select
            .expr_as(self.told(), KEY)
            .expr_as(self.id(), ID)
            .order_by_expr(self.id(), self.direction.order())
            .limit(most);
    }

    /// The table, if its rows are sorted by their keys.
    #[cfg(test)]
    pub(super) fn by_key(&self) -> Option<&'static str> {
        (self.key == self.id).then(|| self.id.split('.').next().unwrap_or_default())
    }

    /// The value as it is selected: numbers are of one width, whatever the column's is.
    fn told(&self) -> Expr {
        match self.kind {
            KeyKind::Number => Expr::cust(format!("CAST({} AS BIGINT)", self.key)),
            KeyKind::Text | KeyKind::Day | KeyKind::Instant => self.key(),
        }
    }

    /// The place of a row that was selected in this order.
    pub(super) fn place(&self, row: &QueryResult, segment: usize) -> Result<Cursor, DbErr> {
        let key = match self.kind {
            KeyKind::Text => Key::Text(row.try_get("", KEY)?),
            KeyKind::Number => Key::Number(row.try_get("", KEY)?),
            KeyKind::Day => Key::Day(row.try_get::<Date>("", KEY)?),
            KeyKind::Instant => Key::Instant(row.try_get::<DateTimeUtc>("", KEY)?),
        };
        Ok(Cursor { segment, id: row.try_get("", ID)?, key: key.to_string() })
    }

    /// The value that a place holds; `None` if it was not made by this order.
    pub(super) fn read(&self, text: &str) -> Option<Key> {
        match self.kind {
            // A NUL is refused by one of the databases.
            KeyKind::Text => (!text.contains('\0')).then(|| Key::Text(text.to_owned())),
            KeyKind::Number => text.parse().ok().map(Key::Number),
            KeyKind::Day => text.parse().ok().filter(is_written).map(Key::Day),
            KeyKind::Instant => {
                let instant = text.parse().ok().filter(|instant: &DateTimeUtc| is_written(&instant.date_naive()));
                instant.map(Key::Instant)
            }
        }
    }
}

/// True for a day of the years that a register writes; further off, one of the databases has no days.
fn is_written(day: &Date) -> bool {
    (1..=9999).contains(&day.year())
}
