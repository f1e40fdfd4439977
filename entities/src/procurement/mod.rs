//! Procurements: one process to let a contract, known by its OCID where it was published, with the dated events a
//! provider must know of, and the interest that providers registered.

pub mod areas;
mod fields;
pub mod rules;
mod standstill;

#[cfg(feature = "orm")]
#[cfg(test)]
mod award_story;
#[cfg(feature = "orm")]
#[cfg(test)]
mod buyers_story;
#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
#[cfg(test)]
mod schedule_story;
#[cfg(feature = "orm")]
#[cfg(test)]
pub(crate) mod story;
#[cfg(feature = "orm")]
pub mod table;
#[cfg(feature = "orm")]
mod when;
#[cfg(feature = "orm")]
#[cfg(test)]
mod wild;

pub use fields::{Field, Fields};
#[cfg(feature = "orm")]
pub use when::When;

crate::words! {
    /// Where a procurement is in its life, as it is kept. That an open one has closed is derived from its deadline.
    State {
        Engagement = "engagement", "Market engagement";
        Planned = "planned", "Planned";
        Open = "open", "Open";
        Closed = "closed", "Closed";
        Awarded = "awarded", "Awarded";
        Unsuccessful = "unsuccessful", "Ended without award";
        Cancelled = "cancelled", "Cancelled";
    }
}

crate::words! {
    /// What happens on a date that a provider must know.
    EventKind {
        Engagement = "engagement", "Market engagement";
        Planned = "planned", "Planned procurement";
        Tender = "tender", "Tender opens";
        Clarification = "clarification", "Clarification cut-off";
        Deadline = "deadline", "Submission deadline";
        Award = "award", "Award";
        StandstillEnd = "standstill_end", "End of standstill";
        ContractStart = "contract_start", "Contract start";
        Expiry = "expiry", "Contract expiry";
    }
}

crate::words! {
    /// For how long nothing is signed after an award is made known.
    Standstill {
        None = "none", "None";
        ProcurementAct = "procurement_act", "8 working days from the award notice (Procurement Act 2023)";
        ProviderSelection = "provider_selection", "8 working days after the day that follows the notice (Provider Selection Regime)";
        Regulations2015 = "regulations_2015", "10 days after the notice (Public Contracts Regulations 2015)";
    }
}
