//! Until when questions are taken.

use chrono::{DateTime, Utc};

use crate::procurement::State;

/// Why nobody can ask a question any more, and what would be possible instead; `None` if they can. `cut_off` is the last clarification
/// cut-off that was not cancelled, else the submission deadline.
pub fn no_question(
    state: State,
    cut_off: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Option<(&'static str, &'static str)> {
    match state {
        State::Cancelled => Some(("This procurement was cancelled.", "Look for another one on the tenders page.")),
        State::Unsuccessful | State::Awarded => {
            Some(("This procurement has ended.", "Ask the buyer about the contract itself."))
        }
        State::Closed => Some(("Bids are in: questions are closed.", "Read the answers that were given.")),
        State::Engagement | State::Planned | State::Open if cut_off.is_some_and(|cut_off| cut_off <= now) => {
            Some(("The cut-off for questions has passed.", "Read the answers that were given."))
        }
        State::Engagement | State::Planned | State::Open => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn questions_are_taken_until_the_cut_off_and_while_something_is_to_come() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(no_question(State::Open, None, now), None);
        assert_eq!(no_question(State::Engagement, Some(now + TimeDelta::seconds(1)), now), None);
        assert!(no_question(State::Open, Some(now), now).is_some_and(|(why, _)| why.contains("cut-off")));
        for state in [State::Closed, State::Awarded, State::Unsuccessful, State::Cancelled] {
            assert!(no_question(state, None, now).is_some(), "{state}");
        }
    }
}
