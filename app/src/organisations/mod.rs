//! Organisations: the list of them, and one with its identifiers, predecessors and successors; and choosing one while typing.

pub mod islands;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod show;
