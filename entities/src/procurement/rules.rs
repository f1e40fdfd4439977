//! What follows from a procurement's state and dates, and which moves are allowed.

use chrono::{DateTime, Utc};

use super::State;
pub use crate::values::notice::is_off;

/// Where a procurement is at an instant: an open one whose deadline has passed is closed.
pub fn state_at(state: State, deadline: Option<DateTime<Utc>>, now: DateTime<Utc>) -> State {
    match (state, deadline) {
        (State::Open, Some(deadline)) if deadline < now => State::Closed,
        _ => state,
    }
}

/// The states that may follow a state: onwards in its life, or to an end without a contract (register.md §4). It never goes back,
/// but in one place: [`after_withdrawn_award`].
pub fn may_follow(before: State) -> &'static [State] {
    use State::{Awarded, Cancelled, Closed, Engagement, Open, Planned, Unsuccessful};
    match before {
        Engagement => &[Engagement, Planned, Open, Cancelled],
        Planned => &[Planned, Open, Cancelled],
        Open => &[Open, Closed, Awarded, Unsuccessful, Cancelled],
        Closed => &[Closed, Awarded, Unsuccessful, Cancelled],
        Awarded => &[Awarded],
        Unsuccessful => &[Unsuccessful],
        Cancelled => &[Cancelled],
    }
}

/// The state of a procurement after one of its awards was withdrawn. The one place where it may go back: what was awarded by
/// mistake and to nobody else is closed, as if it had not been awarded.
pub const fn after_withdrawn_award(before: State, was_the_only_one: bool) -> State {
    match (before, was_the_only_one) {
        (State::Awarded, true) => State::Closed,
        _ => before,
    }
}

/// The states of procurements from which no contract came, and will not: what was planned with them is not planned any more.
pub const CAME_TO_NOTHING: [State; 2] = [State::Unsuccessful, State::Cancelled];

/// Why a provider cannot register interest, and what would be possible instead; `None` if it can.
/// An awarded contract takes interest until it expires: in the one that comes after it.
pub fn no_interest(state: State, expiry_is_coming: bool) -> Option<(&'static str, &'static str)> {
    match state {
        State::Cancelled => Some(("This procurement was cancelled.", "Look for another one on the tenders page.")),
        State::Unsuccessful => Some((
            "This procurement ended without an award.",
            "Look on the tenders page whether it has been started again.",
        )),
        State::Awarded if !expiry_is_coming => {
            Some(("This contract has been awarded, and no date is known at which it ends.", "Ask the buyer."))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn an_open_procurement_is_closed_once_its_deadline_has_passed() {
        let deadline = DateTime::UNIX_EPOCH;
        let second = TimeDelta::seconds(1);
        assert_eq!(state_at(State::Open, Some(deadline), deadline), State::Open);
        assert_eq!(state_at(State::Open, Some(deadline), deadline + second), State::Closed);
        assert_eq!(state_at(State::Open, None, deadline), State::Open);
        assert_eq!(state_at(State::Planned, Some(deadline), deadline + second), State::Planned);
    }

    #[test]
    fn a_procurement_never_goes_back() {
        for (before, rank) in State::ALL.iter().zip(0..) {
            for after in may_follow(*before) {
                let after = State::ALL.iter().position(|state| state == after);
                assert!(after >= Some(rank), "{before} may not go back");
            }
            assert!(may_follow(*before).contains(before), "{before} may stay");
        }
    }

    #[test]
    fn only_a_withdrawn_award_takes_a_procurement_back() {
        assert!(!may_follow(State::Awarded).contains(&State::Closed), "nobody else may");
        for before in State::ALL {
            assert_eq!(after_withdrawn_award(*before, false), *before, "another award stands");
            let back = *before == State::Awarded;
            assert_eq!(after_withdrawn_award(*before, true), if back { State::Closed } else { *before });
        }
        assert!(may_follow(State::Closed).contains(&State::Awarded), "it can be awarded to the right one");
    }

    #[test]
    fn interest_is_taken_until_there_is_nothing_to_come() {
        for state in State::ALL {
            let refused = no_interest(*state, false).is_some();
            assert_eq!(refused, matches!(state, State::Awarded | State::Unsuccessful | State::Cancelled), "{state}");
        }
        assert_eq!(no_interest(State::Awarded, true), None);
    }
}
