//! When an event is: on whole days, or from an instant; and when it is over.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::day;
use crate::clock::{at, day_of, hour_in_words, in_words};

/// The time of an event. Whole days are kept as their midnight in Europe/London.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct When {
    pub starts: DateTime<Utc>,
    /// For whole days, the midnight that begins the last of them.
    pub ends: Option<DateTime<Utc>>,
    pub whole_day: bool,
}

impl When {
    /// A day, or from one day to another.
    pub fn days(first: NaiveDate, last: Option<NaiveDate>) -> Self {
        let last = last.filter(|last| *last > first);
        Self { starts: at(first, 0, 0), ends: last.map(|last| at(last, 0, 0)), whole_day: true }
    }

    /// An instant, or from one to another.
    pub fn time(starts: DateTime<Utc>, ends: Option<DateTime<Utc>>) -> Self {
        Self { starts, ends: ends.filter(|ends| *ends > starts), whole_day: false }
    }

    /// The day it begins.
    pub fn first_day(&self) -> NaiveDate {
        day_of(self.starts)
    }

    /// The day it ends.
    pub fn last_day(&self) -> NaiveDate {
        day_of(self.ends.unwrap_or(self.starts))
    }

    /// From when on it is past: a day until its midnight, an instant when it has come.
    pub fn over_at(&self) -> DateTime<Utc> {
        match self.whole_day {
            true => at(self.last_day().checked_add_days(Days::new(1)).unwrap_or(self.last_day()), 0, 0),
            false => self.ends.unwrap_or(self.starts),
        }
    }

    /// The day, and beside it the time of day where there is one: `21 December 2024`, `12 noon`. For lists in order of days.
    pub fn day_and_hours(&self) -> (String, Option<String>) {
        let day = day::in_words(self.first_day());
        match (self.whole_day, self.ends) {
            (true, _) => (self.in_words(), None),
            (false, None) if hour_in_words(self.starts) == "midnight" => {
                (day, Some("midnight, as the day begins".into()))
            }
            (false, None) => (day, Some(hour_in_words(self.starts))),
            (false, Some(ends)) if self.last_day() == self.first_day() => {
                (day, Some(format!("{} to {}", hour_in_words(self.starts), hour_in_words(ends))))
            }
            (false, Some(_)) => (self.in_words(), None),
        }
    }

    /// As pages write it: `21 December 2024`, `12 noon on 21 December 2024`, `10am to 1pm on 3 December 2014`.
    pub fn in_words(&self) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        match (self.whole_day, self.ends) {
            (true, _) if first == last => day::in_words(first),
            (true, _) if (first.year(), first.month()) == (last.year(), last.month()) => {
                format!("{} to {}", first.day(), day::in_words(last))
            }
            (true, _) => format!("{} to {}", day::in_words(first), day::in_words(last)),
            (false, None) => in_words(self.starts),
            (false, Some(ends)) if first == last => {
                format!("{} to {} on {}", hour_in_words(self.starts), hour_in_words(ends), day::in_words(first))
            }
            (false, Some(ends)) => format!("{} to {}", in_words(self.starts), in_words(ends)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    #[test]
    fn a_day_is_over_at_its_midnight_in_london() {
        let summer = When::days(date(7, 1), None);
        assert_eq!(summer.over_at().to_rfc3339(), "2025-07-01T23:00:00+00:00");
        let several = When::days(date(1, 30), Some(date(2, 2)));
        assert_eq!(several.over_at().to_rfc3339(), "2025-02-03T00:00:00+00:00");
        let noon = at(date(7, 1), 12, 0);
        assert_eq!(When::time(noon, None).over_at(), noon);
    }

    #[test]
    fn times_are_written_as_people_say_them() {
        let ten = at(date(3, 3), 10, 0);
        for (when, words) in [
            (When::days(date(3, 3), None), "3 March 2025"),
            (When::days(date(3, 3), Some(date(3, 5))), "3 to 5 March 2025"),
            (When::days(date(3, 30), Some(date(4, 1))), "30 March 2025 to 1 April 2025"),
            (When::time(ten, None), "10am on 3 March 2025"),
            (When::time(ten, Some(at(date(3, 3), 13, 15))), "10am to 1:15pm on 3 March 2025"),
            (When::time(ten, Some(at(date(3, 4), 12, 0))), "10am on 3 March 2025 to 12 noon on 4 March 2025"),
        ] {
            assert_eq!(when.in_words(), words);
        }
        let apart = |when: When| when.day_and_hours();
        assert_eq!(apart(When::days(date(3, 3), None)), ("3 March 2025".into(), None));
        assert_eq!(apart(When::time(ten, None)), ("3 March 2025".into(), Some("10am".into())));
        let midnight = When::time(at(date(3, 3), 0, 0), None);
        assert_eq!(apart(midnight).1.as_deref(), Some("midnight, as the day begins"));
    }
}
