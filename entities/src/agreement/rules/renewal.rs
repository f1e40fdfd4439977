//! When an agreement is renewed, for which year and which days. Pure: no database.

use chrono::NaiveDate;

use super::Days;
use crate::{
    Refusal,
    agreement::State,
    values::{FinancialYear, Reference, day},
};

/// The year and the days of an agreement that renews another, unless somebody chooses others: it begins on the day after the other
/// ends and runs for as long; without an end it begins with the next year.
pub fn next(year: FinancialYear, days: Days) -> (FinancialYear, Days) {
    let Some(ends) = days.ends else {
        return (year.next(), Days { starts: Some(year.next().first_day()), ends: None });
    };
    let starts = ends.succ_opt().unwrap_or(ends);
    let next = FinancialYear::of(starts).max(year.next());
    let years = next.start_year() - year.start_year();
    (next, Days { starts: Some(starts), ends: Some(day::years_later(ends, years)) })
}

/// Judges whether an edition can be renewed, and for which year.
///
/// # Errors
/// [`Refusal::NotAllowed`] if no edition was signed; [`Refusal::Invalid`] for a year that is not later.
pub fn may_renew(reference: &Reference, state: State, year: FinancialYear, next: FinancialYear) -> Result<(), Refusal> {
    if state != State::Signed {
        return Err(Refusal::rule(
            format!("{reference} was not signed: it is {}", state.label().to_lowercase()),
            "Change it as it is; once it is signed, it can be renewed",
        ));
    }
    if next <= year {
        let message = format!("Enter a financial year after {year}, that of {reference}");
        return Err(Refusal::field("year", message));
    }
    Ok(())
}

/// Judges whether an agreement begins after one that it renews did.
///
/// # Errors
/// [`Refusal::Invalid`] for a start that is not later.
pub fn begins_after(reference: &Reference, began: NaiveDate, starts: Option<NaiveDate>) -> Result<(), Refusal> {
    match starts {
        Some(starts) if starts <= began => {
            let began = day::in_words(began);
            Err(Refusal::field("starts", format!("Enter a start after {began}, when {reference} began")))
        }
        _ => Ok(()),
    }
}

/// Judges whether an agreement runs in its financial year.
///
/// # Errors
/// [`Refusal::Invalid`] for days that all lie before or after it.
pub fn runs_in(year: FinancialYear, days: Days) -> Result<(), Refusal> {
    let is_after = days.starts.is_some_and(|starts| starts > year.last_day());
    let is_before = days.ends.is_some_and(|ends| ends < year.first_day());
    if is_after || is_before {
        let message = format!("Enter the financial year in which it runs: none of its days is in {year}");
        return Err(Refusal::field("year", message));
    }
    Ok(())
}

/// The days of a service in scope some years later: what ran to the end of its agreement goes on from the first day; what had days of
/// its own has them again.
pub fn service_days(own: Days, agreement_ends: Option<NaiveDate>, years: i32) -> Days {
    let moved = |on: Option<NaiveDate>| on.map(|on| day::years_later(on, years));
    let to_the_end = own.ends.is_none() || own.ends == agreement_ends;
    Days { starts: if to_the_end { None } else { moved(own.starts) }, ends: moved(own.ends) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn year(starts: i32) -> FinancialYear {
        FinancialYear::starting(starts).unwrap()
    }

    #[test]
    fn the_next_begins_the_day_after_and_runs_as_long() {
        for (of, starts, ends, then, begins, until) in [
            (2015, "2015-04-01", "2016-03-31", 2016, "2016-04-01", "2017-03-31"),
            (2014, "2014-07-31", "2015-03-31", 2015, "2015-04-01", "2016-03-31"),
            (2014, "2014-04-01", "2017-03-31", 2017, "2017-04-01", "2020-03-31"),
            // Within its own year: of the next all the same.
            (2014, "2014-04-01", "2014-12-31", 2015, "2015-01-01", "2015-12-31"),
            (2014, "2014-04-01", "", 2015, "2015-04-01", ""),
        ] {
            let days = Days { starts: on(starts), ends: on(ends) };
            assert_eq!(next(year(of), days), (year(then), Days { starts: on(begins), ends: on(until) }), "{of} {ends}");
        }
    }

    #[test]
    fn what_was_never_signed_and_what_is_of_the_same_year_is_not_renewed() {
        let reference = Reference::numbered("MOU", 2015, 1);
        let renew = |state, next| may_renew(&reference, state, year(2015), year(next));
        assert!(renew(State::Signed, 2016).is_ok());
        assert!(matches!(renew(State::Negotiating, 2016), Err(Refusal::NotAllowed { .. })));
        assert!(matches!(renew(State::Signed, 2015), Err(Refusal::Invalid(_))));
    }

    #[test]
    fn an_agreement_runs_in_its_year() {
        let runs = |starts, ends| runs_in(year(2016), Days { starts: on(starts), ends: on(ends) });
        assert!(runs("2016-04-01", "2017-03-31").is_ok() && runs("2015-07-01", "2016-04-01").is_ok());
        assert!(runs("", "").is_ok() && runs("2017-03-31", "").is_ok());
        assert!(matches!(runs("2015-04-01", "2016-03-31"), Err(Refusal::Invalid(_))));
        assert!(matches!(runs("2017-04-01", ""), Err(Refusal::Invalid(_))));
    }

    #[test]
    fn a_service_that_ran_to_the_end_goes_on_and_one_of_its_own_days_comes_again() {
        let ends = on("2015-03-31");
        let days = |starts, ends| Days { starts: on(starts), ends: on(ends) };
        assert_eq!(service_days(days("2014-09-01", ""), ends, 1), days("", ""));
        assert_eq!(service_days(days("2014-09-01", "2015-03-31"), ends, 1), days("", "2016-03-31"));
        assert_eq!(service_days(days("2014-06-01", "2014-08-31"), ends, 1), days("2015-06-01", "2015-08-31"));
    }
}
