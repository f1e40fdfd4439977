//! How long personal data is kept: one table of rules, and the sweep that follows it. What belongs to the register itself is
//! not deleted (register.md §4); the table says that, too, so that the page about privacy is this table.

mod rules;
#[cfg(test)]
mod story;
mod sweep;

pub use rules::{Kept, Kind, Rule, rules};
pub use sweep::Swept;
