//! A copy of the whole register, taken while it serves, and put back into an empty place.
//!
//! Here is what touches the database. The program packs a copy into one file with what is attached, and unpacks it.

mod contents;
mod copy;
mod place;
mod postgres;
#[cfg(test)]
mod story;

pub use contents::{Contents, System};
pub use place::{Place, Restored};
