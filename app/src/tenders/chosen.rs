//! What stands in the address of the list, and of the calendar and the feed that follow it.

use entities::procurement::read::Filter;

use crate::http::{Ask, Query};

/// The filter of an address.
pub fn filter(ask: &Ask) -> Filter {
    Filter::parse(&ask.query().fields().encode())
}

/// The same events at another address.
pub fn follow(query: &Query, path: &str) -> String {
    query.link(path, &[("page", "")])
}
