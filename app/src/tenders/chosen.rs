//! What stands in the address of the list, and of the calendar and the feed that follow it.

use entities::{Refusal, procurement::read::Filter};

use crate::http::{Ask, Query};

/// The filter of an address.
///
/// # Errors
/// [`Refusal::Invalid`] with every field that is not understood.
pub fn filter(ask: &Ask) -> Result<Filter, Refusal> {
    let (filter, faults) = Filter::read(&ask.query().fields().encode());
    if faults.is_empty() { Ok(filter) } else { Err(Refusal::Invalid(faults)) }
}

/// The same events at another address.
pub fn follow(query: &Query, path: &str) -> String {
    query.first(path)
}
