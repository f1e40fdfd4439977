//! What a person follows for themselves: procurements, saved searches with a digest by mail, and a calendar address of their own.
//! All of it is the person's, whichever organisation they act for, and shows what is published.

use chrono::{DateTime, TimeDelta, Utc};

pub mod deeds;
pub mod digests;
pub mod read;
#[cfg(test)]
mod story;
pub mod table;

crate::words! {
    /// How often a saved search tells what is new, by mail.
    Digest {
        None = "none", "Never";
        Daily = "daily", "Every day";
        Weekly = "weekly", "Every week";
    }
}

impl Digest {
    /// Whether it is time, so long after it was told last. A job looks once an hour: an hour early is in time.
    pub fn is_due(self, told_until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let hours = match self {
            Self::None => return false,
            Self::Daily => 23,
            Self::Weekly => 7 * 24 - 1,
        };
        now - told_until >= TimeDelta::hours(hours)
    }
}
