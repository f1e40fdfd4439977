//! Days and instants in words.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{clock, values::day};

/// A day, or what is said where there is none: `1 April 2015`.
pub fn day_or(day: Option<NaiveDate>, missing: &str) -> String {
    day.map_or_else(|| missing.to_owned(), day::in_words)
}

/// An instant in Europe/London: `1 April 2015, 14:30`.
pub fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", day::in_words(clock::day_of(at)), clock::time_of_day(at))
}
