//! The fields of a commitment's wording, for writing it and editing it.

use entities::{
    agreement::read::Choices,
    commitment::{Commitment, deeds::Wording},
};
use leptos::prelude::*;

use crate::{
    http::{Reading, Typed},
    ui::{Choice, DateInput, Select, TextArea, TextInput, day_values},
};

/// The fields.
#[component]
pub fn WordingFields(
    /// The clauses it can stand under.
    choices: Choices,
) -> impl IntoView {
    let clauses = choices.clauses.into_iter().map(|(anchor, words)| Choice::new(anchor, words)).collect();
    view! {
        <Select name="clause" label="Clause" choices=clauses empty="Choose a clause"/>
        <TextArea
            name="statement"
            label="What is promised"
            hint="One sentence that says what will be done, for whom, and how often"
            rows=3
        />
        <TextInput name="measure" label="How it is measured" hint="For example, early help assessments opened"/>
        <TextInput name="target" label="Target" hint="For example, at least 85%, or at most 10 working days: by “at least” and “at most” years are compared by themselves"/>
        <DateInput name="due" legend="Due"/>
        <TextInput
            name="no_money"
            label="Why it needs no money"
            hint="Leave this empty if money or help in kind stands behind it"
        />
    }
}

/// Reads the fields.
pub fn read_wording(read: &mut Reading<'_>) -> Option<Wording> {
    let clause = read.required("clause", "Choose a clause");
    let statement = read.required("statement", "Enter what is promised");
    let due = read.optional_day("due");
    let (measure, target) = (read.text("measure").to_owned(), read.text("target").to_owned());
    let no_money = read.text("no_money");
    let no_money_because = (!no_money.is_empty()).then(|| no_money.to_owned());
    Some(Wording { clause: clause?, statement: statement?, measure, target, due: due?, no_money_because })
}

/// The fields as a commitment fills them.
pub fn filled(commitment: &Commitment, anchor: &str) -> Typed {
    let values = [
        ("clause", anchor.to_owned()),
        ("statement", commitment.statement.clone()),
        ("measure", commitment.measure.clone()),
        ("target", commitment.target.clone()),
        ("no_money", commitment.no_money_because.clone().unwrap_or_default()),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value));
    Typed::filled(values.into_iter().chain(day_values("due", commitment.due)))
}
