//! How much of forms that are still arriving is kept in memory, at once and for each sender: whoever sends many and finishes
//! none is refused, and nobody else is. Strangers share less than people who are signed in, and cannot use up theirs.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{form_body::Largest, rate_limit::Who};

/// What a form costs before its first byte, in bytes: its connection, its headers, its task. It bounds how many there are.
const EACH: usize = 64 * 1024;

/// How long a stranger's form may take to arrive.
pub const STRANGERS_WAIT: Duration = Duration::from_secs(10);

/// The two budgets. Cheap to clone.
#[derive(Clone)]
pub struct InFlight {
    strangers: Budget,
    signed_in: Budget,
}

/// Bytes that may be held at once.
#[derive(Clone)]
struct Budget {
    all: usize,
    each: usize,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    all: usize,
    each: HashMap<Who, usize>,
}

impl InFlight {
    /// Room for eight of the largest forms of strangers, two of them from one address; and for eight of the largest files.
    pub fn of(largest: Largest) -> Self {
        let room = |one: usize| {
            let one = one.saturating_add(EACH);
            Budget { all: one.saturating_mul(8), each: one.saturating_mul(2), held: Arc::default() }
        };
        Self { strangers: room(largest.form()), signed_in: room(largest.form().saturating_add(largest.file())) }
    }

    /// Room for a form that begins to arrive; `None` when there is none.
    pub fn form_of(&self, who: Who) -> Option<Room> {
        let budget = if matches!(who, Who::Account(_)) { &self.signed_in } else { &self.strangers };
        let mut room = Room { budget: budget.clone(), who, bytes: 0 };
        room.grow(EACH).then_some(room)
    }
}

/// What one form holds, until it is dropped.
pub struct Room {
    budget: Budget,
    who: Who,
    bytes: usize,
}

impl Room {
    /// Takes room for more bytes; false, and nothing taken, when there is none.
    pub fn grow(&mut self, bytes: usize) -> bool {
        let mut held = self.budget.held.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, each) =
            (held.all.saturating_add(bytes), held.each.get(&self.who).unwrap_or(&0).saturating_add(bytes));
        if all > self.budget.all || each > self.budget.each {
            return false;
        }
        held.all = all;
        held.each.insert(self.who, each);
        self.bytes += bytes;
        true
    }

    /// Gives the room back: what it was for is not kept any longer.
    pub fn leave(&mut self) {
        let mut held = self.budget.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all = held.all.saturating_sub(self.bytes);
        let left = held.each.get(&self.who).unwrap_or(&0).saturating_sub(self.bytes);
        if left == 0 {
            held.each.remove(&self.who);
        } else {
            held.each.insert(self.who, left);
        }
        self.bytes = 0;
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEGABYTE: usize = 1024 * 1024;

    fn flight() -> InFlight {
        InFlight::of(Largest::new(MEGABYTE, 4 * MEGABYTE))
    }

    #[test]
    fn strangers_have_room_for_so_much_and_no_more_and_get_it_back() {
        let flight = flight();
        let from = |number: u8| Who::Address(app::http::ClientAddress([10, 0, 0, number].into()));
        let mut rooms = Vec::new();
        for number in 0..8 {
            let mut room = flight.form_of(from(number)).unwrap();
            assert!(room.grow(MEGABYTE));
            rooms.push(room);
        }
        assert!(flight.form_of(from(9)).is_none(), "strangers have used up what is theirs");
        assert!(flight.form_of(Who::Account(1)).is_some_and(|mut room| room.grow(4 * MEGABYTE)), "and nobody else's");
        rooms.pop();
        assert!(flight.form_of(from(9)).is_some_and(|mut room| room.grow(MEGABYTE)));
    }

    #[test]
    fn one_address_does_not_use_up_what_all_strangers_have() {
        let flight = flight();
        let one = Who::Address(app::http::ClientAddress([10, 0, 0, 1].into()));
        let begun: Vec<_> = std::iter::from_fn(|| flight.form_of(one)).collect();
        assert!((2..100).contains(&begun.len()), "{} unfinished forms of one address", begun.len());
        assert!(flight.form_of(Who::Unknown).is_some());
        drop(begun);
        assert!(flight.form_of(one).is_some());
        assert!(flight.strangers.held.lock().unwrap().each.is_empty(), "what is over is forgotten");
    }
}
