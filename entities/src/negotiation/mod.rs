//! Negotiations: where each party of an agreement stands on each clause, what other words it proposes, and the rounds in which all are
//! asked. A position is about the words it saw.

#[cfg(feature = "orm")]
mod clauses;
#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod kept;
#[cfg(feature = "orm")]
pub mod people;
#[cfg(feature = "orm")]
pub mod read;
pub mod rules;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;
#[cfg(feature = "orm")]
pub(crate) mod talk;
#[cfg(feature = "orm")]
#[cfg(test)]
mod talk_story;

crate::words! {
    /// What a party says of a clause.
    Stand {
        Agrees = "agrees", "Agrees";
        Objects = "objects", "Objects";
        Proposes = "proposes", "Proposes other words";
    }
}

crate::words! {
    /// What became of words that were proposed.
    Outcome {
        /// Nothing was proposed.
        None = "none", "Nothing was proposed";
        Waiting = "waiting", "Not decided yet";
        Taken = "taken", "Taken over as proposed";
        Edited = "edited", "Taken over with changes";
        Left = "left", "Not taken over";
    }
}

/// The most characters of what is said about a clause.
pub const LONGEST_WORDS: usize = 4_000;
/// The most characters of the words that are proposed in place of a clause.
pub const LONGEST_PROPOSAL: usize = 60_000;
