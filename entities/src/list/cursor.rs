//! A place in a list: the sort key and the key of the row beside which a page begins or ends. It stands in addresses, so that it can
//! be shared, and says nothing that the page that it came from did not show.

use std::{fmt, str::FromStr};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::Value;

/// Which page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    #[default]
    First,
    /// What follows a row.
    After(Cursor),
    /// What comes before a row.
    Before(Cursor),
    /// An address named a place that is none.
    Nowhere,
}

/// A row's place in the order of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which of the list's segments, from 0.
    pub(super) segment: usize,
    /// The row's key.
    pub(super) id: i64,
    /// What it is sorted by, as text.
    pub(super) key: String,
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Instant(instant) => f.write_str(&instant.to_rfc3339_opts(SecondsFormat::Micros, true)),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Text(text) => text.into(),
            Key::Number(number) => number.into(),
            Key::Day(day) => day.into(),
            Key::Instant(instant) => instant.into(),
        }
    }
}

/// `0-17-2026-03-31`: segment, row and sort key.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { segment, id, key } = self;
        write!(f, "{segment}-{id}-{key}")
    }
}

/// A text that is no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in a list")]
pub struct NoPlace;

impl FromStr for Cursor {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().ok_or(NoPlace);
        let (segment, id, key) = (next()?, next()?, next()?);
        Ok(Self {
            segment: segment.parse().map_err(|_| NoPlace)?,
            id: id.parse().map_err(|_| NoPlace)?,
            key: key.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_from_an_address() {
        for key in ["2026-03-31", "a-b-c", "", "-7", "2026-03-31T10:00:00.000001Z"] {
            let cursor = Cursor { segment: 2, id: 17, key: key.into() };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for nonsense in ["", "1", "1-2", "x-1-a", "1-x-a", "--", "-1-2-3"] {
            assert_eq!(nonsense.parse::<Cursor>(), Err(NoPlace), "{nonsense}");
        }
    }
}
