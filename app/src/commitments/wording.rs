//! The fields of a commitment's wording, for writing it and editing it.

use entities::{
    agreement::read::Choices,
    commitment::{deeds::Wording, read::Page},
};

use crate::{form::Fields, ui::Choice};

/// The fields; the clauses are those that it can stand under.
pub fn wording(fields: &mut Fields<'_, Page>, choices: &Choices) -> Option<Wording> {
    let clauses = choices.clauses.iter().map(|(anchor, words)| Choice::new(anchor.clone(), words.clone())).collect();
    let clause = fields.choose("clause", "Clause", clauses).empty("Choose a clause");
    let clause = clause.chosen_of(|page| page.anchor.clone());
    let clause = clause.parsed("Choose a clause", |anchor| Ok::<_, String>(anchor.to_owned()));
    let statement = fields
        .area("statement", "What is promised", 3)
        .hint("One sentence that says what will be done, for whom, and how often")
        .from(|page| page.commitment.statement.clone())
        .required("Enter what is promised");
    let measure = fields
        .line("measure", "How it is measured")
        .hint("For example, early help assessments opened")
        .from(|page| page.commitment.measure.clone())
        .optional();
    let target = fields
        .line("target", "Target")
        .hint("For example, at least 85%, or at most 10 working days: by “at least” and “at most” years are compared by themselves")
        .from(|page| page.commitment.target.clone())
        .optional();
    let due = fields.day("due", "Due").from(|page| page.commitment.due).optional();
    let no_money = fields
        .line("no_money", "Why it needs no money")
        .hint("Leave this empty if money or help in kind stands behind it")
        .from(|page| page.commitment.no_money_because.clone().unwrap_or_default())
        .optional();
    Some(Wording {
        clause: clause?,
        statement: statement?,
        measure: measure?,
        target: target?,
        due: due?,
        no_money_because: no_money.filter(|why| !why.is_empty()),
    })
}
