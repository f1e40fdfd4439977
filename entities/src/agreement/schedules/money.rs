//! Schedule 2: whose money, for what, on which terms, and who is responsible.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::{
    contributions::{Contribution, contributions},
    schedule,
    table::table,
};
use crate::{
    Refusal,
    agreement::Agreement,
    commitment,
    funding::{self, Arrangement, FundingLine, Responsibility, table::share},
    negotiation,
    organisation::{self, read::Named},
    values::{Amount, Pence, Precision, Reference},
};

const MONEY: [&str; 6] = ["Reference", "From", "For", "Year", "Amount", "Who is responsible"];
const TERMS: [&str; 8] =
    ["Reference", "Pays for", "Arrangement", "Spending", "Counts", "Certainty", "Tolerance", "Note"];

/// The schedule of money as it is now.
pub async fn printed(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<String, Refusal> {
    let lines = funding::of_edition(db, agreement.edition_id).await?;
    let parties = organisation::read::named(db, lines.iter().map(|line| line.organisation_id)).await?;
    let shares = funding::read::shares_of(db, agreement.edition_id).await?;
    let promises = commitment::of_edition(db, agreement.edition_id).await?;
    let paid: BTreeMap<i64, Reference> =
        promises.into_iter().map(|promise| (promise.wording_id, promise.reference)).collect();
    let of = |accepted: bool| {
        let those: Vec<&FundingLine> =
            lines.iter().filter(|line| (line.responsibility == Responsibility::Accepted) == accepted).collect();
        let money = those.iter().map(|line| {
            let party = Named::of(&parties, line.organisation_id).name;
            let year = line.year.to_string();
            let responsible = if accepted { party.clone() } else { "Nobody yet".to_owned() };
            vec![line.reference.to_string(), party, line.service_name.clone(), year, sum(line), responsible]
        });
        let money: Vec<Vec<String>> = money.chain(totals(&those)).collect();
        let terms: Vec<Vec<String>> = those.iter().map(|line| terms(line, &shares, &paid)).collect();
        let (money, terms) = (table(&MONEY, &money)?, table(&TERMS, &terms)?);
        Some(format!("{money}\n{terms}"))
    };
    let agreed = lines.iter().filter(|line| line.responsibility == Responsibility::Accepted);
    let by_party: Vec<Contribution> = agreed
        .map(|line| Contribution {
            party: Named::of(&parties, line.organisation_id).name,
            year: line.year,
            amount: line.amount(),
        })
        .collect();
    let agreed = match (contributions(&by_party), of(true)) {
        (Some(by_party), Some(lines)) => Some(format!("{by_party}\n### Line by line\n\n{lines}")),
        (_, lines) => lines,
    };
    let questions = questions(db, agreement.edition_id).await?;
    let open = match (of(false), questions) {
        (open, None) => open,
        (None, questions) => questions,
        (Some(open), Some(questions)) => Some(format!("{open}\n{questions}")),
    };
    Ok(schedule("Schedule 2: money and who is responsible", agreed, open))
}

/// What is not settled about who pays.
async fn questions(db: &impl ConnectionTrait, edition: i64) -> Result<Option<String>, DbErr> {
    let open = negotiation::read::open_questions(db, edition).await?;
    let rows = open.into_iter().map(|(question, clause)| vec![question, clause]).collect::<Vec<_>>();
    Ok(table(&["Who pays", "Clause"], &rows))
}

fn sum(line: &FundingLine) -> String {
    if line.arrangement == Arrangement::InKind && !line.pence.is_positive() {
        return "In kind, without a sum".into();
    }
    line.amount().to_string()
}

/// A total for each year.
fn totals(lines: &[&FundingLine]) -> Vec<Vec<String>> {
    let mut years: BTreeMap<_, (Pence, bool)> = BTreeMap::new();
    for line in lines {
        let (pence, exact) = years.entry(line.year).or_insert((Pence::ZERO, true));
        *pence = *pence + line.pence;
        *exact &= line.precision == Precision::Exact;
    }
    let blank = String::new;
    let row = |(year, (pence, exact)): (crate::values::FinancialYear, (Pence, bool))| {
        let precision = if exact { Precision::Exact } else { Precision::About };
        vec!["Total".into(), blank(), blank(), year.to_string(), Amount { pence, precision }.to_string(), blank()]
    };
    years.into_iter().map(row).collect()
}

fn terms(line: &FundingLine, shares: &[share::Model], paid: &BTreeMap<i64, Reference>) -> Vec<String> {
    let its = shares.iter().filter(|share| share.terms_id == line.terms_id);
    let mut pays: Vec<String> =
        its.clone().filter_map(|share| Some(format!("{} {}", paid.get(&share.wording_id)?, share.pence))).collect();
    let left = line.pence - its.map(|share| share.pence).sum();
    if left.is_positive() {
        pays.push(format!("{left} not explained by a commitment"));
    }
    let tolerance = match (line.tolerance_from, line.tolerance_to) {
        (Some(from), Some(to)) => format!("{from} to {to} %"),
        _ => String::new(),
    };
    vec![
        line.reference.to_string(),
        pays.join("; "),
        line.arrangement.label().to_owned(),
        line.spending.label().to_owned(),
        line.recurrence.label().to_owned(),
        line.certainty.label().to_owned(),
        tolerance,
        line.note.clone(),
    ]
}
