//! The kinds for which law says little of what a text must contain. Their lists are short, and where good practice is all there is
//! they say so.

use super::Head;

const PARTIES: Head = Head::new(
    "parties",
    "Who the parties are",
    "Name each body by its legal name, and who speaks for it.",
    "Good practice, after Report, paragraph 32",
);

const PROMISES: Head = Head::new(
    "promises",
    "What each party agrees to do",
    "Write what each party will do and by when, one commitment for each promise.",
    "Good practice, after Report, paragraph 32",
);

const MONEY: Head = Head::new(
    "money",
    "Who pays what",
    "Give each party's money or help in kind for each year, or say that none is needed.",
    "Good practice, after Report, paragraph 32",
);

const INFORMATION: Head = Head::new(
    "information",
    "What is shared about people",
    "Name the information sharing agreement that covers it, or say that nothing about people is shared.",
    "Good practice, after the ICO data sharing code of practice",
);

const DISAGREEMENTS: Head = Head::new(
    "disagreements",
    "What happens when parties disagree",
    "Give the steps, from the people who do the work up to those who sign, and the time for each.",
    "Good practice, after published MASH protocols",
);

const REVIEW: Head = Head::new(
    "review",
    "How it is reviewed, changed and ended",
    "Give the last day, when it is reviewed, how it is changed, and how a party leaves.",
    "Good practice, after SI 2000/617, regulation 7(3)(f)",
);

const SECTION_256: &str = "National Health Service Act 2006, section 256";
const DIRECTIONS_256: &str =
    "National Health Service (Conditions Relating to Payments by NHS Bodies to Local Authorities) Directions 2013";

const SECTION_76: &str = "National Health Service Act 2006, section 76";
const DIRECTIONS_76: &str =
    "National Health Service (Conditions Relating to Payments by Local Authorities to NHS Bodies) Directions 2013";

const USE: Head = Head::new(
    "use",
    "What the money is for",
    "Name the work and the service that the money pays for, for whom, and what it may not be used for.",
    SECTION_256,
);

const AMOUNT: Head = Head::new(
    "amount",
    "How much is paid, and when",
    "Give the amount for each year and the days on which it is paid.",
    SECTION_256,
);

const BENEFIT: Head = Head::new(
    "benefit",
    "Why the money does more this way",
    "Say why the payer expects more from this payment than from spending the same amount itself.",
    DIRECTIONS_256,
);

const ACCOUNT: Head = Head::new(
    "account",
    "How its use is accounted for",
    "Say what the receiver reports and when, and what becomes of money that is not used, or not used for this.",
    DIRECTIONS_256,
);

pub(super) const PAYMENT_TO_COUNCIL: &[Head] = &[PARTIES.after(SECTION_256), USE, AMOUNT, BENEFIT, ACCOUNT, REVIEW];

pub(super) const PAYMENT_TO_NHS: &[Head] = &[
    PARTIES.after(SECTION_76),
    USE.after(SECTION_76),
    AMOUNT.after(SECTION_76),
    BENEFIT.after(DIRECTIONS_76),
    ACCOUNT.after(DIRECTIONS_76),
    REVIEW,
];

const FRAMEWORK: &str = "Better Care Fund policy framework 2023 to 2025";

pub(super) const BETTER_CARE_FUND: &[Head] = &[
    Head::new(
        "joint-plan",
        "A plan that the NHS and the council agree",
        "Say what the plan is to change, and that the integrated care board and the council agree to it.",
        FRAMEWORK,
    ),
    Head::new(
        "approval",
        "The health and wellbeing board",
        "Name the board that owns the plan, and the day on which it agreed.",
        FRAMEWORK,
    ),
    Head::new(
        "conditions",
        "How national conditions are met",
        "Take the conditions of the framework for the year of the plan one by one, and say how each is met.",
        FRAMEWORK,
    ),
    Head::new(
        "money",
        "The money, and the section 75 agreement that governs it",
        "Give each contribution, and name the section 75 agreement under which it is pooled.",
        FRAMEWORK,
    ),
    Head::new(
        "measures",
        "Measures and targets",
        "Give each measure of the framework with its target for the year.",
        FRAMEWORK,
    ),
    REVIEW,
];

pub(super) const POLICE: &[Head] = &[
    Head::new(
        "basis",
        "What it is made under",
        "Say whether this is a collaboration agreement or a protocol that rests on no such power, and have the force's lawyers \
         confirm it.",
        "Police Act 1996, section 22A",
    ),
    PARTIES.after("Good practice, after Police Act 1996, section 22A"),
    Head::new(
        "purpose",
        "What it is for",
        "Say what will be better for children, and for which situations this is written.",
        "Good practice, after Report, paragraphs 31 and 33",
    ),
    PROMISES,
    Head::new(
        "decisions",
        "Who decides what",
        "Say what stays with the police and what with the council, and what they decide together.",
        "Good practice, after Statutory Guidance for Police Collaboration, October 2012",
    ),
    INFORMATION,
    MONEY.after("Good practice, after Report, paragraph 15"),
    DISAGREEMENTS,
    REVIEW.after("Good practice, after Police Act 1996, section 23C"),
];

pub(super) const SCHOOL: &[Head] = &[
    PARTIES.after("Good practice, after Report, paragraph 31"),
    Head::new(
        "duty",
        "The school's own duty to keep pupils safe",
        "Say who in the school carries it, and that this agreement takes none of it away.",
        "Education Act 2002, section 175",
    ),
    Head::new(
        "contacts",
        "How the school raises a worry, and what it hears back",
        "Name the school's designated lead and the front door that it turns to, and by when it is told the result.",
        "Keeping Children Safe in Education, part two",
    ),
    PROMISES.after("Good practice, after Report, paragraph 33"),
    Head::new(
        "own-contracts",
        "Safeguarding services that the school buys itself",
        "List the school's own safeguarding contracts, and say how the council is told before another is let.",
        "Report, paragraph 31",
    ),
    INFORMATION,
    MONEY,
    REVIEW,
];

pub(super) const SERVICE_LEVEL: &[Head] = &[
    PARTIES,
    Head::new(
        "service",
        "What is provided, for whom, when and where",
        "Describe the service so that somebody new can tell whether it came.",
        "Good practice, after Report, paragraph 30",
    ),
    Head::new(
        "measures",
        "How good it has to be",
        "Give few measures: how much, how well, and whether anybody is better off, each with its target.",
        "Good practice, after Report, paragraph 30",
    ),
    MONEY.after("Good practice, after Report, paragraph 30"),
    DISAGREEMENTS,
    REVIEW,
];

pub(super) const OTHER: &[Head] = &[PARTIES, PROMISES, MONEY, REVIEW];
