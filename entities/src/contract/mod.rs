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
mod story;
#[cfg(feature = "orm")]
pub mod table;

use crate::values::day;

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
