//! The digest of all that an edition is made of, taken when its last party signs: what is signed is never written to again, and
//! whoever changes a row of it behind the register's back is found out.
//!
//! Of bodies it holds the references, and the names that they had by then: a row that is signed points to the same record for good,
//! whatever that is merged into.

use std::collections::HashMap;

use sea_orm::{QueryOrder, entity::prelude::*};
use serde_json::{Value, json};

use super::{
    digest_of_before, read,
    table::{edition, party, revision, signature},
};
use crate::{
    Refusal, audit::sha256, clause, commitment, funding, organisation, paper, register::in_pieces, values::Reference,
};

/// SHA-256 over every row of an edition, in lower-case hexadecimal.
///
/// # Errors
/// [`Refusal::NotFound`] if there is no such edition.
pub async fn of(db: &impl ConnectionTrait, id: i64) -> Result<String, Refusal> {
    let row = edition::Entity::find_by_id(id).one(db).await?.ok_or(Refusal::NotFound)?;
    let bodies = Bodies::of(db, &row).await?;
    let identity = read::edition(db, id).await?;
    let mut all: Vec<Value> = vec![json!([
        "edition",
        [json!(identity.reference), json!(identity.kind), json!(identity.year)],
        row.number,
        row.reason,
        row.reason_words,
        row.title,
        row.binding,
        row.state,
        row.effective_on,
        row.signed_on,
        [bodies.reference(Some(row.lead_id)), bodies.reference(row.coordinator_id)],
        [json!(row.starts), json!(row.ends), json!(row.term), json!(row.notice_months)],
        [json!(row.clients), json!(row.geography), json!(row.aims), json!(row.of_record)],
    ])];
    if row.of_record {
        let file = paper::read::file_of_record(db, id).await?;
        all.push(json!(["file", file.map(|file| file.sha256)]));
    }
    all.extend(parties(db, id, &bodies).await?);
    all.extend(text(db, &row, &bodies).await?);
    all.extend(promises(db, id, &bodies).await?);
    all.extend(money(db, id, &bodies).await?);
    let lines: Vec<String> = all.iter().map(Value::to_string).collect();
    Ok(sha256(lines.join("\n")))
}

/// True if an edition is as it was when a digest of it was taken, now or in the first form.
///
/// # Errors
/// [`Refusal::NotFound`] if there is no such edition.
pub async fn is_as_signed(db: &impl ConnectionTrait, id: i64, digest: &str) -> Result<bool, Refusal> {
    Ok(of(db, id).await? == digest || digest_of_before::of(db, id).await? == digest)
}

/// The references of the bodies that an edition names, by key.
struct Bodies(HashMap<i64, Reference>);

impl Bodies {
    async fn of(db: &impl ConnectionTrait, edition: &edition::Model) -> Result<Self, Refusal> {
        let mut keys: Vec<i64> = [edition.lead_id].into_iter().chain(edition.coordinator_id).collect();
        keys.extend(read::parties(db, edition.id).await?.iter().map(|row| row.organisation_id));
        keys.extend(read::schemes(db, edition.id).await?.iter().filter_map(|row| row.host_id));
        keys.extend(commitment::of_edition(db, edition.id).await?.iter().map(|row| row.owner_id));
        keys.extend(funding::of_edition(db, edition.id).await?.iter().map(|row| row.organisation_id));
        keys.extend(signatures(db, edition).await?.iter().map(|row| row.organisation_id));
        keys.sort_unstable();
        keys.dedup();
        let find = |piece| organisation::table::Entity::find().filter(organisation::table::Column::Id.is_in(piece));
        let rows = in_pieces(db, &keys, find).await?;
        Ok(Self(rows.into_iter().map(|row| (row.id, row.reference)).collect()))
    }

    fn reference(&self, key: Option<i64>) -> Value {
        json!(key.and_then(|key| self.0.get(&key)))
    }
}

/// Those of the revision that was signed.
async fn signatures(db: &impl ConnectionTrait, edition: &edition::Model) -> Result<Vec<signature::Model>, DbErr> {
    let of = signature::Entity::find().filter(signature::Column::RevisionId.eq(edition.revision_id));
    of.order_by_asc(signature::Column::Id).all(db).await
}

async fn parties(db: &impl ConnectionTrait, edition: i64, bodies: &Bodies) -> Result<Vec<Value>, Refusal> {
    let told = |row: party::Model| {
        let body = [bodies.reference(Some(row.organisation_id)), json!(row.name_when_signed)];
        json!(["party", row.role, row.speaks_as, row.signs, row.leaving, body])
    };
    let mut all: Vec<Value> = read::parties(db, edition).await?.into_iter().map(told).collect();
    all.extend(scope(db, edition, bodies).await?);
    Ok(all)
}

/// Its services in scope and the days on which it is reviewed. A row of before names were kept is held by the service's key; of an
/// edition that has none of either nothing is held, as before there were any.
async fn scope(db: &impl ConnectionTrait, edition: i64, bodies: &Bodies) -> Result<Vec<Value>, Refusal> {
    let schemes = read::schemes(db, edition).await?;
    let services = read::references_of(db, &schemes).await?;
    let told = schemes.into_iter().map(|row| {
        let host = bodies.reference(row.host_id);
        if row.service_name.is_empty() {
            return json!(["scheme", row.service_id, row.starts, row.ends, host]);
        }
        json!(["scheme", services.get(&row.service_id), row.starts, row.ends, host, row.service_name])
    });
    let mut all: Vec<Value> = told.collect();
    all.extend(read::review_days(db, edition).await?.into_iter().map(|on| json!(["review", on])));
    Ok(all)
}

/// Its clauses, the revision that was signed, and the signatures of it.
async fn text(db: &impl ConnectionTrait, edition: &edition::Model, bodies: &Bodies) -> Result<Vec<Value>, Refusal> {
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
    all.extend(signatures(db, edition).await?.into_iter().map(|row| {
        let how = [row.position, row.authority, row.hash, row.at.timestamp_micros().to_string()];
        let body = [bodies.reference(Some(row.organisation_id)), json!(row.organisation_name)];
        json!(["signature", body, row.signatory, how])
    }));
    Ok(all)
}

async fn promises(db: &impl ConnectionTrait, edition: i64, bodies: &Bodies) -> Result<Vec<Value>, Refusal> {
    let all = commitment::of_edition(db, edition).await?.into_iter();
    Ok(all
        .map(|row| {
            let words = [json!(row.statement), json!(row.measure), json!(row.target), json!(row.due)];
            let whose = [bodies.reference(Some(row.owner_id)), json!(row.clause_id)];
            json!(["wording", row.reference, row.year, whose, words, row.no_money_because, row.confirmation])
        })
        .collect())
}

async fn money(db: &impl ConnectionTrait, edition: i64, bodies: &Bodies) -> Result<Vec<Value>, Refusal> {
    let lines = funding::of_edition(db, edition).await?;
    let shares = funding::read::shares_of(db, edition).await?;
    Ok(lines
        .into_iter()
        .map(|row| {
            let its = shares.iter().filter(|of| of.terms_id == row.terms_id);
            let its: Vec<Value> = its.map(|of| json!([of.wording_id, of.pence])).collect();
            let terms = [json!(row.arrangement), json!(row.spending), json!(row.recurrence), json!(row.certainty)];
            let sum = [json!(row.pence), json!(row.precision), json!(row.tolerance_from), json!(row.tolerance_to)];
            let whose = [bodies.reference(Some(row.organisation_id)), json!(row.service_id)];
            json!([
                "terms",
                row.reference,
                row.year,
                whose,
                row.service_name,
                sum,
                terms,
                row.responsibility,
                row.note,
                its
            ])
        })
        .collect())
}

#[cfg(test)]
mod stories {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::{agreement::story::Memorandum, story, story::World};

    story!(a_digest_of_the_first_form_is_known_and_a_changed_row_is_found_out_by_it, async |world: World| {
        Memorandum::signed(&world).await;
        world.is_tampered_with();
        let db = world.register.writer();
        let before = digest_of_before::of(db, 1).await.unwrap();
        assert!(is_as_signed(db, 1, &before).await.unwrap());
        assert_ne!(before, of(db, 1).await.unwrap());
        db.execute_unprepared("UPDATE wording SET target = 'None'").await.unwrap();
        assert!(!is_as_signed(db, 1, &before).await.unwrap());
    });
}
