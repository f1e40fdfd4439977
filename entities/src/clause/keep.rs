//! Keeping the rows of clauses in step with a text that is saved.

use sea_orm::{PaginatorTrait, Set, entity::prelude::*};

use super::{Heading, table};
use crate::{Change, Refusal, commitment};

/// Brings an agreement's clauses in step with the headings of its text.
///
/// # Errors
/// [`Refusal::Invalid`] if a clause that commitments stand under is gone: they must move or be withdrawn first.
pub async fn keep(change: &Change, agreement: i64, headings: &[Heading]) -> Result<(), Refusal> {
    let kept = table::Entity::find().filter(table::Column::AgreementId.eq(agreement)).all(&change.tx).await?;
    for clause in kept.iter().filter(|clause| clause.standing) {
        if !headings.iter().any(|heading| heading.anchor == clause.anchor) {
            take_out(change, clause).await?;
        }
    }
    for (position, heading) in (1..).zip(headings) {
        let row = table::ActiveModel {
            agreement_id: Set(agreement),
            anchor: Set(heading.anchor.clone()),
            heading: Set(heading.words.clone()),
            position: Set(position),
            standing: Set(true),
            ..Default::default()
        };
        match kept.iter().find(|clause| clause.anchor == heading.anchor) {
            Some(clause) => {
                table::Entity::update(table::ActiveModel { id: Set(clause.id), ..row }).exec(&change.tx).await?;
            }
            None => {
                table::Entity::insert(row).exec_without_returning(&change.tx).await?;
            }
        }
    }
    Ok(())
}

async fn take_out(change: &Change, clause: &table::Model) -> Result<(), Refusal> {
    let under = commitment::table::Entity::find()
        .filter(commitment::table::Column::ClauseId.eq(clause.id))
        .filter(commitment::table::Column::Confirmation.ne(commitment::Confirmation::Withdrawn))
        .count(&change.tx)
        .await?;
    if under > 0 {
        let message = format!(
            "The clause “{}” has {under} commitment{} under it: put its heading back, or move or withdraw them first",
            clause.heading,
            if under == 1 { "" } else { "s" }
        );
        return Err(Refusal::field("text", message));
    }
    let gone = table::ActiveModel { id: Set(clause.id), standing: Set(false), ..Default::default() };
    table::Entity::update(gone).exec(&change.tx).await?;
    Ok(())
}
