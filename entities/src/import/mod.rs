//! Imports of notices: a file is read once, in small batches, into tables where it waits; a person sees what it would change;
//! then it is applied, a few processes at a time. What is there already is known again, so that an import which was broken off
//! can be gone on with, and nothing comes twice. What waits and is not applied is swept.

mod alterations;
mod apply;
pub mod deeds;
mod faults;
#[cfg(test)]
mod faulty_story;
mod file;
mod list;
mod planned;
mod preview;
mod soon;
mod stage;
#[cfg(test)]
mod story;
pub mod table;
mod waiting;

pub use alterations::Alteration;
pub use faults::FaultsOf;
pub use file::{NotImported, Report, import};
pub use list::{Import, Imports};
pub use planned::{Fate, Planned};
pub use preview::{ImportOf, Preview, Raised};
pub use stage::{By, stage};
pub use waiting::ProcessesWaiting;

crate::words! {
    /// Where an import is.
    State {
        Reading = "reading", "Being read";
        Waiting = "waiting", "Waits to be applied";
        Applying = "applying", "Being applied";
        Applied = "applied", "Applied";
        Broken = "broken", "Not OCDS, or broken";
        Stopped = "stopped", "Discarded";
    }
}

/// How long what was read may wait, in hours.
pub const WAITING_HOURS: i64 = 72;
