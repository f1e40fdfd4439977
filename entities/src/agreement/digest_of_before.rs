//! The digest as it was taken at first, for editions that were signed by then: without the references of bodies, clauses and services.
//! Nothing is signed with it any more.

use sea_orm::{QueryOrder, entity::prelude::*};
use serde_json::{Value, json};

use super::{
    read,
    table::{edition, party, revision, signature},
};
use crate::{Refusal, audit::sha256, clause, commitment, funding};

/// SHA-256 over every row of an edition, as it was taken at first.
///
/// # Errors
/// [`Refusal::NotFound`] if there is no such edition.
pub async fn of(db: &impl ConnectionTrait, id: i64) -> Result<String, Refusal> {
    let row = edition::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let mut all: Vec<Value> = vec![json!([
        "edition",
        row.number,
        row.reason,
        row.reason_words,
        row.title,
        row.binding,
        row.state,
        row.effective_on,
        row.signed_on,
        [json!(row.starts), json!(row.ends), json!(row.term), json!(row.notice_months)],
        [json!(row.clients), json!(row.geography), json!(row.aims), json!(row.of_record)],
    ])];
    all.extend(parties(db, id).await?);
    all.extend(text(db, &row).await?);
    all.extend(promises(db, id).await?);
    all.extend(money(db, id).await?);
    let lines: Vec<String> = all.iter().map(Value::to_string).collect();
    Ok(sha256(lines.join("\n")))
}

async fn parties(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<Value>, Refusal> {
    let told =
        |row: party::Model| json!(["party", row.role, row.speaks_as, row.signs, row.leaving, row.name_when_signed]);
    let mut all: Vec<Value> = read::parties(db, edition).await?.into_iter().map(told).collect();
    let schemes = read::schemes(db, edition).await?;
    all.extend(schemes.into_iter().map(|row| json!(["scheme", row.service_id, row.starts, row.ends])));
    // There were none by then: one that stands there now was written since.
    all.extend(read::review_days(db, edition).await?.into_iter().map(|on| json!(["review", on])));
    Ok(all)
}

/// Its clauses, the revision that was signed, and the signatures of it.
async fn text(db: &impl ConnectionTrait, edition: &edition::Model) -> Result<Vec<Value>, Refusal> {
    let clauses = clause::table::Entity::find()
        .filter(clause::table::Column::EditionId.eq(edition.id))
        .order_by_asc(clause::table::Column::Anchor);
    let mut all: Vec<Value> = clauses
        .all(db)
        .await?
        .into_iter()
        .map(|row| json!(["clause", row.anchor, row.heading, row.position, row.standing]))
        .collect();
    let Some(signed) = edition.revision_id else { return Ok(all) };
    if let Some(row) = revision::Entity::find_by_id(signed).one(db).await? {
        let schedules = [row.commitments_schedule, row.money_schedule];
        all.push(json!(["revision", row.number, row.format, row.head, row.text, schedules, row.hash, row.frozen]));
    }
    let signatures =
        signature::Entity::find().filter(signature::Column::RevisionId.eq(signed)).order_by_asc(signature::Column::Id);
    all.extend(signatures.all(db).await?.into_iter().map(|row| {
        let how = [row.position, row.authority, row.hash, row.at.timestamp_micros().to_string()];
        json!(["signature", row.organisation_name, row.signatory, how])
    }));
    Ok(all)
}

async fn promises(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<Value>, Refusal> {
    let all = commitment::of_edition(db, edition).await?.into_iter();
    Ok(all
        .map(|row| {
            let words = [json!(row.statement), json!(row.measure), json!(row.target), json!(row.due)];
            json!(["wording", row.reference, row.year, words, row.no_money_because, row.confirmation])
        })
        .collect())
}

async fn money(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<Value>, Refusal> {
    let lines = funding::of_edition(db, edition).await?;
    let shares = funding::read::shares_of(db, edition).await?;
    Ok(lines
        .into_iter()
        .map(|row| {
            let its: Vec<Value> =
                shares.iter().filter(|of| of.terms_id == row.terms_id).map(|of| json!(of.pence)).collect();
            let terms = [json!(row.arrangement), json!(row.spending), json!(row.recurrence), json!(row.certainty)];
            let sum = [json!(row.pence), json!(row.precision), json!(row.tolerance_from), json!(row.tolerance_to)];
            json!(["terms", row.reference, row.year, sum, terms, row.responsibility, row.note, its])
        })
        .collect())
}
