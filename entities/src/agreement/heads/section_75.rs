//! Arrangements under section 75 of the NHS Act 2006: what SI 2000/617 wants an agreement to specify. Regulation 7 is about pooled
//! funds, regulation 8 about functions of councils that NHS bodies exercise, regulation 9 about functions of the NHS that councils
//! exercise. All four kinds have the same keys, so that one template serves them.

use super::Head;

const AIMS: Head = Head::new(
    "aims",
    "Aims and outcomes",
    "Say what the arrangements are for, and which outcomes the partners agree to reach and by when.",
    "SI 2000/617, regulation 7(3)(a)",
);

const CONTRIBUTIONS: Head = Head::new(
    "contributions",
    "What each partner puts into the fund, and how that may be varied",
    "Give each partner's contribution for each year, and the way in which it is changed: who asks, by when, and who agrees.",
    "SI 2000/617, regulation 7(3)(b)",
);

/// Where one side exercises the other's functions, it is paid; there need be no fund.
const PAYMENTS: Head = Head::new(
    CONTRIBUTIONS.key,
    "What is paid to the partner that does the work, and how that may be varied",
    "Give the payments for each year, and the way in which they are changed: who asks, by when, and who agrees.",
    "SI 2000/617, regulation 9(3)(b)",
);

const FUNCTIONS: Head = Head::new(
    "functions",
    "Functions of the NHS and of the council that are covered",
    "Name both: the NHS functions and the council's health-related functions, each by the law that gives it.",
    "SI 2000/617, regulation 7(3)(c)",
);

const PEOPLE_AND_SERVICES: Head = Head::new(
    "people-and-services",
    "People and kinds of services covered",
    "Say for whom the functions are exercised (ages, area, needs) and in which kinds of services.",
    "SI 2000/617, regulation 7(3)(d)",
);

const RESOURCES: Head = Head::new(
    "resources",
    "Staff, goods, services and accommodation that the partners provide",
    "List what each partner provides beside money: posts, equipment, support, rooms. Say “none” where there is none.",
    "SI 2000/617, regulation 7(3)(e)",
);

const DURATION: Head = Head::new(
    "duration",
    "How long it lasts; how it is reviewed, varied and ended",
    "Give the first and the last day, when it is reviewed, how it is varied, and how a partner ends it.",
    "SI 2000/617, regulation 7(3)(f)",
);

const MANAGEMENT: Head = Head::new(
    "management",
    "How the fund is managed and monitored, and who hosts it",
    "Name the host and who manages the fund for it, what is reported each quarter and each year, and what becomes of an \
     overspend or underspend.",
    "SI 2000/617, regulation 7(3)(g)",
);

const MONITORING: Head = Head::new(
    MANAGEMENT.key,
    "How the work is monitored",
    "Say what the partner that does the work reports each quarter and each year, to whom, and what follows from it.",
    "SI 2000/617, regulation 9(3)(g)",
);

const CONSULTATION: Head = Head::new(
    "consultation",
    "Joint consultation of the people affected",
    "Say whom the partners consulted together, when, what they heard and what they changed.",
    "SI 2000/617, regulation 4",
);

pub(super) const POOLED_FUND: &[Head] =
    &[AIMS, CONTRIBUTIONS, FUNCTIONS, PEOPLE_AND_SERVICES, RESOURCES, DURATION, MANAGEMENT, CONSULTATION];

/// The council exercises NHS functions.
pub(super) const BY_THE_COUNCIL: &[Head] = &[
    AIMS.after("SI 2000/617, regulation 9(3)(a)"),
    PAYMENTS,
    FUNCTIONS.after("SI 2000/617, regulation 9(3)(c)"),
    PEOPLE_AND_SERVICES.after("SI 2000/617, regulation 9(3)(d)"),
    RESOURCES.after("SI 2000/617, regulation 9(3)(e)"),
    DURATION.after("SI 2000/617, regulation 9(3)(f)"),
    MONITORING,
    CONSULTATION,
];

const REGULATION_8: &str = "SI 2000/617, regulation 8";

/// NHS bodies exercise health-related functions of the council.
pub(super) const BY_THE_NHS: &[Head] = &[
    AIMS.after(REGULATION_8),
    PAYMENTS.after(REGULATION_8),
    FUNCTIONS.after(REGULATION_8),
    PEOPLE_AND_SERVICES.after(REGULATION_8),
    RESOURCES.after(REGULATION_8),
    DURATION.after(REGULATION_8),
    MONITORING.after(REGULATION_8),
    CONSULTATION,
];

const EITHER: &str = "SI 2000/617, regulation 8 if the NHS provides, 9 if the council does";

/// One of the two sides provides for both.
pub(super) const INTEGRATED_PROVISION: &[Head] = &[
    AIMS.after(EITHER),
    PAYMENTS.after(EITHER),
    FUNCTIONS.after(EITHER),
    PEOPLE_AND_SERVICES.after(EITHER),
    RESOURCES.after(EITHER),
    DURATION.after(EITHER),
    MONITORING.after(EITHER),
    CONSULTATION,
];
