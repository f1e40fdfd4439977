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
    http::{Reading, Typed},
    ui::{AlsoSeen, Choice, Hidden, Radios, Says, SummaryList, SummaryRow, TextArea, day_or},
};

/// Reads the fields.
///
/// # Errors
/// [`Refusal::NotFound`] for a cost that no page of ours named; what is wrong with a field is noted in the reading.
pub fn read_answer(read: &mut Reading<'_>, commitment: Reference) -> Result<Option<AnswerCommitment>, Refusal> {
    let typed = read.typed();
    let seen = read.seen();
    let answer = read.word::<Given>("answer", "Choose the answer to the commitment");
    let (proposed, words) = (read.text("proposed").to_owned(), read.text("words").to_owned());
    let mut costs = Vec::new();
    for line in typed.all("line") {
        let line: Reference = line.parse().map_err(|_| Refusal::NotFound)?;
        match typed.get(&stand_field(&line)) {
            "" => {
                let field = stand_field(&line);
                read.fault::<()>(field, format!("Choose the answer to the cost {line}")).unwrap_or_default();
            }
            code => {
                let stand = code.parse::<Stand>().map_err(|_| Refusal::NotFound)?;
                let words = typed.get(&words_field(&line)).trim().to_owned();
                let seen = typed.get(&seen_field(&line)).parse().map_err(|_| Refusal::NotFound)?;
                costs.push(CostAnswer { line, seen, stand, words });
            }
        }
    }
    let answer = || Some(AnswerCommitment { commitment, seen: seen?, answer: answer?, proposed, words, costs });
    Ok(answer())
}

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

/// The fields, within a form.
#[component]
pub fn AnswerFields(
    /// The commitment.
    shown: read::Page,
    /// What the answer is called: "Your answer".
    legend: String,
) -> impl IntoView {
    let costs: Vec<Cost> = shown.costs.into_iter().filter(|cost| cost.own).collect();
    view! {
        <Radios name="answer" legend choices={Choice::words::<Given>()}/>
        <TextArea
            name="proposed"
            label="With a change: the words that would be confirmed"
            hint="If the commissioner takes them over as they are, that confirms them"
            rows=3
        />
        <TextArea name="words" label="With a dispute or a refusal: what, and why" rows=3/>
        // Made within the form, where they find what was typed.
        {costs.into_iter().map(|cost| view! { <CostFields cost/> }).collect_view()}
    }
}

#[component]
fn CostFields(cost: Cost) -> impl IntoView {
    let service = cost.service.as_ref().map_or(crate::services::UNPUBLISHED, |(_, name)| name);
    let legend =
        format!("{}’s cost of {} for {service}, of which {} pays for this", cost.party.name, cost.amount, cost.share);
    let (stand, words, seen) = (stand_field(&cost.line), words_field(&cost.line), seen_field(&cost.line));
    // What it is for stands in the legend.
    let terms = cost.terms.into_iter().filter(|(name, _)| *name != "For");
    let terms = terms.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(". ");
    let whole = format!("{terms}. The answer is for all of the {}, whatever else it pays for", cost.amount);
    view! {
        <Hidden name="line" value=cost.line.to_string()/>
        <AlsoSeen name=seen version=cost.version/>
        <Radios name=stand legend hint=whole choices={Choice::words::<Stand>()}/>
        <TextArea name=words label="If it is disputed: what, and why" rows=2/>
    }
}
