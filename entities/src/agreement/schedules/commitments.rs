//! Schedule 1: what the parties promise, with what each confirmation is bound to.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;

use super::{schedule, table::table};
use crate::{
    Refusal,
    agreement::Agreement,
    clause,
    commitment::{self, Confirmation},
    funding,
    organisation::{self, read::Named},
    values::{Reference, day},
};

const COLUMNS: [&str; 8] =
    ["Reference", "Promised by", "Clause", "What is promised", "Measured by", "Target", "Due", "Money"];

/// The schedule of commitments as they are now.
pub async fn printed(db: &impl ConnectionTrait, agreement: &Agreement) -> Result<String, Refusal> {
    let mut promises = commitment::of_edition(db, agreement.edition_id).await?;
    promises.retain(|promise| promise.confirmation != Confirmation::Withdrawn);
    let owners = organisation::read::named(db, promises.iter().map(|promise| promise.owner_id)).await?;
    let clauses = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(agreement.edition_id));
    let headings: BTreeMap<i64, String> =
        clauses.all(db).await?.into_iter().map(|clause| (clause.id, clause.heading)).collect();
    let paid = paid_by(db, agreement.edition_id).await?;
    let row = |promise: &commitment::Commitment| {
        vec![
            promise.reference.to_string(),
            Named::of(&owners, promise.owner_id).name,
            headings.get(&promise.clause_id).cloned().unwrap_or_default(),
            promise.statement.clone(),
            promise.measure.clone(),
            promise.target.clone(),
            promise.due.map(day::in_words).unwrap_or_default(),
            money(promise, paid.get(&promise.wording_id)),
        ]
    };
    let of = |confirmed: bool| {
        let those = promises.iter().filter(|promise| (promise.confirmation == Confirmation::Confirmed) == confirmed);
        table(&COLUMNS, &those.map(row).collect::<Vec<_>>())
    };
    Ok(schedule("Schedule 1: commitments", of(true), of(false)))
}

/// What pays for a commitment, or why it needs no money.
fn money(promise: &commitment::Commitment, paid: Option<&Vec<Reference>>) -> String {
    match (paid, &promise.no_money_because) {
        (Some(lines), _) => lines.iter().map(Reference::to_string).collect::<Vec<_>>().join(", "),
        (None, Some(why)) => format!("Needs none: {why}"),
        (None, None) => "None yet".to_owned(),
    }
}

/// By which lines of the edition each wording is paid.
async fn paid_by(db: &impl ConnectionTrait, edition: i64) -> Result<BTreeMap<i64, Vec<Reference>>, DbErr> {
    let lines = funding::of_edition(db, edition).await?;
    let mut paid: BTreeMap<i64, Vec<Reference>> = BTreeMap::new();
    for share in funding::read::shares_of(db, edition).await? {
        let line = lines.iter().find(|line| line.terms_id == share.terms_id);
        paid.entry(share.wording_id).or_default().extend(line.map(|line| line.reference.clone()));
    }
    Ok(paid)
}
