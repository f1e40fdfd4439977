//! Services: what is jointly commissioned for children, who delivers it, and what it needs each year.

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod found_by;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(all(test, feature = "orm"))]
mod story;
#[cfg(feature = "orm")]
pub(crate) mod table;

#[cfg(feature = "orm")]
use crate::values::{Amount, FinancialYear, Reference};

crate::words! {
    /// The need a service meets.
    AreaOfNeed {
        EarlyYears = "early_years", "Early years";
        FrontDoor = "front_door", "MASH and front door";
        FamilySupport = "family_support", "Family support and preventative work";
        LookedAfter = "looked_after", "Looked after children";
        LeavingCare = "leaving_care", "Leaving care";
        Iro = "iro", "Independent reviewing officers";
        DomesticAbuse = "domestic_abuse", "Domestic abuse";
        MentalHealth = "mental_health", "Mental health";
        Send = "send", "Special educational needs and disability";
        Youth = "youth", "Youth";
        Other = "other", "Other";
    }
}

crate::words! {
    /// Whom a service is for [30].
    ClientGroup {
        Children = "children", "Children";
        Adults = "adults", "Adults";
        Both = "both", "Children and adults";
    }
}

crate::words! {
    /// Who delivers it.
    Delivery {
        InHouse = "in_house", "In house";
        JointTeam = "joint_team", "Joint team";
        Contract = "contract", "Contract";
        Grant = "grant", "Grant";
        Undecided = "undecided", "Undecided";
    }
}

/// A service, as pages show it.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    pub(crate) id: i64,
    pub reference: Reference,
    pub name: String,
    pub area_of_need: AreaOfNeed,
    pub client_group: ClientGroup,
    pub delivery: Delivery,
    /// Whom its delivery must be independent of, where required [36].
    pub independent_of: Option<String>,
    pub description: String,
    pub published: bool,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::Model> for Service {
    fn from(row: table::Model) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            name: row.name,
            area_of_need: row.area_of_need,
            client_group: row.client_group,
            delivery: row.delivery,
            independent_of: row.independent_of,
            description: row.description,
            published: row.published,
            version: row.version,
        }
    }
}

/// What a service needs in a financial year.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub year: FinancialYear,
    pub amount: Amount,
    pub note: String,
}

#[cfg(feature = "orm")]
impl From<table::need::Model> for Need {
    fn from(row: table::need::Model) -> Self {
        Self { year: row.year, amount: Amount { pence: row.pence, precision: row.precision }, note: row.note }
    }
}
