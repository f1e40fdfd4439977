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
mod planned;
mod preview;
mod soon;
mod stage;
#[cfg(test)]
mod story;
pub mod table;

pub use alterations::Alteration;
pub use file::{NotImported, Report, import};
pub use planned::{Fate, Planned};
pub use preview::{Detail, ImportRow, Imports, Raised};
pub use stage::{By, stage};

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
