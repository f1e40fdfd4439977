//! Clauses that are used again: those of all agreements that somebody may read, and where a clause was taken from.

mod deed;
mod list;
mod origins;
#[cfg(test)]
mod story;

pub use deed::{ReuseClause, Source};
pub use list::{ClauseToReuse, ClausesToReuse, Reusable, ReusableRow};
pub(super) use origins::copy;
pub use origins::{Origin, OriginsOf};
