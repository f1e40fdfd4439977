//! Closed code lists of OCDS 1.1.5 (open-contracting/standard, tag 1__1__5), where the register relies on them.

/// Places whose text must be one of a list, unless it is `null`.
pub const CLOSED: &[(&str, &[&str])] = &[
    ("initiationType", &["tender"]),
    ("tender.status", &["planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"]),
    ("tender.procurementMethod", &["open", "selective", "limited", "direct"]),
    ("tender.mainProcurementCategory", &["goods", "works", "services"]),
    ("awards[].status", &["pending", "active", "cancelled", "unsuccessful"]),
    ("contracts[].status", &["pending", "active", "cancelled", "terminated"]),
    ("planning.milestones[].status", MILESTONE),
    ("tender.milestones[].status", MILESTONE),
];

const MILESTONE: &[&str] = &["scheduled", "met", "notMet", "partiallyMet"];

/// What a release may say that it is.
pub const TAGS: &[&str] = &[
    "planning",
    "planningUpdate",
    "tender",
    "tenderAmendment",
    "tenderUpdate",
    "tenderCancellation",
    "award",
    "awardUpdate",
    "awardCancellation",
    "contract",
    "contractUpdate",
    "contractAmendment",
    "implementation",
    "implementationUpdate",
    "contractTermination",
    "compiled",
];
