//! What a person follows for themselves: procurements, saved searches, a calendar of their own.

pub mod calendar;
pub mod overview;
pub mod save;
