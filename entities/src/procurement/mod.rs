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
pub(crate) mod found_by;
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
#[cfg(test)]
mod wild;

#[cfg(feature = "orm")]
pub use crate::values::When;
pub use crate::values::notice::{EventKind, State};
pub use fields::{Field, Fields};

crate::words! {
    /// For how long nothing is signed after an award is made known.
    Standstill {
        None = "none", "None";
        ProcurementAct = "procurement_act", "8 working days from the award notice (Procurement Act 2023)";
        ProviderSelection = "provider_selection", "8 working days after the day that follows the notice (Provider Selection Regime)";
        Regulations2015 = "regulations_2015", "10 days after the notice (Public Contracts Regulations 2015)";
    }
}
