//! Organisations: legal bodies with dates, identifiers and successors.

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub(crate) mod found_by;
#[cfg(feature = "orm")]
pub mod read;
pub mod rules;
#[cfg(feature = "orm")]
pub mod table;

#[cfg(feature = "orm")]
use chrono::NaiveDate;

#[cfg(feature = "orm")]
use crate::values::Reference;

crate::words! {
    /// What sort of body it is.
    Kind {
        LocalAuthority = "local_authority", "Local authority";
        Icb = "icb", "Integrated care board";
        Ccg = "ccg", "Clinical commissioning group";
        NhsTrust = "nhs_trust", "NHS trust";
        NhsEngland = "nhs_england", "NHS England";
        PoliceForce = "police_force", "Police force";
        PoliceCrimeCommissioner = "police_crime_commissioner", "Police and crime commissioner";
        School = "school", "School";
        AcademyTrust = "academy_trust", "Academy trust";
        Voluntary = "voluntary", "Voluntary organisation";
        SocialEnterprise = "social_enterprise", "Social enterprise";
        Private = "private", "Private company";
        OtherPublic = "other_public", "Other public body";
    }
}

crate::words! {
    /// What became of a proposal that two records are of one body, or of one body and the one that took over from it.
    MatchState {
        Proposed = "proposed", "Waiting for a decision";
        Merged = "merged", "Merged";
        TwoBodies = "two_bodies", "Two bodies";
    }
}

crate::words! {
    /// What somebody else is to look at before it is done.
    Proposed {
        Merge = "merge", "Merging two records";
        TakeApart = "take_apart", "Taking two records apart";
    }
}

crate::words! {
    /// What became of it.
    LookState {
        Waiting = "waiting", "Waiting for a second look";
        Confirmed = "confirmed", "Done";
        Refused = "refused", "Refused";
    }
}

impl Kind {
    /// Bodies that may be partners under section 75 of the NHS Act 2006: NHS bodies and councils (SI 2000/617 reg 3).
    pub const fn may_pool_under_section_75(self) -> bool {
        matches!(self, Self::LocalAuthority | Self::Icb | Self::Ccg | Self::NhsTrust | Self::NhsEngland)
    }

    /// Bodies of the NHS.
    pub const fn is_nhs(self) -> bool {
        matches!(self, Self::Icb | Self::Ccg | Self::NhsTrust | Self::NhsEngland)
    }
}

/// A body, as pages show one of its records.
#[cfg(feature = "orm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub reference: Reference,
    pub name: String,
    pub short_name: Option<String>,
    pub kind: Kind,
    pub opened: Option<NaiveDate>,
    /// Its last day.
    pub closed: Option<NaiveDate>,
    pub town: Option<String>,
    pub postcode: Option<String>,
    /// A small or medium-sized enterprise.
    pub sme: bool,
    /// A voluntary, community or social enterprise.
    pub vcse: bool,
    pub version: i64,
}

#[cfg(feature = "orm")]
impl From<table::Model> for Organisation {
    fn from(row: table::Model) -> Self {
        Self {
            reference: row.reference,
            name: row.name,
            short_name: row.short_name,
            kind: row.kind,
            opened: row.opened,
            closed: row.closed,
            town: row.town,
            postcode: row.postcode,
            sme: row.sme,
            vcse: row.vcse,
            version: row.version,
        }
    }
}
