//! What the parts of the demonstration write their words with: days, years, and the mark of what is invented.

use chrono::NaiveDate;

use crate::values::{Amount, FinancialYear, Pence};

/// A day that is known to exist.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The financial year that starts on 1 April of a year.
pub(super) fn year(starts: i32) -> FinancialYear {
    FinancialYear::of(NaiveDate::from_ymd_opt(starts, 4, 1).unwrap_or_default())
}

/// Words that are invented for a real body, marked as such.
pub(super) fn illustrative(words: &str) -> String {
    format!("{words} (illustrative)")
}

/// A sum that the report does not give.
pub(super) fn pounds(pounds: i32) -> Amount {
    Amount::exactly(Pence::pounds(pounds))
}
