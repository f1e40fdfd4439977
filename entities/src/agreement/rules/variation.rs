//! When the next edition of an agreement can be opened, and from which day it can be in force. Pure: no database.

use chrono::NaiveDate;

use crate::{Refusal, agreement::State, values::day};

/// Judges whether the next edition can be opened. `made` is the edition that is being made, if one is, by its number and with
/// who opened it; `signed` says whether one was ever signed.
///
/// # Errors
/// [`Refusal::NotAllowed`] while another edition is made, or before the first is signed.
pub fn may_open(made: Option<(i64, &str)>, first: State, signed: bool) -> Result<(), Refusal> {
    match made {
        Some((1, _)) => Err(Refusal::rule(
            "This agreement is not signed yet",
            "Change it as it is; once it is signed, it changes by a variation",
        )),
        Some((number, who)) => Err(Refusal::rule(
            format!("Edition {number} is being made already, by {who}: an agreement has one edition in the making"),
            format!("Finish edition {number} first, withdraw it, or set it aside for an urgent one"),
        )),
        None if !signed => Err(Refusal::rule(
            format!(
                "An agreement that was never signed cannot be varied; this one is: {}",
                first.label().to_lowercase()
            ),
            "Write a new agreement",
        )),
        None => Ok(()),
    }
}

/// Judges the day from which an edition is to be in force.
///
/// # Errors
/// [`Refusal::Invalid`] for a day before the agreement began, or after the edition's end.
pub fn may_be_effective(on: NaiveDate, began: Option<NaiveDate>, ends: Option<NaiveDate>) -> Result<(), Refusal> {
    match (began, ends) {
        (Some(began), _) if on < began => Err(Refusal::field(
            "effective",
            format!("Enter a day from {} on: the agreement began then", day::in_words(began)),
        )),
        (_, Some(ends)) if on > ends => Err(Refusal::field(
            "effective",
            format!("Enter a day up to {}, when it ends; or extend it, with a later end", day::in_words(ends)),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edition_is_made_at_a_time_and_a_second_is_told_by_whom() {
        assert!(may_open(None, State::Signed, true).is_ok());
        let refused = may_open(Some((2, "Jo Bloggs for Birmingham")), State::Signed, true);
        let Err(Refusal::NotAllowed { why, instead }) = refused else { panic!("{refused:?}") };
        assert!(why.contains("Edition 2") && why.contains("Jo Bloggs for Birmingham"), "{why}");
        assert!(instead.contains("set it aside"), "{instead}");
    }

    #[test]
    fn what_was_never_signed_is_not_varied() {
        for (made, first) in [(Some((1, "")), State::Negotiating), (None, State::Withdrawn)] {
            assert!(matches!(may_open(made, first, false), Err(Refusal::NotAllowed { .. })));
        }
    }

    #[test]
    fn an_edition_is_in_force_while_its_agreement_runs() {
        let day = |month, day| NaiveDate::from_ymd_opt(2015, month, day);
        let on = |on: Option<NaiveDate>| may_be_effective(on.unwrap(), day(4, 1), day(12, 31));
        assert!(on(day(4, 1)).is_ok() && on(day(12, 31)).is_ok());
        assert!(matches!(on(day(3, 31)), Err(Refusal::Invalid(_))));
        assert!(matches!(on(NaiveDate::from_ymd_opt(2016, 1, 1)), Err(Refusal::Invalid(_))));
        assert!(may_be_effective(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(), day(4, 1), None).is_ok());
    }
}
