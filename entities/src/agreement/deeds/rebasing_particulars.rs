//! Holding what an edition that was set aside says of itself against what was signed meanwhile: what the edition left as it was in its
//! base is as the newest has it; what it changed itself stays.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Refusal,
    agreement::{Agreement, table::edition},
    organisation::read::Kept,
};

/// The row of an edition that is made further, to be written, with what is as the newest has it.
pub async fn rebase(change: &Change, newest: &Agreement, made: &Agreement) -> Result<edition::ActiveModel, Refusal> {
    let mut row = made.row();
    let Some(base) = made.base_id else { return Ok(row) };
    let (was, signed) = (said(change, base).await?, said(change, newest.edition_id).await?);
    let own = said(change, made.edition_id).await?;
    if own.title == was.title {
        row.title = Set(signed.title);
        row.title_key = Set(signed.title_key);
    }
    if own.binding == was.binding {
        row.binding = Set(signed.binding);
    }
    if own.lead_id == was.lead_id {
        row.lead_id = Set(signed.lead_id);
    }
    if own.coordinator_id == was.coordinator_id {
        row.coordinator_id = Set(signed.coordinator_id);
    }
    // Together: a start of the one and an end of the other may be no term.
    if (own.starts, own.ends) == (was.starts, was.ends) {
        row.starts = Set(signed.starts);
        row.ends = Set(signed.ends);
        row.term = Set(signed.term);
    }
    if own.notice_months == was.notice_months {
        row.notice_months = Set(signed.notice_months);
    }
    if own.clients == was.clients {
        row.clients = Set(signed.clients);
    }
    if own.geography == was.geography {
        row.geography = Set(signed.geography);
    }
    if own.aims == was.aims {
        row.aims = Set(signed.aims);
    }
    Ok(row)
}

/// What an edition says, with the bodies under the records that are kept.
async fn said(change: &Change, edition: i64) -> Result<edition::Model, Refusal> {
    let mut row = edition::Entity::find_by_id(edition).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let bodies = Kept::of_all(&change.tx, [row.lead_id].into_iter().chain(row.coordinator_id)).await?;
    row.lead_id = bodies.of(row.lead_id);
    row.coordinator_id = row.coordinator_id.map(|coordinator| bodies.of(coordinator));
    Ok(row)
}
