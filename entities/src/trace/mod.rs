//! The chain of one agreement: clause → commitment → money → service → contract → measure → observation, with its breaks.

use chrono::{Datelike, NaiveDate, TimeDelta};

#[cfg(feature = "orm")]
pub(crate) mod kept;
#[cfg(feature = "orm")]
mod missing;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub mod table;

crate::words! {
    /// A link of the chain that is missing: the register's main alarm.
    Break {
        Unconfirmed = "unconfirmed", "Nobody confirmed this commitment";
        Unfunded = "unfunded", "No money, help in kind or reason to need none";
        Unexplained = "unexplained", "No commitment explains this money";
        Undecided = "undecided", "Nobody decided who delivers this service";
        Unmeasured = "unmeasured", "This contract has no outcome measure";
        Unobserved = "unobserved", "Nothing was reported for the last quarter";
    }
}

/// Days after the end of a quarter in which its figures are still awaited.
const REPORTING_DAYS: i64 = 30;

/// The last day of the last quarter whose figures are due on a day: quarters end with March, June, September and December.
pub fn last_period_end(today: NaiveDate) -> NaiveDate {
    let due = today - TimeDelta::days(REPORTING_DAYS);
    let quarter_starts = due.month0() / 3 * 3 + 1;
    let first = NaiveDate::from_ymd_opt(due.year(), quarter_starts, 1).unwrap_or(due);
    first.pred_opt().unwrap_or(due)
}

/// True if a measure's observation is missing: nothing reaches to the last quarter's end, and the contract ran then.
pub fn is_unobserved(today: NaiveDate, starts: Option<NaiveDate>, last_observed: Option<NaiveDate>) -> bool {
    let due = last_period_end(today);
    starts.is_none_or(|starts| starts <= due) && last_observed.is_none_or(|observed| observed < due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_awaited_for_thirty_days() {
        let day = |m, d| NaiveDate::from_ymd_opt(2014, m, d).unwrap();
        assert_eq!(last_period_end(day(12, 1)), day(9, 30));
        assert_eq!(last_period_end(day(10, 29)), day(6, 30));
        assert_eq!(last_period_end(day(10, 31)), day(9, 30));
        assert!(is_unobserved(day(12, 1), None, None));
        assert!(is_unobserved(day(12, 1), None, Some(day(6, 30))));
        assert!(!is_unobserved(day(12, 1), None, Some(day(9, 30))));
        assert!(!is_unobserved(day(12, 1), Some(day(10, 1)), None), "it had not started");
    }
}
