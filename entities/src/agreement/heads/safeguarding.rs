//! Arrangements in which council, police, NHS and schools keep children safe together: under section 10 of the Children Act 2004
//! (a MASH's natural basis), and the multi-agency safeguarding arrangements of its section 16E. Both have the same keys, so that one
//! template serves them; their sources differ.

use super::Head;

const WORKING_TOGETHER_2018: &str = "Working Together to Safeguard Children 2018";
const WORKING_TOGETHER_2023: &str = "Working Together to Safeguard Children 2023";

const PARTIES: Head = Head::new(
    "parties",
    "Who takes part, and who leads",
    "Name the council, the police and the NHS bodies, who speaks for each, and who leads.",
    "Children Act 2004, section 10(1)",
);

const AREA: Head = Head::new(
    "area",
    "The area it is for",
    "Name the area. If a partner's own area is larger or smaller, say what follows from that.",
    "Children Act 2004, section 10(2)",
);

const NEEDS: Head = Head::new(
    "needs",
    "Which needs of children it answers, and how",
    "Say what will be better for children, and how the partners find and answer their needs together.",
    "Children Act 2004, section 10(2)",
);

const AGENCIES: Head = Head::new(
    "agencies",
    "Schools and other agencies that belong to it",
    "Name the agencies beside the leading partners, schools and early years settings among them, and how they are heard.",
    "Children Act 2004, section 10(4)",
);

const FAMILIES: Head = Head::new(
    "families",
    "How children, parents and carers are heard",
    "Say how children, parents and carers are told and asked, one by one and when the arrangement itself is changed.",
    "Children Act 2004, section 10(3)",
);

const CONTACTS: Head = Head::new(
    "contacts",
    "How a worry about a child is received and decided",
    "Say who may make contact and how, who looks at it together and by when, and that whoever made contact learns the result.",
    "Report, paragraphs 14 and 15",
);

const INFORMATION: Head = Head::new(
    "information",
    "What is shared about a child, and which figures are compared",
    "Name the information sharing agreement that covers it, and the figures that the partners look at together.",
    "Home Office, Multi-agency working and information sharing project: final report, July 2014",
);

const RESOURCES: Head = Head::new(
    "resources",
    "Staff, goods, services and accommodation that each provides",
    "List what each partner provides beside money: people and their hours, rooms, systems.",
    "Children Act 2004, section 10(5A)(a)",
);

const FUNDING: Head = Head::new(
    "funding",
    "Who pays how much",
    "Give each partner's money for each year, whether it goes into one fund, and what happens if a partner gives less.",
    "Children Act 2004, section 10(5A)(b); Report, paragraph 15",
);

const LEARNING: Head = Head::new(
    "learning",
    "Training together, and learning from cases",
    "Say how people of all partners are trained together, and how what a case teaches changes what they do.",
    "Good practice, after Working Together to Safeguard Children 2018",
);

const SCRUTINY: Head = Head::new(
    "scrutiny",
    "Independent scrutiny",
    "Say who outside the daily management looks at whether it works, what they may see, and who must answer them.",
    "Report, paragraphs 34 to 37",
);

const DISAGREEMENTS: Head = Head::new(
    "disagreements",
    "What happens when partners disagree",
    "Give the steps and the time for each, and what is done for the child meanwhile.",
    "Good practice, after published MASH protocols",
);

const REVIEW: Head = Head::new(
    "review",
    "How it is reviewed, and by when partners say that they go on",
    "Say when progress is reported and to whom, and by which day each partner confirms its commitment and money for next year.",
    "Report, paragraph 15",
);

/// Council, police, NHS and schools share staff, goods or a fund.
pub(super) const SECTION_10: &[Head] = &[
    PARTIES,
    AREA,
    NEEDS,
    AGENCIES,
    FAMILIES,
    CONTACTS,
    INFORMATION,
    RESOURCES,
    FUNDING,
    LEARNING,
    SCRUTINY,
    DISAGREEMENTS,
    REVIEW,
];

/// What the safeguarding partners of an area arrange; before 2019, its safeguarding children board.
pub(super) const ARRANGEMENTS: &[Head] = &[
    PARTIES.after("Children Act 2004, section 16E(1) and (3)"),
    AREA.after(WORKING_TOGETHER_2018),
    NEEDS.after("Children Act 2004, section 16E(2)"),
    AGENCIES.after("Children Act 2004, section 16E(1)(b); Working Together to Safeguard Children 2018"),
    FAMILIES.after(WORKING_TOGETHER_2023),
    CONTACTS.after(WORKING_TOGETHER_2023),
    INFORMATION.after(WORKING_TOGETHER_2018),
    RESOURCES.after(WORKING_TOGETHER_2023),
    FUNDING.after(WORKING_TOGETHER_2023),
    LEARNING.after(WORKING_TOGETHER_2018),
    SCRUTINY.after(WORKING_TOGETHER_2018),
    DISAGREEMENTS.after(WORKING_TOGETHER_2023),
    REVIEW.after(WORKING_TOGETHER_2023),
];
