//! When an agreement may be entered as it was signed before there was a register.

use chrono::NaiveDate;

use super::{Facts, State};
use crate::{Refusal, values::day};

/// Judges whether an edition can be entered of record: on a day, in a register that was begun on another.
///
/// # Errors
/// It was put to its parties here already, was signed since the register was begun, or its frame is not whole.
pub fn may_be_of_record(
    edition: i64,
    state: State,
    signed_on: NaiveDate,
    begun: NaiveDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    if edition > 1 || state != State::Drafting {
        return Err(Refusal::rule(
            "Only what has not been negotiated here can be entered of record",
            "Let its parties answer and sign here; what came by letter is entered under Files",
        ));
    }
    if signed_on >= begun {
        return Err(Refusal::field(
            "signed",
            format!(
                "Enter a day before {}, on which this register was begun: what was signed since is answered and signed here, on \
                 paper if need be",
                day::in_words(begun)
            ),
        ));
    }
    let Some(starts) = facts.starts else {
        return Err(Refusal::rule("It has no day on which it starts", "Enter that under Details first"));
    };
    if facts.ends.is_some_and(|ends| ends < signed_on) {
        return Err(Refusal::field(
            "signed",
            format!("It started on {} and had ended by then: look at the file again", day::in_words(starts)),
        ));
    }
    if facts.parties < 2 {
        return Err(Refusal::rule("It has one party alone", "Add the others under Parties first"));
    }
    if !facts.misfits.is_empty() {
        return Err(Refusal::rule("Its services and its term do not fit", facts.misfits.join(". ")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_is_older_than_the_register_and_was_not_negotiated_in_it_is_of_record() {
        let facts =
            Facts { parties: 2, starts: Some(day("2012-04-01")), ends: Some(day("2015-03-31")), ..Facts::default() };
        let begun = day("2014-09-01");
        let judged = |edition, state, signed: &str, facts: &Facts| {
            may_be_of_record(edition, state, day(signed), begun, facts).is_ok()
        };
        assert!(judged(1, State::Drafting, "2012-03-20", &facts));
        assert!(judged(1, State::Drafting, "2014-08-31", &facts));
        assert!(!judged(1, State::Drafting, "2014-09-01", &facts), "its parties sign here");
        assert!(!judged(1, State::Negotiating, "2012-03-20", &facts), "its parties are asked");
        assert!(!judged(2, State::Drafting, "2012-03-20", &facts), "a variation is signed here");
        assert!(!judged(1, State::Drafting, "2012-03-20", &Facts { starts: None, ..facts.clone() }));
        assert!(!judged(1, State::Drafting, "2012-03-20", &Facts { parties: 1, ..facts.clone() }));
        let over = Facts { ends: Some(day("2012-03-01")), ..facts };
        assert!(!judged(1, State::Drafting, "2012-03-20", &over), "signed after its end");
    }
}
