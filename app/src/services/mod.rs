//! Services: the list, one of them, keeping it, and what it needs.

pub mod edit;
mod fields;
pub mod list;
pub mod need;
pub mod new;
pub mod show;
