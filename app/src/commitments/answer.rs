//! The fields of an answer to a commitment: to the statement, and to each cost of its owner's. Filled in by the owner, or by
//! whoever has the owner's letter before them.

use entities::{
    Refusal,
    commitment::{
        Answer as Given,
        deeds::{AnswerCommitment, CostAnswer},
        read::{self, Cost},
    },
    funding::Stand,
    values::{Reference, day},
};
use leptos::prelude::*;

use crate::{
    form::Fields,
    http::Typed,
    ui::{Says, SummaryList, SummaryRow, day_or},
};

/// A cost that is asked about.
#[derive(Debug)]
pub struct Asked {
    line: Reference,
    /// Whose it is, what for, and how much.
    legend: String,
    terms: String,
}

impl Asked {
    /// Each cost of the owner's.
    pub fn shown(page: &read::Page) -> Vec<Self> {
        page.costs.iter().filter(|cost| cost.own).map(Self::of).collect()
    }

    /// Each that a form was shown with.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for one that no page of ours named.
    pub fn sent(typed: &Typed) -> Result<Vec<Self>, Refusal> {
        let line = |line: &str| line.parse::<Reference>().map_err(|_| Refusal::NotFound);
        let asked = |line| Self { line, legend: String::new(), terms: String::new() };
        typed.all(LINE).map(|text| line(text).map(asked)).collect()
    }

    fn of(cost: &Cost) -> Self {
        let service = cost.service.as_ref().map_or(crate::services::UNPUBLISHED, |(_, name)| name);
        let Cost { party, amount, share, .. } = cost;
        let legend = format!("{}’s cost of {amount} for {service}, of which {share} pays for this", party.name);
        // What it is for stands in the legend.
        let terms = cost.terms.iter().filter(|(name, _)| *name != "For");
        let terms = terms.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(". ");
        let terms = format!("{terms}. The answer is for all of the {amount}, whatever else it pays for");
        Self { line: cost.line.clone(), legend, terms }
    }

    /// The answer to it.
    fn answer(&self, fields: &mut Fields<'_, read::Page>) -> Option<CostAnswer> {
        let line = &self.line;
        let named = fields.hidden(LINE).from(|_| line.to_string()).optional();
        let seen = fields.also_seen(seen_field(line), |page| {
            page.costs.iter().find(|cost| cost.line == *line).map(|cost| cost.version)
        });
        let stand = fields.word::<Stand>(stand_field(line), self.legend.clone()).hint(self.terms.clone()).radios();
        let stand = stand.required(&format!("Choose the answer to the cost {line}"));
        let words = fields.area(words_field(line), "If it is disputed: what, and why", 2).optional();
        named.and(Some(CostAnswer { line: line.clone(), seen: seen?, stand: stand?, words: words? }))
    }
}

/// The fields; the version of the commitment that was shown is known where they are read.
pub fn answer(
    fields: &mut Fields<'_, read::Page>,
    of: Option<(Reference, i64)>,
    legend: &str,
    costs: &[Asked],
) -> Option<AnswerCommitment> {
    let answer = fields.word::<Given>("answer", legend).radios();
    let answer = answer.required("Choose the answer to the commitment");
    let proposed = fields
        .area("proposed", "With a change: the words that would be confirmed", 3)
        .hint("If the commissioner takes them over as they are, that confirms them")
        .optional();
    let words = fields.area("words", "With a dispute or a refusal: what, and why", 3).optional();
    let costs: Vec<_> = costs.iter().map(|cost| cost.answer(fields)).collect();
    let costs = costs.into_iter().collect::<Option<Vec<_>>>();
    let (commitment, seen) = of?;
    Some(AnswerCommitment { commitment, seen, answer: answer?, proposed: proposed?, words: words?, costs: costs? })
}

/// The hidden field that names a cost.
const LINE: &str = "line";

fn stand_field(line: &Reference) -> String {
    format!("stand-{}", line.in_address())
}

fn words_field(line: &Reference) -> String {
    format!("cost-words-{}", line.in_address())
}

fn seen_field(line: &Reference) -> String {
    format!("{}{}", Typed::ALSO_SEEN, line.in_address())
}

/// What an answer is about: the wording to which it is bound, and each cost of the owner's with its terms.
pub fn says(shown: &read::Page) -> Says {
    let or_none = |text: &str| if text.is_empty() { "None".to_owned() } else { text.to_owned() };
    let commitment = &shown.commitment;
    let mut says = vec![
        ("What is promised".to_owned(), commitment.statement.clone()),
        ("Measured by".to_owned(), or_none(&commitment.measure)),
        ("Target".to_owned(), or_none(&commitment.target)),
        ("Due".to_owned(), commitment.due.map_or("No date".to_owned(), day::in_words)),
    ];
    for cost in shown.costs.iter().filter(|cost| cost.own) {
        let amount = format!("{}, of which {} pays for this", cost.amount, cost.share);
        says.push((format!("Cost {}", cost.line), amount));
        says.extend(cost.terms.iter().map(|(name, value)| (format!("{name} of {}", cost.line), value.clone())));
    }
    says
}

/// What is answered.
#[component]
pub fn Answered(
    /// The commitment.
    shown: read::Page,
    /// Who promises: "You promise".
    promise: String,
) -> impl IntoView {
    let rows = vec![
        SummaryRow::new(promise, shown.commitment.statement),
        SummaryRow::new("Measured by", shown.commitment.measure),
        SummaryRow::new("Target", shown.commitment.target),
        SummaryRow::new("Due", day_or(shown.commitment.due, "No date")),
    ];
    view! { <SummaryList rows/> }
}
