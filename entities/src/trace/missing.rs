//! Which links are missing at a record, from what it says. Pure: no database.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::{Break, REPORTING_DAYS};
use crate::{commitment::Confirmation, contract, service::Delivery, values::Pence};

/// Of a commitment that stands: whether somebody confirmed it, and whether it is paid for or needs no money.
pub fn of_commitment(confirmation: Confirmation, is_paid: bool, needs_none: bool) -> impl Iterator<Item = Break> {
    let unconfirmed = confirmation != Confirmation::Confirmed;
    let unfunded = !is_paid && !needs_none;
    [unconfirmed.then_some(Break::Unconfirmed), unfunded.then_some(Break::Unfunded)].into_iter().flatten()
}

/// Of money: whether commitments explain it.
pub fn of_money(unexplained: Pence) -> Option<Break> {
    unexplained.is_positive().then_some(Break::Unexplained)
}

/// Of a service: whether somebody decided who delivers it.
pub fn of_service(delivery: Delivery) -> Option<Break> {
    (delivery == Delivery::Undecided).then_some(Break::Undecided)
}

/// Of a contract: whether it is measured.
pub fn of_contract(state: contract::State, measures: usize) -> Option<Break> {
    (measures == 0 && state == contract::State::Active).then_some(Break::Unmeasured)
}

/// Of a measure: the first day on which a result is missing, when it was last observed to a day, or never; `None` if that was so
/// for as long as anybody can ask.
pub fn unobserved_since(starts: Option<NaiveDate>, last_observed: Option<NaiveDate>) -> Option<NaiveDate> {
    // The first quarter that ends after what was observed, and in which the contract ran.
    let after = last_observed.and_then(|observed| observed.succ_opt());
    let from = after.max(starts)?;
    let first_of_quarter = NaiveDate::from_ymd_opt(from.year(), from.month0() / 3 * 3 + 1, 1)?;
    let next_quarter = first_of_quarter.checked_add_months(Months::new(3))?;
    Some(next_quarter + TimeDelta::days(REPORTING_DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::is_unobserved;

    #[test]
    fn the_day_since_which_a_result_is_missing_is_the_first_on_which_the_chain_breaks() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = ["2014-01-01", "2014-03-31", "2014-04-01", "2014-06-15", "2014-06-30", "2014-12-31"];
        let options = || days.iter().map(|text| Some(day(text))).chain([None]);
        for starts in options() {
            for last in options() {
                let since = unobserved_since(starts, last);
                for ahead in 0..500 {
                    let today = day("2014-01-01") + TimeDelta::days(ahead);
                    let said = since.is_none_or(|since| since <= today);
                    assert_eq!(said, is_unobserved(today, starts, last), "{starts:?} {last:?} {since:?} {today}");
                }
            }
        }
    }

    #[test]
    fn a_commitment_can_miss_both_or_neither() {
        let all = |confirmation, paid, none| of_commitment(confirmation, paid, none).collect::<Vec<_>>();
        assert_eq!(all(Confirmation::Confirmed, true, false), []);
        assert_eq!(all(Confirmation::Confirmed, false, true), []);
        assert_eq!(all(Confirmation::Requested, false, false), [Break::Unconfirmed, Break::Unfunded]);
    }
}
