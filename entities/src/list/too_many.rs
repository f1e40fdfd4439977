//! Which counts came to their end a moment ago: what is more than anybody counts seldom becomes fewer, and counting to the end each time
//! would be most of the work of a page.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So long nobody counts again.
const WHILE: Duration = Duration::from_secs(60);

/// Of so many counts at most.
const MOST: usize = 500;

/// Counts that came to their end, by what was asked, each with when.
#[derive(Debug, Default)]
pub(crate) struct TooMany(Mutex<HashMap<String, Instant>>);

impl TooMany {
    pub(super) fn knows(&self, asked: &str, now: Instant) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(asked).is_some_and(|at| now.duration_since(*at) < WHILE)
    }

    pub(super) fn note(&self, asked: String, now: Instant) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What is asked with the present instant is never asked again, and may not keep out what is.
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(asked, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_to_its_end_is_known_for_a_minute_and_counted_again_then() {
        let (known, start) = (TooMany::default(), Instant::now());
        known.note("contracts".into(), start);
        assert!(known.knows("contracts", start + WHILE / 2) && !known.knows("contracts of one", start));
        assert!(!known.knows("contracts", start + WHILE));
    }

    #[test]
    fn no_flood_of_questions_fills_the_memory_or_keeps_others_out() {
        let (known, start) = (TooMany::default(), Instant::now());
        for number in 0..3 * MOST {
            known.note(number.to_string(), start);
            assert!(known.knows(&number.to_string(), start) && known.0.lock().unwrap().len() <= MOST);
        }
    }
}
