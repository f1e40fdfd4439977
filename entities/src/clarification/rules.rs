//! Of which procurements and until when questions are taken.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use crate::procurement::State;

/// Why nobody can ask a question here, and what would be possible instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoQuestion {
    pub why: Cow<'static, str>,
    pub instead: &'static str,
    /// The buyer takes questions, in the way that its notice says.
    pub as_the_notice_says: bool,
}

impl NoQuestion {
    const fn ended(why: &'static str, instead: &'static str) -> Self {
        Self { why: Cow::Borrowed(why), instead, as_the_notice_says: false }
    }

    fn elsewhere(buyer: &str) -> Self {
        let buyer = if buyer.is_empty() { "The buyer" } else { buyer };
        let why = format!("{buyer} is not an organisation of this register: it would not see a question asked here.");
        Self { why: why.into(), instead: "Ask in the way that its notice says.", as_the_notice_says: true }
    }
}

/// Why nobody can ask a question, or not any more; `None` if they can. `cut_off` is the last clarification cut-off that was not
/// cancelled, else the submission deadline. `elsewhere` is the buyer as the notice names it, if it is not an organisation of the
/// register: nobody would answer for it.
pub fn no_question(
    state: State,
    cut_off: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    elsewhere: Option<&str>,
) -> Option<NoQuestion> {
    let no = NoQuestion::ended;
    match state {
        State::Cancelled => Some(no("This procurement was cancelled.", "Look for another one on the tenders page.")),
        State::Unsuccessful | State::Awarded => {
            Some(no("This procurement has ended.", "Ask the buyer about the contract itself."))
        }
        State::Closed => Some(no("Bids are in: questions are closed.", "Read the answers that were given.")),
        State::Engagement | State::Planned | State::Open if cut_off.is_some_and(|cut_off| cut_off <= now) => {
            Some(no("The cut-off for questions has passed.", "Read the answers that were given."))
        }
        State::Engagement | State::Planned | State::Open => elsewhere.map(NoQuestion::elsewhere),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn questions_are_taken_until_the_cut_off_and_while_something_is_to_come() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(no_question(State::Open, None, now, None), None);
        assert_eq!(no_question(State::Engagement, Some(now + TimeDelta::seconds(1)), now, None), None);
        assert!(no_question(State::Open, Some(now), now, None).is_some_and(|no| no.why.contains("cut-off")));
        for state in [State::Closed, State::Awarded, State::Unsuccessful, State::Cancelled] {
            assert!(no_question(state, None, now, None).is_some(), "{state}");
        }
    }

    #[test]
    fn a_buyer_that_is_not_in_the_register_is_asked_as_its_notice_says() {
        let now = DateTime::UNIX_EPOCH;
        for (buyer, named) in [("Thame Town Council", "Thame Town Council is not"), ("", "The buyer is not")] {
            let no = no_question(State::Open, None, now, Some(buyer)).unwrap();
            assert!(no.why.starts_with(named) && no.as_the_notice_says, "{no:?}");
        }
        let ended = no_question(State::Cancelled, None, now, Some("Thame Town Council")).unwrap();
        assert!(!ended.as_the_notice_says, "there is nothing to ask any more");
    }
}
