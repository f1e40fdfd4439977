//! The one clock. Nothing else reads time (clippy forbids it).

use chrono::{DateTime, NaiveDate, SubsecRound, Timelike, Utc};
use chrono_tz::Europe::London;

use crate::values::day;

/// Tells the instant and the register's day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    register_date: Option<NaiveDate>,
}

impl Clock {
    /// A clock whose `today()` stands still on a day: the demonstration's is 1 December 2014.
    pub const fn standing_on(day: Option<NaiveDate>) -> Self {
        Self { register_date: day }
    }

    /// The instant, in UTC, cut to the microseconds both databases keep: for audit, sessions and mail.
    pub fn now(&self) -> DateTime<Utc> {
        instant()
    }

    /// The register's day: in Europe/London, or the day the clock stands on.
    pub fn today(&self) -> NaiveDate {
        self.register_date.unwrap_or_else(|| instant().with_timezone(&London).date_naive())
    }

    /// The register's instant, for what is coming and what is past: noon of the day it stands on, else now.
    pub fn register_now(&self) -> DateTime<Utc> {
        match self.register_date {
            Some(day) => day.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc(),
            None => instant(),
        }
    }

    /// The instant with which deeds and entries of the audit trail are stamped: now, or this time of the day that the clock stands
    /// on. Sessions and mail keep real time.
    pub fn stamp(&self) -> DateTime<Utc> {
        let now = instant();
        self.register_date.map_or(now, |day| day.and_time(now.time()).and_utc())
    }

    /// The day the clock stands on, if it does.
    pub const fn register_date(&self) -> Option<NaiveDate> {
        self.register_date
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn instant() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// The day an instant falls on in Europe/London.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&London).date_naive()
}

/// An instant at a time of a day in Europe/London; a time that the clocks jump over becomes the one an hour later.
pub fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let local = day.and_hms_opt(hour.min(23), minute.min(59), 0).unwrap_or_default();
    let later = || (local + chrono::TimeDelta::hours(1)).and_local_timezone(London).earliest();
    local.and_local_timezone(London).earliest().or_else(later).map_or(local.and_utc(), |t| t.with_timezone(&Utc))
}

/// The time of day in Europe/London, as pages write it: `14:30`.
pub fn time_of_day(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&London).format("%H:%M").to_string()
}

/// An instant as pages write it: `12 noon on 21 December 2024`, `2:30pm on 3 March 2025`.
pub fn in_words(instant: DateTime<Utc>) -> String {
    format!("{} {}", time_in_words(instant), day::in_words(day_of(instant)))
}

/// The time of day with the word that leads on to the day: `12 noon on`, `midnight at the start of`.
fn time_in_words(instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&London);
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight at the start of".into(),
        _ => format!("{} on", hour_in_words(instant)),
    }
}

/// The time of day alone: `12 noon`, `2:30pm`, `10am`, `midnight`.
pub fn hour_in_words(instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&London);
    let (afternoon, hour) = local.hour12();
    let half = if afternoon { "pm" } else { "am" };
    match (local.hour(), local.minute()) {
        (0, 0) => "midnight".into(),
        (12, 0) => "12 noon".into(),
        (_, 0) => format!("{hour}{half}"),
        (_, minute) => format!("{hour}:{minute:02}{half}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_is_an_hour_ahead_and_a_lost_hour_is_moved() {
        let day = |m, d| NaiveDate::from_ymd_opt(2015, m, d).unwrap();
        assert_eq!(at(day(7, 1), 12, 0).to_rfc3339(), "2015-07-01T11:00:00+00:00");
        assert_eq!(at(day(3, 29), 1, 30).to_rfc3339(), "2015-03-29T01:30:00+00:00");
        assert_eq!(time_of_day(at(day(7, 1), 12, 0)), "12:00");
        assert_eq!(day_of(at(day(7, 1), 0, 30)), day(7, 1));
    }

    #[test]
    fn an_instant_is_written_as_people_say_it() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 21).unwrap();
        let words = |hour, minute| in_words(at(day, hour, minute));
        assert_eq!(words(12, 0), "12 noon on 21 December 2024");
        assert_eq!(words(14, 30), "2:30pm on 21 December 2024");
        assert_eq!(words(0, 0), "midnight at the start of 21 December 2024");
        assert_eq!(words(23, 59), "11:59pm on 21 December 2024");
        assert_eq!(words(9, 0), "9am on 21 December 2024");
    }
}
