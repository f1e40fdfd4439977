//! Clauses: the headings of an agreement's text, each with an anchor that is written into it at first save.

#[cfg(feature = "orm")]
mod address;
#[cfg(feature = "orm")]
mod anchors;
#[cfg(feature = "orm")]
pub mod comparison;
#[cfg(feature = "orm")]
pub(crate) mod keep;
#[cfg(feature = "orm")]
mod merging;
#[cfg(feature = "orm")]
pub mod table;
#[cfg(feature = "orm")]
mod tidied;
#[cfg(feature = "orm")]
mod unseen;

#[cfg(feature = "orm")]
pub use address::is_safe_address;
#[cfg(feature = "orm")]
pub use anchors::{Heading, Piece, anchored, count, differ_in_one, inserted, one_clause, pieces, replaced};
#[cfg(feature = "orm")]
pub use merging::{Conflict, Merged, merged};
#[cfg(feature = "orm")]
pub use tidied::tidied;
#[cfg(feature = "orm")]
pub use unseen::{Unseen, unseen, unseen_within};
