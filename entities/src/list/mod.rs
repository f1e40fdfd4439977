//! Lists of the register, read a page at a time by key: each row once, whatever changes meanwhile, and as quickly in a register of a
//! region as in one of a town.
//!
//! A list is declared by implementing [`Listing`] for the type that holds what is asked: which rows (a [`Segment`], or several
//! that follow each other), in which order (a [`Sort`], which an index answers), and what is told of each. From it come the page
//! ([`Register::list`]), the count ([`Register::count`]) and all of it, piece by piece, for a file ([`Register::pieces`]).

#[cfg(test)]
mod changing;
mod cursor;
mod held;
#[cfg(test)]
mod many;
mod pieces;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod properties;
mod read;
mod segment;
mod sort;
mod too_many;

use std::future::Future;

use sea_orm::{DbErr, QueryResult};

pub use cursor::{Cursor, Key, Place};
pub use held::page_of;
pub use pieces::Pieces;
pub use segment::Segment;
pub use sort::{Direction, KeyKind, Sort};
pub(crate) use too_many::TooMany;

use crate::{Reader, Refusal, access::Permission};

/// Rows on a page, on every list.
pub const PAGE: u64 = 50;

/// Rows are counted to here; of more it is said that there are more.
pub const COUNTED: u64 = 10_000;

/// One list of the register. Implemented by a type that holds what is asked of it.
pub trait Listing: Send + Sync {
    /// The row of the access table of those who are answered.
    const PERMISSION: Permission = Permission::ReadPublished;
    /// A row as the database has it.
    type Found: Send;
    /// A row as it is told, with the words of register.md.
    type Row: Send;

    /// The rows that the reader may see and the list asks for, in parts that follow each other.
    fn segments(&self, reader: &Reader<'_>) -> impl Future<Output = Result<Vec<Segment>, Refusal>> + Send;

    /// Reads a row that was selected by a segment.
    ///
    /// # Errors
    /// It is not such a row.
    fn found(row: &QueryResult) -> Result<Self::Found, DbErr>;

    /// What is told of some rows, in their order: as many as were found, but for what vanished meanwhile.
    fn rows(
        &self,
        reader: &Reader<'_>,
        found: Vec<Self::Found>,
    ) -> impl Future<Output = Result<Vec<Self::Row>, Refusal>> + Send;
}

/// Rows of a page, and where the pages beside it begin.
#[derive(Clone, Debug)]
pub struct Listed<Row> {
    pub rows: Vec<Row>,
    /// The page that ends before this row; `None` on the first.
    pub before: Option<Cursor>,
    /// The page that begins after this row; `None` on the last.
    pub after: Option<Cursor>,
    /// It was asked for by a place in the list after which there is nothing any more.
    pub is_beyond: bool,
}

impl<Row> Default for Listed<Row> {
    fn default() -> Self {
        Self { rows: Vec::new(), before: None, after: None, is_beyond: false }
    }
}

/// How many rows a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Exactly(u64),
    /// More than [`COUNTED`].
    Many,
}

impl Default for Count {
    fn default() -> Self {
        Self::Exactly(0)
    }
}

/// "17", "10,000+".
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(number) => number.fmt(f),
            Self::Many => f.write_str("10,000+"),
        }
    }
}

impl Count {
    /// From a number that was counted no further than one above [`COUNTED`].
    pub(crate) const fn of(number: u64) -> Self {
        if number > COUNTED { Self::Many } else { Self::Exactly(number) }
    }

    /// True if there is none.
    pub const fn is_none(self) -> bool {
        matches!(self, Self::Exactly(0))
    }

    /// The number, if it is known.
    pub const fn exactly(self) -> Option<u64> {
        match self {
            Self::Exactly(number) => Some(number),
            Self::Many => None,
        }
    }
}
