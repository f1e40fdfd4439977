//! Keeping the rows of clauses in step with a text that is saved.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Set, entity::prelude::*};

use super::{Heading, table};
use crate::{Change, Refusal, commitment};

/// How many new clauses are written by one statement: what a database takes in one.
const AT_ONCE: usize = 500;

/// Brings an edition's clauses in step with the headings of its text. What stays as it is is not written.
///
/// # Errors
/// [`Refusal::Invalid`] if a clause that commitments stand under is gone: they must move or be withdrawn first.
pub async fn keep(change: &Change, edition: i64, headings: &[Heading]) -> Result<(), Refusal> {
    let kept = table::Entity::find().filter(table::Column::EditionId.eq(edition)).all(&change.tx).await?;
    let written: BTreeSet<&str> = headings.iter().map(|heading| heading.anchor.as_str()).collect();
    let gone = kept.iter().filter(|clause| clause.standing && !written.contains(clause.anchor.as_str()));
    take_out(change, edition, gone.collect()).await?;
    let kept: BTreeMap<&str, &table::Model> = kept.iter().map(|clause| (clause.anchor.as_str(), clause)).collect();
    let mut new = Vec::new();
    for (position, heading) in (1..).zip(headings) {
        let row = table::ActiveModel {
            edition_id: Set(edition),
            anchor: Set(heading.anchor.clone()),
            heading: Set(heading.words.clone()),
            position: Set(position),
            standing: Set(true),
            ..Default::default()
        };
        match kept.get(heading.anchor.as_str()) {
            Some(clause) if clause.standing && (clause.position, &clause.heading) == (position, &heading.words) => {}
            Some(clause) => {
                table::Entity::update(table::ActiveModel { id: Set(clause.id), ..row }).exec(&change.tx).await?;
            }
            None => new.push(row),
        }
    }
    for rows in new.chunks(AT_ONCE) {
        table::Entity::insert_many(rows.to_vec()).exec_without_returning(&change.tx).await?;
    }
    Ok(())
}

async fn take_out(change: &Change, edition: i64, gone: Vec<&table::Model>) -> Result<(), Refusal> {
    if gone.is_empty() {
        return Ok(());
    }
    let mut under: BTreeMap<i64, usize> = BTreeMap::new();
    let promises = commitment::of_edition(&change.tx, edition).await?;
    for promise in promises.iter().filter(|promise| promise.confirmation != commitment::Confirmation::Withdrawn) {
        *under.entry(promise.clause_id).or_default() += 1;
    }
    for clause in &gone {
        let Some(under) = under.get(&clause.id) else { continue };
        let message = format!(
            "The clause “{}” has {under} commitment{} under it: put its heading back, with {{#{}}} behind it, or move or \
             withdraw them first",
            clause.heading,
            if *under == 1 { "" } else { "s" },
            clause.anchor
        );
        return Err(Refusal::field("text", message));
    }
    for clauses in gone.chunks(AT_ONCE) {
        table::Entity::update_many()
            .set(table::ActiveModel { standing: Set(false), ..Default::default() })
            .filter(table::Column::Id.is_in(clauses.iter().map(|clause| clause.id)))
            .exec(&change.tx)
            .await?;
    }
    Ok(())
}
