//! Quarters of calendar years.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::UnknownWord;

/// A quarter of a calendar year, from 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    number: u32,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.number == 4 {
            Self { year: self.year + 1, number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// So many quarters, from the one of a day on.
    pub fn from(day: NaiveDate, count: usize) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(Self::of(day)), |quarter| Some(quarter.next())).take(count)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, (self.number - 1) * 3 + 1, 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// As it stands in addresses, like `2015-q2`.
    pub fn in_address(self) -> String {
        format!("{}-q{}", self.year, self.number)
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let months = match self.number {
            1 => "January to March",
            2 => "April to June",
            3 => "July to September",
            _ => "October to December",
        };
        write!(f, "{months} {}", self.year)
    }
}

impl FromStr for Quarter {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, number) = text.split_once("-q").ok_or(UnknownWord)?;
        let (year, number) = (year.parse().map_err(|_| UnknownWord)?, number.parse().map_err(|_| UnknownWord)?);
        let is_one = (1900..=2199).contains(&year) && (1..=4).contains(&number);
        is_one.then_some(Self { year, number }).ok_or(UnknownWord)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_has_three_months_and_is_read_as_it_is_written() {
        let last = Quarter::of(NaiveDate::from_ymd_opt(2015, 12, 31).unwrap());
        assert_eq!((last.to_string().as_str(), last.in_address().as_str()), ("October to December 2015", "2015-q4"));
        assert_eq!(last.last_day(), NaiveDate::from_ymd_opt(2015, 12, 31).unwrap());
        assert_eq!(last.next().first_day(), NaiveDate::from_ymd_opt(2016, 1, 1).unwrap());
        let mut quarter = last;
        for _ in 0..12 {
            assert_eq!(quarter.in_address().parse(), Ok(quarter));
            assert_eq!((Quarter::of(quarter.first_day()), Quarter::of(quarter.last_day())), (quarter, quarter));
            quarter = quarter.next();
        }
    }

    #[test]
    fn what_is_no_quarter_is_not_read_as_one() {
        for text in ["", "2015", "2015-q0", "2015-q5", "2015-Q1", "99999-q1", "-1-q1", "2015-q-1", "2015-q1 "] {
            assert!(text.parse::<Quarter>().is_err(), "{text}");
        }
    }
}
