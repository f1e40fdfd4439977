//! Days as people write and read them: `1 April 2015`.

use chrono::{Datelike, NaiveDate};

/// A day as pages write it: `1 April 2015`.
pub fn in_words(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

/// The same day some years later, or earlier: the last of a month is the last of that month again, 29 February 28 or 29.
pub fn years_later(on: NaiveDate, years: i32) -> NaiveDate {
    let of = |day| NaiveDate::from_ymd_opt(on.year() + years, on.month(), day);
    let is_last = on.succ_opt().is_none_or(|next| next.month() != on.month());
    let last = || (28..=31).rev().find_map(of);
    if is_last { last() } else { of(on.day()) }.unwrap_or(on)
}

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Three fields of a form that name no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    #[error("enter a day, a month and a year, like 1 4 2015")]
    Incomplete,
    #[error("enter a real date, like 1 4 2015")]
    NotReal,
    #[error("enter a year from 1900 to 2100")]
    FarAway,
}

/// Reads a day from three fields. The month may be a number or a name; all empty is `None`.
pub fn from_fields(day: &str, month: &str, year: &str) -> Result<Option<NaiveDate>, NoDay> {
    let (day, month, year) = (day.trim(), month.trim(), year.trim());
    match [day, month, year].iter().filter(|part| part.is_empty()).count() {
        3 => return Ok(None),
        0 => {}
        _ => return Err(NoDay::Incomplete),
    }
    let year: i32 = year.parse().map_err(|_| NoDay::NotReal)?;
    if !(1900..=2100).contains(&year) {
        return Err(NoDay::FarAway);
    }
    let number = month.parse().ok().or_else(|| month_named(month)).ok_or(NoDay::NotReal)?;
    let day = day.parse().map_err(|_| NoDay::NotReal)?;
    NaiveDate::from_ymd_opt(year, number, day).map(Some).ok_or(NoDay::NotReal)
}

fn month_named(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let at = MONTHS.iter().position(|name| text.len() >= 3 && name.to_lowercase().starts_with(&text))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_month_stays_the_last_years_later() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (on, years, later) in [
            ("2015-09-30", 1, "2016-09-30"),
            ("2016-02-29", 1, "2017-02-28"),
            ("2015-02-28", 1, "2016-02-29"),
            ("2015-02-27", 1, "2016-02-27"),
            ("2016-02-28", 1, "2017-02-28"),
            ("2016-02-29", 4, "2020-02-29"),
            ("2015-03-31", 3, "2018-03-31"),
            ("2015-12-15", -1, "2014-12-15"),
        ] {
            assert_eq!(years_later(day(on), years), day(later), "{on} and {years}");
        }
    }

    #[test]
    fn a_day_is_read_from_three_fields() {
        let day = NaiveDate::from_ymd_opt(2015, 4, 1);
        assert_eq!(from_fields("1", "4", "2015"), Ok(day));
        assert_eq!(from_fields("01", "apr", " 2015"), Ok(day));
        assert_eq!(from_fields("", "", ""), Ok(None));
        assert_eq!(from_fields("1", "", "2015"), Err(NoDay::Incomplete));
        assert_eq!(from_fields("31", "2", "2015"), Err(NoDay::NotReal));
        assert_eq!(from_fields("1", "4", "15"), Err(NoDay::FarAway));
        assert_eq!(in_words(day.unwrap()), "1 April 2015");
    }
}
