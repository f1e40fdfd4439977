//! Lists, each declared once: where it stands, what it is narrowed by, in which orders, and its columns. From the declaration come
//! its page with filter panel and count, read by key, and the same rows as a file, written while it is sent.
//!
//! A list's page is a few lines: `declared` gives the [`List`], `page` and `csv` answer with it.

mod beyond;
mod columns;
mod file;
mod filters;
mod page;
mod panel;

pub use beyond::NothingFollows;
pub use columns::Columns;
pub use file::{cell, file};
pub use filters::{Filters, months};
pub use page::{List, counted};
pub use panel::{ChosenFilters, FilterPanel, Misread};
