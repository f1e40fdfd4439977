//! Market engagement: places at an event for providers. An event may have so many places; who comes later waits in order, and
//! moves up when a place is given up. An organisation has one place.

pub mod rules;

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;

crate::words! {
    /// How an organisation stands to an event.
    State {
        Place = "place", "Has a place";
        Waiting = "waiting", "On the waiting list";
        GivenUp = "given_up", "Gave the place up";
    }
}
