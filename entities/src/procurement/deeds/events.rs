//! Bringing the events that came from releases up to date, without touching those that people added.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Refusal,
    ocds::Event,
    procurement::{
        EventKind, When,
        table::{self, event},
    },
    values::Reference,
};

/// A new event of a procurement.
pub fn new(change: &Change, procurement: &table::Model, kind: EventKind, when: When) -> event::ActiveModel {
    event::ActiveModel {
        procurement_id: Set(procurement.id),
        kind: Set(kind),
        source: Set(None),
        starts: Set(when.starts),
        ends: Set(when.ends),
        whole_day: Set(when.whole_day),
        over_at: Set(when.over_at()),
        in_scope: Set(procurement.in_scope),
        published: Set(procurement.published),
        place: Set(String::new()),
        note: Set(String::new()),
        agenda: Set(String::new()),
        capacity: Set(None),
        imported: Set(false),
        sequence: Set(0),
        cancelled: Set(false),
        changed_at: Set(change.now()),
        ..Default::default()
    }
}

/// Events in a statement: databases bind so many values at most.
const ROWS: usize = 500;

/// Adds, moves and cancels imported events of procurements, of which some were just added and have none yet: an event is known
/// again by its source; one that no release names any more is cancelled, so that calendars that have it are told.
pub async fn bring_up_to_date(
    change: &Change,
    told: &[(&table::Model, &[Event])],
    added: &BTreeSet<Reference>,
) -> Result<(), Refusal> {
    let known: Vec<i64> =
        told.iter().map(|(row, _)| *row).filter(|row| !added.contains(&row.reference)).map(|row| row.id).collect();
    let mut kept = kept(change, &known).await?;
    let mut rows = Vec::new();
    for (procurement, events) in told {
        for event in *events {
            match kept.remove(&(procurement.id, event.source.clone())) {
                None => rows.push(event::ActiveModel {
                    source: Set(Some(event.source.clone())),
                    note: Set(event.note.clone()),
                    imported: Set(true),
                    cancelled: Set(event.cancelled),
                    ..new(change, procurement, event.kind, event.when)
                }),
                Some(row) if (row.when(), &row.note, row.cancelled) == (event.when, &event.note, event.cancelled) => {}
                Some(row) => change_to(change, row, event).await?,
            }
        }
    }
    for rows in rows.chunks(ROWS) {
        event::Entity::insert_many(rows.to_vec()).exec_without_returning(&change.tx).await?;
    }
    for row in kept.into_values().filter(|row| !row.cancelled) {
        let mut row = moved(change, row);
        row.cancelled = Set(true);
        row.update(&change.tx).await?;
    }
    Ok(())
}

/// An event at another time; its sequence tells calendars.
pub fn moved_to(change: &Change, row: event::Model, when: When) -> event::ActiveModel {
    event::ActiveModel {
        starts: Set(when.starts),
        ends: Set(when.ends),
        whole_day: Set(when.whole_day),
        over_at: Set(when.over_at()),
        ..moved(change, row)
    }
}

/// Imported events by procurement and source.
async fn kept(change: &Change, procurements: &[i64]) -> Result<BTreeMap<(i64, String), event::Model>, Refusal> {
    if procurements.is_empty() {
        return Ok(BTreeMap::new());
    }
    let theirs = event::Entity::find()
        .filter(event::Column::ProcurementId.is_in(procurements.iter().copied()))
        .filter(event::Column::Imported.eq(true));
    let rows = theirs.all(&change.tx).await?.into_iter();
    Ok(rows.filter_map(|row| Some(((row.procurement_id, row.source.clone()?), row))).collect())
}

/// Brings an event to what the releases say now.
async fn change_to(change: &Change, row: event::Model, event: &Event) -> Result<(), Refusal> {
    let mut row = moved_to(change, row, event.when);
    row.note = Set(event.note.clone());
    row.cancelled = Set(event.cancelled);
    row.update(&change.tx).await?;
    Ok(())
}

/// An event that was changed now.
pub fn moved(change: &Change, row: event::Model) -> event::ActiveModel {
    let sequence = row.sequence + 1;
    let mut row = row.into_active_model();
    row.sequence = Set(sequence);
    row.changed_at = Set(change.now());
    row
}
