//! Clarifications: what providers ask about a procurement while it is open to questions, and the answers, which everybody gets
//! without the name of whoever asked.

pub mod rules;

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;
