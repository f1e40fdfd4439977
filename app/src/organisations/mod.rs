//! Organisations: the list of them, and one with its identifiers, predecessors and successors.

pub mod list;
pub mod show;
