//! Schedule 1: what the parties promise, with what each confirmation is bound to.

use std::collections::BTreeMap;

use sea_orm::{QueryOrder, entity::prelude::*};

use super::{rows, schedule, table::table};
use crate::{
    Refusal, clause,
    commitment::{self, Confirmation},
    funding,
    organisation::{self, read::Named},
    values::{Reference, day},
};

const COLUMNS: [&str; 8] =
    ["Reference", "Promised by", "Clause", "What is promised", "Measured by", "Target", "Due", "Money"];

/// The schedule of commitments as they are now.
pub async fn printed(db: &impl ConnectionTrait, agreement: &rows::Model) -> Result<String, Refusal> {
    let promises = commitment::table::Entity::find()
        .filter(commitment::table::Column::AgreementId.eq(agreement.id))
        .filter(commitment::table::Column::Confirmation.ne(Confirmation::Withdrawn))
        .order_by_asc(commitment::table::Column::Reference)
        .all(db)
        .await?;
    let owners = organisation::read::named(db, promises.iter().map(|promise| promise.owner_id)).await?;
    let clauses = clause::table::Entity::find().filter(clause::table::Column::AgreementId.eq(agreement.id));
    let headings: BTreeMap<i64, String> =
        clauses.all(db).await?.into_iter().map(|clause| (clause.id, clause.heading)).collect();
    let paid = paid_by(db, agreement.id).await?;
    let row = |promise: &commitment::table::Model| {
        vec![
            promise.reference.to_string(),
            Named::of(&owners, promise.owner_id).name,
            headings.get(&promise.clause_id).cloned().unwrap_or_default(),
            promise.statement.clone(),
            promise.measure.clone(),
            promise.target.clone(),
            promise.due.map(day::in_words).unwrap_or_default(),
            money(promise, paid.get(&promise.id)),
        ]
    };
    let of = |confirmed: bool| {
        let those = promises.iter().filter(|promise| (promise.confirmation == Confirmation::Confirmed) == confirmed);
        table(&COLUMNS, &those.map(row).collect::<Vec<_>>())
    };
    Ok(schedule("Schedule 1: commitments", of(true), of(false)))
}

/// What pays for a commitment, or why it needs no money.
fn money(promise: &commitment::table::Model, paid: Option<&Vec<Reference>>) -> String {
    match (paid, &promise.no_money_because) {
        (Some(lines), _) => lines.iter().map(Reference::to_string).collect::<Vec<_>>().join(", "),
        (None, Some(why)) => format!("Needs none: {why}"),
        (None, None) => "None yet".to_owned(),
    }
}

/// By which lines of the agreement each commitment is paid.
async fn paid_by(db: &impl ConnectionTrait, agreement: i64) -> Result<BTreeMap<i64, Vec<Reference>>, DbErr> {
    let lines = funding::table::Entity::find()
        .filter(funding::table::Column::AgreementId.eq(agreement))
        .order_by_asc(funding::table::Column::Reference)
        .all(db)
        .await?;
    let mut paid: BTreeMap<i64, Vec<Reference>> = BTreeMap::new();
    for share in funding::read::shares_of(db, agreement).await? {
        let line = lines.iter().find(|line| line.id == share.funding_line_id);
        paid.entry(share.commitment_id).or_default().extend(line.map(|line| line.reference.clone()));
    }
    Ok(paid)
}
