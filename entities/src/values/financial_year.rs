//! The financial year of English public bodies: 1 April to 31 March.

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A financial year, held as the calendar year it starts in. `2015/16` on pages, `2015-16` in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct FinancialYear(i32);

/// Text that names no financial year from 1990/91 to 2098/99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a financial year, like 2015/16")]
pub struct NoFinancialYear;

impl FinancialYear {
    /// The year that starts on 1 April of `year`, from 1990 to 2098.
    pub const fn starting(year: i32) -> Option<Self> {
        if year >= 1990 && year <= 2098 { Some(Self(year)) } else { None }
    }

    /// The year a day falls in; days outside 1990/91 to 2098/99 fall in the first or last.
    pub fn of(day: NaiveDate) -> Self {
        let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
        Self(year.clamp(1990, 2098))
    }

    /// The calendar year it starts in.
    pub const fn start_year(self) -> i32 {
        self.0
    }

    /// 1 April.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or_default()
    }

    /// 31 March.
    pub fn last_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or_default()
    }

    /// The year after.
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before.
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// As addresses write it: `2015-16`.
    pub fn in_address(self) -> String {
        format!("{}-{:02}", self.0, (self.0 + 1) % 100)
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.0, (self.0 + 1) % 100)
    }
}

impl FromStr for FinancialYear {
    type Err = NoFinancialYear;

    fn from_str(text: &str) -> Result<Self, NoFinancialYear> {
        let (start, end) = text.trim().split_once(['/', '-']).ok_or(NoFinancialYear)?;
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if start.len() != 4 || !matches!(end.len(), 2 | 4) || !digits(start) || !digits(end) {
            return Err(NoFinancialYear);
        }
        let year = start.parse().ok().and_then(Self::starting).ok_or(NoFinancialYear)?;
        let ends: i32 = end.parse().map_err(|_| NoFinancialYear)?;
        if ends % 100 == (year.0 + 1) % 100 { Ok(year) } else { Err(NoFinancialYear) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_as_pages_and_addresses_write_it() {
        let year = FinancialYear::starting(2015).unwrap();
        for text in ["2015/16", "2015-16", " 2015/2016 "] {
            assert_eq!(text.parse(), Ok(year), "{text}");
        }
        assert_eq!((year.to_string(), year.in_address()), ("2015/16".into(), "2015-16".into()));
        for text in ["2015/17", "2015", "15/16", "+015/16", "1850/51", ""] {
            assert_eq!(text.parse::<FinancialYear>(), Err(NoFinancialYear), "{text}");
        }
        assert_eq!("1999/00".parse::<FinancialYear>().map(|y| y.to_string()), Ok("1999/00".into()));
    }

    #[test]
    fn it_turns_on_the_first_of_april() {
        let day = |m, d| NaiveDate::from_ymd_opt(2015, m, d).unwrap();
        assert_eq!(FinancialYear::of(day(3, 31)).to_string(), "2014/15");
        assert_eq!(FinancialYear::of(day(4, 1)).to_string(), "2015/16");
        assert_eq!(FinancialYear::of(day(4, 1)).first_day(), day(4, 1));
    }
}
