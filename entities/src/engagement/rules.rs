//! Who gets a place, who waits, and when nobody can ask for one any more.

use super::State;
use crate::procurement::EventKind;

/// The most places an event can have.
pub const MOST_PLACES: i64 = 10_000;

/// What the next organisation gets where so many have a place already. Without a capacity everybody gets one.
pub const fn next_gets(capacity: Option<i64>, taken: i64) -> State {
    match capacity {
        Some(capacity) if taken >= capacity => State::Waiting,
        _ => State::Place,
    }
}

/// How many of those who wait move up.
pub const fn moves_up(capacity: Option<i64>, taken: i64, waiting: i64) -> i64 {
    match capacity {
        None => waiting,
        Some(capacity) if capacity <= taken => 0,
        Some(capacity) if capacity - taken < waiting => capacity - taken,
        Some(_) => waiting,
    }
}

/// Why nobody can ask for a place at an event, and what would be possible instead; `None` if they can.
pub fn no_place(kind: EventKind, cancelled: bool, has_begun: bool) -> Option<(&'static str, &'static str)> {
    match (kind, cancelled, has_begun) {
        (EventKind::Engagement, false, false) => None,
        (EventKind::Engagement, true, _) => Some(("This event was cancelled.", "Follow the procurement for the next.")),
        (EventKind::Engagement, false, true) => Some((
            "This event has begun.",
            "Ask a question on the procurement’s page, or follow it for the next event.",
        )),
        _ => Some(("Places are for market engagement events.", "Register interest in the procurement.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_comes_after_the_last_place_waits() {
        assert_eq!(next_gets(Some(2), 1), State::Place);
        assert_eq!(next_gets(Some(2), 2), State::Waiting);
        assert_eq!(next_gets(None, 5_000), State::Place);
    }

    #[test]
    fn as_many_move_up_as_there_are_places() {
        assert_eq!(moves_up(Some(3), 2, 5), 1);
        assert_eq!(moves_up(Some(3), 4, 5), 0, "a capacity that was lowered takes nobody's place");
        assert_eq!(moves_up(Some(9), 2, 5), 5);
        assert_eq!(moves_up(None, 2, 5), 5);
    }

    #[test]
    fn places_are_for_engagement_events_that_are_to_come() {
        assert_eq!(no_place(EventKind::Engagement, false, false), None);
        assert!(no_place(EventKind::Engagement, true, false).is_some());
        assert!(no_place(EventKind::Engagement, false, true).is_some());
        assert!(no_place(EventKind::Deadline, false, false).is_some());
    }
}
