//! What stands in the address of the list, and of the calendar and the feed that follow it.

use entities::procurement::{EventKind, read::Filter};

use crate::http::{Ask, Query};

/// The filter of an address.
pub fn filter(ask: &Ask) -> Filter {
    let query = ask.query();
    Filter {
        kinds: query.all("kind").flat_map(kinds).collect(),
        buyer: query.get("buyer").unwrap_or_default().to_owned(),
        closing_within: query.value::<u32>("closing").filter(|days| (1..=3_660).contains(days)),
        words: query.get("q").unwrap_or_default().to_owned(),
        in_scope: query.parsed("scope", |scope| match scope {
            "in" => Some(true),
            "out" => Some(false),
            _ => None,
        }),
        page: query.page(),
    }
}

/// The word for every event until bids must be in.
pub const UNTIL_DEADLINE: &str = "until_deadline";

/// The kinds that a word of the filter names; none if it names nothing.
fn kinds(word: &str) -> Vec<EventKind> {
    use EventKind::{Clarification, Deadline, Engagement, Planned, Tender};
    match word {
        UNTIL_DEADLINE => vec![Engagement, Planned, Tender, Clarification, Deadline],
        word => word.parse().into_iter().collect(),
    }
}

/// The same events at another address.
pub fn follow(query: &Query, path: &str) -> String {
    query.link(path, &[("page", "")])
}
