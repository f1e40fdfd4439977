//! What follows from a contract's dates.

use chrono::{Months, NaiveDate};

use super::{Intention, State};
use crate::values::Reading;

/// Whether a unit makes a reading a share of people: `%`, `% of families`. A change is none: `% change`.
pub fn is_share(unit: &str) -> bool {
    let unit = unit.trim().to_lowercase();
    ["%", "per cent", "percent"]
        .iter()
        .filter_map(|sign| unit.strip_prefix(sign))
        .any(|rest| rest.trim().is_empty() || rest.trim_start().starts_with("of "))
}

/// What is wrong with a reading in a unit; `None` if nothing is.
pub fn beyond_share(unit: &str, reading: Reading) -> Option<String> {
    let fits = !is_share(unit) || (Reading::whole(0)..=Reading::whole(100)).contains(&reading);
    (!fits).then(|| format!("Enter a share from 0% to 100%; this was read as {}", reading.in_words(unit)))
}

/// What is wrong with a count of children in a unit; `None` if nothing is. Nobody counts fewer than none; how a number changed
/// is no count.
pub fn below_nobody(unit: &str, counts_children: bool, reading: Reading) -> Option<String> {
    let unit = unit.trim();
    let is_count = counts_children && !unit.starts_with('%') && !unit.to_lowercase().contains("change");
    (is_count && reading < Reading::whole(0))
        .then(|| format!("Enter a count of 0 or more; this was read as {}", reading.in_words(unit)))
}

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
    fn a_share_of_people_is_from_nobody_to_everybody() {
        for unit in ["%", " % ", "% of families", "per cent", "Per cent of children"] {
            assert!(is_share(unit), "{unit}");
            for (reading, fits) in [(0, true), (100, true), (101, false), (425, false), (-1, false)] {
                assert_eq!(beyond_share(unit, Reading::whole(reading)).is_none(), fits, "{reading} {unit}");
            }
            assert!(beyond_share(unit, "100.001".parse().unwrap()).is_some());
        }
        for unit in ["days", "% change", "percentage points", ""] {
            assert!(!is_share(unit) && beyond_share(unit, Reading::whole(425)).is_none(), "{unit}");
        }
    }

    #[test]
    fn nobody_counts_fewer_children_than_none() {
        let below = |unit, counts, number| below_nobody(unit, counts, Reading::whole(number)).is_some();
        assert!(below("children", true, -3) && below(" families", true, -1));
        for (unit, counts, number) in [
            ("children", true, 0),
            ("children", true, 3),
            ("days", false, -3),
            ("% change", true, -3),
            ("change in children", true, -3),
        ] {
            assert!(!below(unit, counts, number), "{unit} {number}");
        }
    }

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
