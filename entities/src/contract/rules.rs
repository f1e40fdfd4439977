//! What follows from a contract's dates.

use chrono::{Months, NaiveDate};

use super::{Intention, State};

/// A contract is on the list of those that end for so many months before its end.
pub const ENDING_MONTHS: u32 = 18;

/// The last day on which a contract counts as ending soon.
pub fn ending_until(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(ENDING_MONTHS)).unwrap_or(today)
}

/// Why a provider cannot register interest in what comes after a contract, and what would be possible instead; `None` if it can.
pub fn no_interest(
    today: NaiveDate,
    state: State,
    ends: Option<NaiveDate>,
    intention: Intention,
) -> Option<(&'static str, &'static str)> {
    if !matches!(state, State::Active | State::Pending) {
        return Some(("This contract is not in force.", "Look on the tenders page for one that is to come."));
    }
    match ends {
        None => Some(("No day is known on which this contract ends.", "Ask the buyer.")),
        Some(ends) if ends < today => {
            Some(("This contract has ended.", "Look on the tenders page for the one that follows it."))
        }
        Some(ends) if ends > ending_until(today) => Some((
            "This contract ends in more than 18 months.",
            "Come back when it is on the list of ending contracts.",
        )),
        Some(_) if intention == Intention::LetItEnd => {
            Some(("The buyer lets this work end.", "Look on the tenders page for other work."))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interest_is_taken_in_what_ends_within_eighteen_months_and_goes_on() {
        let today = NaiveDate::from_ymd_opt(2014, 12, 1).unwrap();
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let can = |state, ends, intention| no_interest(today, state, ends, intention).is_none();
        assert!(can(State::Active, day(2016, 6, 1), Intention::Undecided));
        assert!(can(State::Active, day(2014, 12, 1), Intention::TenderAgain), "on its last day");
        assert!(!can(State::Active, day(2016, 6, 2), Intention::Undecided));
        assert!(!can(State::Active, day(2014, 11, 30), Intention::Undecided));
        assert!(!can(State::Active, None, Intention::Undecided));
        assert!(!can(State::Terminated, day(2015, 6, 1), Intention::Undecided));
        assert!(!can(State::Active, day(2015, 6, 1), Intention::LetItEnd));
    }
}
