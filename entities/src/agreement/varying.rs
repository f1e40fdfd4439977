//! What stories of variations do again and again: open one, change a word of it, have it confirmed and signed.

use chrono::NaiveDate;

use super::{
    Reason, State,
    deeds::{Sign, Vary},
    read::{At, CommitmentsOf, EditionsOf, OverviewOf, TextOf},
    rules::Step,
    story::Memorandum,
};
use crate::{
    Refusal, Register,
    access::Actor,
    commitment::{
        Answer,
        deeds::{AnswerCommitment, EditCommitment, Wording},
        read::CommitmentPage,
    },
    values::Reference,
};

/// A day of 2015.
pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, month, day).unwrap()
}

/// The version of the edition that is being made, or of the one in force.
pub async fn made(register: &Register, by: &Actor, agreement: &Reference) -> i64 {
    register.read(&by.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap().agreement.version
}

/// Opens the next edition, to be in force from a day.
pub async fn vary(register: &Register, memorandum: &Memorandum, on: NaiveDate) -> Result<i64, Refusal> {
    let seen =
        register.read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    let newest = seen.editions.rows.iter().find(|row| row.state == State::Signed).map_or(0, |row| row.version);
    let vary = Vary {
        agreement: memorandum.agreement.clone(),
        reason: Reason::Money,
        words: "The money changes".into(),
        effective_on: on,
        seen: newest,
    };
    register.change(&memorandum.commissioner, &vary).await
}

/// Takes the edition that is being made through to its last signature.
pub async fn sign_all(register: &Register, memorandum: &Memorandum, signatories: &[&Actor]) {
    let steps = [Step::Negotiate, Step::Approve, Step::OpenSigning];
    let state =
        register.read(&memorandum.commissioner.viewer, &OverviewOf(At::Made.of(memorandum.agreement.clone()))).await;
    let begins = if state.unwrap().agreement.state == State::Drafting { 0 } else { 1 };
    for step in &steps[begins..] {
        memorandum.step_in(register, *step).await.unwrap();
    }
    let text = TextOf(At::Made.of(memorandum.agreement.clone()));
    let text = register.read(&memorandum.commissioner.viewer, &text).await.unwrap();
    let hash = text.unwrap().hash;
    for signatory in signatories {
        let sign = Sign {
            agreement: memorandum.agreement.clone(),
            hash: hash.clone(),
            position: "Director".into(),
            authority: "Minute 1".into(),
        };
        register.change(signatory, &sign).await.unwrap();
    }
}

/// The number of the edition that is in force.
pub async fn in_force(register: &Register, memorandum: &Memorandum) -> Option<i64> {
    let editions =
        register.read(&memorandum.commissioner.viewer, &EditionsOf((&memorandum.agreement).into())).await.unwrap();
    editions.in_force().map(|row| row.number)
}

/// The first commitment of the edition that is being made, worded otherwise.
pub async fn reword(register: &Register, memorandum: &Memorandum, statement: &str) -> Reference {
    let by = &memorandum.commissioner;
    let made = At::Made.of(memorandum.agreement.clone());
    let row = register.read(&by.viewer, &CommitmentsOf(made)).await.unwrap().remove(0);
    let page = register.read(&by.viewer, &CommitmentPage(At::Made.of(row.reference.clone()))).await.unwrap();
    let wording = Wording {
        clause: page.anchor,
        statement: statement.into(),
        measure: page.commitment.measure,
        target: page.commitment.target,
        due: page.commitment.due,
        no_money_because: page.commitment.no_money_because,
    };
    let edit = EditCommitment { commitment: row.reference.clone(), seen: page.commitment.version, wording };
    register.change(by, &edit).await.unwrap();
    row.reference
}

/// The owner confirms a commitment of the edition that is being made as it is.
pub async fn confirm(register: &Register, partner: &Actor, commitment: &Reference) {
    let page = register.read(&partner.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await.unwrap();
    let answer = AnswerCommitment {
        commitment: commitment.clone(),
        seen: page.commitment.version,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    };
    register.change(partner, &answer).await.unwrap();
}
