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

#[cfg(feature = "orm")]
use crate::{
    service::AreaOfNeed,
    values::{CpvCode, Pence, Reference},
};

crate::words! {
    /// For how long nothing is signed after an award is made known.
    Standstill {
        None = "none", "None";
        ProcurementAct = "procurement_act", "8 working days from the award notice (Procurement Act 2023)";
        ProviderSelection = "provider_selection", "8 working days after the day that follows the notice (Provider Selection Regime)";
        Regulations2015 = "regulations_2015", "10 days after the notice (Public Contracts Regulations 2015)";
    }
}

/// A procurement, as pages show it.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procurement {
    /// By which it is followed.
    pub id: i64,
    pub reference: Reference,
    pub ocid: Option<String>,
    pub title: String,
    pub description: String,
    /// The buyer as the notice names it.
    pub buyer_name: String,
    pub cpv: Option<CpvCode>,
    pub value_low: Option<Pence>,
    pub value_high: Option<Pence>,
    pub procedure: Option<String>,
    /// As it is kept: that its deadline is over follows from its events.
    pub state: State,
    /// A person said that it belongs to what the register is for.
    pub in_scope: bool,
    pub published: bool,
    /// Of an imported one, the fields that a person wrote.
    pub hand_fields: Fields,
    /// The need it meets: proposed from the CPV code, until a person says it.
    pub area_of_need: Option<AreaOfNeed>,
    /// A person said which need it meets.
    pub area_confirmed: bool,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::Model> for Procurement {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            ocid: row.ocid,
            title: row.title,
            description: row.description,
            buyer_name: row.buyer_name,
            cpv: row.cpv,
            value_low: row.value_low,
            value_high: row.value_high,
            procedure: row.procedure,
            state: row.state,
            in_scope: row.in_scope,
            published: row.published,
            hand_fields: row.hand_fields,
            area_of_need: row.area_of_need,
            area_confirmed: row.area_confirmed,
            version: row.version,
        }
    }
}

/// What an organisation says that is interested, as it reads it itself.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    pub words: String,
    pub at: chrono::DateTime<chrono::Utc>,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::interest::Model> for Interest {
    fn from(row: table::interest::Model) -> Self {
        Self { words: row.words, at: row.at, version: row.version }
    }
}
