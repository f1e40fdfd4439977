//! Registered services: children's homes, fostering agencies and others that a regulator has registered, inspects and judges,
//! each under the body that owns it. They are public.

#[cfg(feature = "orm")]
pub mod deeds;
#[cfg(feature = "orm")]
pub mod read;
#[cfg(feature = "orm")]
pub mod table;

crate::words! {
    /// What is provided, as Ofsted registers it.
    Provision {
        ChildrensHome = "childrens_home", "Children’s home";
        SupportedAccommodation = "supported_accommodation", "Supported accommodation";
        FosteringAgency = "fostering_agency", "Independent fostering agency";
        ResidentialFamilyCentre = "residential_family_centre", "Residential family centre";
        ResidentialSpecialSchool = "residential_special_school", "Residential special school";
        AdoptionAgency = "adoption_agency", "Voluntary adoption agency";
        SecureHome = "secure_home", "Secure children’s home";
        AdoptionSupportAgency = "adoption_support_agency", "Adoption support agency";
        HolidayScheme = "holiday_scheme", "Residential holiday scheme for disabled children";
    }
}

crate::words! {
    /// Who owns it, as the regulator divides owners.
    Sector {
        Private = "private", "Private";
        Voluntary = "voluntary", "Voluntary";
        LocalAuthority = "local_authority", "Local authority";
        HealthAuthority = "health_authority", "Health authority";
    }
}

crate::words! {
    /// How its registration stands.
    Status {
        Active = "active", "Active";
        Suspended = "suspended", "Suspended";
        Resigned = "resigned", "Resigned";
        Cancelled = "cancelled", "Cancelled";
    }
}

crate::words! {
    /// What the regulator judged; the last three are of supported accommodation.
    Judgement {
        Outstanding = "outstanding", "Outstanding";
        Good = "good", "Good";
        RequiresImprovement = "requires_improvement", "Requires improvement to be good";
        Inadequate = "inadequate", "Inadequate";
        ConsistentlyStrong = "consistently_strong", "Consistently strong service delivery";
        Inconsistent = "inconsistent", "Inconsistent quality of service delivery";
        SeriousWeaknesses = "serious_weaknesses", "Serious or critical weaknesses";
    }
}
