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
pub mod table;

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
