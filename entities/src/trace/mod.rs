//! The chain of one agreement: clause → commitment → money → service → contract → measure → observation, with its breaks.

use chrono::{Datelike, NaiveDate, TimeDelta};

#[cfg(feature = "orm")]
pub(crate) mod kept;
#[cfg(feature = "orm")]
pub mod list;
#[cfg(feature = "orm")]
#[cfg(test)]
mod list_story;
#[cfg(feature = "orm")]
pub mod mending;
#[cfg(feature = "orm")]
mod missing;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
mod readable;
#[cfg(feature = "orm")]
mod records;
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

impl Break {
    /// True if the link is missing at what an edition promises or pays; else at a service or a contract, which many may lead to.
    pub const fn is_promised(self) -> bool {
        matches!(self, Self::Unconfirmed | Self::Unfunded | Self::Unexplained)
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

/// From when on a measure's observation is missing: the end of the first quarter that nothing reaches to, and the first day on which
/// it is awaited no longer; `None` if it always was.
pub fn unobserved_from(starts: Option<NaiveDate>, last_observed: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    let missing = starts.max(last_observed.and_then(|observed| observed.succ_opt()))?;
    // Figures of a quarter are awaited until so many days after its end: the quarters before it are not missing on its last day.
    let mut on = missing + TimeDelta::days(REPORTING_DAYS + 1);
    while last_period_end(on) < missing {
        on += TimeDelta::days(1);
    }
    Some((last_period_end(on), on))
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

    #[test]
    fn the_day_from_which_a_figure_is_missing_is_the_first_on_which_it_is() {
        let first = NaiveDate::from_ymd_opt(2014, 1, 1).unwrap();
        let days = || (0..800).map(|days| first + TimeDelta::days(days));
        for (starts, last) in days().step_by(13).map(|day| (Some(day), None)).chain(
            days().step_by(17).flat_map(|day| [(None, Some(day)), (Some(first + TimeDelta::days(200)), Some(day))]),
        ) {
            let (quarter, from) = unobserved_from(starts, last).unwrap();
            assert!(!is_unobserved(from.pred_opt().unwrap(), starts, last), "{starts:?} {last:?} {from}");
            assert!(is_unobserved(from, starts, last), "{starts:?} {last:?} {from}");
            assert_eq!(last_period_end(from), quarter);
        }
        assert_eq!(unobserved_from(None, None), None);
    }
}
