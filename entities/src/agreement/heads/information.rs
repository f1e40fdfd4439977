//! An information sharing agreement: what the Information Commissioner's data sharing code of practice suggests for one.

use super::Head;

/// The chapter of the code that asks these questions.
const AGREEMENTS: &str = "ICO data sharing code of practice, data sharing agreements";
/// Further down in the same code.
const CODE: &str = "ICO data sharing code of practice";

pub(super) const HEADS: &[Head] = &[
    Head::new(
        "purpose",
        "Why information is shared",
        "Say what sharing is to achieve for children, why it cannot be achieved without, and what it must not be used for.",
        AGREEMENTS,
    ),
    Head::new(
        "organisations",
        "Which organisations share",
        "Name every organisation that gives or receives, with a contact, and how one joins or leaves.",
        AGREEMENTS,
    ),
    Head::new(
        "controllers",
        "Who is controller of what",
        "Say for each step who is the controller, and whether any are joint controllers and of what.",
        AGREEMENTS,
    ),
    Head::new(
        "data-items",
        "What is shared",
        "List the items that are shared, about whom, and which are shared only when they are needed.",
        AGREEMENTS,
    ),
    Head::new(
        "lawful-basis",
        "The lawful basis",
        "Give the lawful basis of each organisation and the power or duty behind it: they need not be the same.",
        AGREEMENTS,
    ),
    Head::new(
        "special-category",
        "Special category and criminal offence information",
        "Say which of it is shared, under which condition, and what protects it in addition.",
        AGREEMENTS,
    ),
    Head::new(
        "rights",
        "Access and individual rights",
        "Say how people are told, whom they ask, and who answers when they want to see, correct or object.",
        AGREEMENTS,
    ),
    Head::new(
        "retention",
        "How long it is kept, and how it is deleted",
        "Give how long each record is kept, by whom, and how it is deleted or given back.",
        CODE,
    ),
    Head::new(
        "security",
        "How it is kept safe",
        "Say how information travels, where it is kept, who may open it, and that each look is recorded.",
        CODE,
    ),
    Head::new(
        "breach",
        "What happens after a breach",
        "Say who tells whom, how soon, and who decides about telling the Information Commissioner and the people concerned.",
        CODE,
    ),
    Head::new(
        "review",
        "How the agreement is reviewed",
        "Give the day of the next review, who does it, and what brings it forward.",
        AGREEMENTS,
    ),
];
