//! Contracts: what a provider is paid to do for a service, how it is measured, and what was observed.

use chrono::NaiveDate;

pub mod rules;
#[cfg(feature = "orm")]
pub mod suppression;
#[cfg(feature = "orm")]
mod told;

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod found_by;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;

use crate::values::day;
#[cfg(feature = "orm")]
use crate::values::{Amount, CpvCode, Reading, Reference};

crate::words! {
    /// How the work came to the provider.
    Origin {
        Outsourced = "outsourced", "Outsourced";
        Commissioned = "commissioned", "Commissioned";
        JointlyCommissioned = "jointly_commissioned", "Jointly commissioned";
    }
}

crate::words! {
    /// Where a contract is in its life, as it is kept. That it has ended is derived from its end date.
    State {
        Pending = "pending", "Pending";
        Active = "active", "Active";
        Terminated = "terminated", "Terminated";
        Cancelled = "cancelled", "Cancelled";
    }
}

/// Where a contract is on a day, in words.
pub fn status(today: NaiveDate, state: State, ends: Option<NaiveDate>) -> String {
    match (state, ends) {
        (State::Active, Some(ends)) if ends < today => format!("Ended {}", day::in_words(ends)),
        (state, _) => state.label().into(),
    }
}

crate::words! {
    /// What a measure asks.
    MeasureKind {
        HowMuch = "how_much", "How much was done";
        HowWell = "how_well", "How well it was done";
        BetterOff = "better_off", "Whether anyone is better off";
    }
}

crate::words! {
    /// Which way is better.
    Direction {
        Up = "up", "Higher is better";
        Down = "down", "Lower is better";
    }
}

crate::words! {
    /// An organisation's part in a contract.
    Part {
        Buyer = "buyer", "Buyer";
        Provider = "provider", "Provider";
    }
}

crate::words! {
    /// What is to become of the work when a contract ends.
    Intention {
        Undecided = "undecided", "Not decided yet";
        TenderAgain = "tender_again", "Tender again";
        Extend = "extend", "Extend";
        BringInHouse = "bring_in_house", "Bring in house";
        LetItEnd = "let_it_end", "Let it end";
    }
}

/// A contract, as pages show it. What is said of its end stands beside it: its note may tell what is hidden.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    pub reference: Reference,
    pub title: String,
    pub description: String,
    pub cpv: Option<CpvCode>,
    /// `None` where no price is known.
    pub price: Option<Amount>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub origin: Origin,
    /// Outsourced: until when the council ran it.
    pub council_ran_until: Option<NaiveDate>,
    pub state: State,
    pub published: bool,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::Model> for Contract {
    fn from(row: table::Model) -> Self {
        Self {
            price: row.price(),
            reference: row.reference,
            title: row.title,
            description: row.description,
            cpv: row.cpv,
            starts: row.starts,
            ends: row.ends,
            origin: row.origin,
            council_ran_until: row.council_ran_until,
            state: row.state,
            published: row.published,
            version: row.version,
        }
    }
}

/// An outcome measure of a contract, as pages show it. Its baseline stands beside it: it may be hidden.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// By which reports and forms name it.
    pub id: i64,
    pub statement: String,
    pub kind: MeasureKind,
    pub unit: String,
    pub direction: Direction,
    pub target: Option<Reading>,
    pub source: String,
    /// Counts children; taken to, unless somebody says not.
    pub counts_children: bool,
    /// Nobody is recognised by a zero.
    pub zero_may_be_shown: bool,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::measure::Model> for Measure {
    fn from(row: table::measure::Model) -> Self {
        Self {
            id: row.id,
            statement: row.statement,
            kind: row.kind,
            unit: row.unit,
            direction: row.direction,
            target: row.target,
            source: row.source,
            counts_children: row.counts_children,
            zero_may_be_shown: row.zero_may_be_shown,
            version: row.version,
        }
    }
}
