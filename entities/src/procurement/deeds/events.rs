//! Bringing the events that came from releases up to date, without touching those that people added.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use super::CancelTenderEvent;
use crate::{
    Change, Deed, Refusal,
    engagement::deeds as engagement,
    ocds::Event,
    procurement::{
        EventKind, When, rules,
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
        let (mut known, mut others) = (Vec::new(), Vec::new());
        for event in *events {
            match kept.remove(&(procurement.id, event.source.clone())) {
                Some(row) => known.push((row, event)),
                None => others.push(event),
            }
        }
        // Those of the same day first: another of their kind must not take theirs.
        others.sort_by_key(|event| left(&kept, procurement.id, event.kind).all(|row| row.starts != event.when.starts));
        for event in others {
            match moved_elsewhere(&mut kept, procurement.id, event) {
                Some(row) => known.push((row, event)),
                None => rows.push(event::ActiveModel {
                    source: Set(Some(event.source.clone())),
                    note: Set(event.note.clone()),
                    imported: Set(true),
                    cancelled: Set(is_off(procurement, event)),
                    ..new(change, procurement, event.kind, event.when)
                }),
            }
        }
        for (row, event) in known {
            change_to(change, row, event, is_off(procurement, event)).await?;
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

/// The notice says so, or a person who ended the procurement.
fn is_off(procurement: &table::Model, event: &Event) -> bool {
    event.cancelled || rules::is_off(procurement.state, event.kind)
}

/// The event that stands elsewhere in the releases now: the start that was planned is told by the award, then by the contract. The
/// same day if there is one.
fn moved_elsewhere(
    kept: &mut BTreeMap<(i64, String), event::Model>,
    procurement: i64,
    event: &Event,
) -> Option<event::Model> {
    let nearest = left(kept, procurement, event.kind).min_by_key(|row| row.starts != event.when.starts)?;
    let source = nearest.source.clone()?;
    kept.remove(&(procurement, source))
}

/// The events of a kind that nothing in the releases was found for yet.
fn left(
    kept: &BTreeMap<(i64, String), event::Model>,
    procurement: i64,
    kind: EventKind,
) -> impl Iterator<Item = &event::Model> {
    let its = (procurement, String::new())..(procurement + 1, String::new());
    kept.range(its).map(|(_, row)| row).filter(move |row| row.kind == kind && !row.cancelled)
}

/// Brings an event to what the releases say now. Where alone it stands in them is nothing that calendars need to hear of.
async fn change_to(change: &Change, row: event::Model, event: &Event, cancelled: bool) -> Result<(), Refusal> {
    let source = Set(Some(event.source.clone()));
    let row = if (row.when(), &row.note, row.cancelled) != (event.when, &event.note, cancelled) {
        let (note, cancelled) = (Set(event.note.clone()), Set(cancelled));
        event::ActiveModel { source, note, cancelled, ..moved_to(change, row, event.when) }
    } else if row.source.as_ref() != Some(&event.source) {
        event::ActiveModel { source, ..row.into_active_model() }
    } else {
        return Ok(());
    };
    row.update(&change.tx).await?;
    Ok(())
}

/// Cancels an event of a procurement. It stays, with why if that is known, so that calendars that have it are told; so are
/// those with a place.
pub async fn cancel(
    change: &Change,
    procurement: &Reference,
    before: event::Model,
    why: Option<String>,
) -> Result<(), Refusal> {
    let mut row = moved(change, before.clone());
    if let Some(why) = why {
        let said = if before.note.is_empty() { why } else { format!("{}\n\n{why}", before.note) };
        row.note = Set(said);
    }
    row.cancelled = Set(true);
    let after = row.update(&change.tx).await?;
    let text = "A market engagement event that your organisation has a place at was cancelled.";
    engagement::tell_all(change, &after, "A market engagement event was cancelled", text).await?;
    change.record(CancelTenderEvent::NAME, procurement, Some(&before), &after);
    Ok(())
}

/// Cancels what is to come of a procurement and will not happen as it stands now.
pub async fn cancel_what_is_off(change: &Change, procurement: &table::Model) -> Result<(), Refusal> {
    use event::Column::{Cancelled, Id, OverAt, ProcurementId};
    let coming = event::Entity::find()
        .filter(ProcurementId.eq(procurement.id))
        .filter(Cancelled.eq(false))
        .filter(OverAt.gt(change.clock().register_now()))
        .order_by_asc(Id);
    for event in coming.all(&change.tx).await? {
        if rules::is_off(procurement.state, event.kind) {
            cancel(change, &procurement.reference, event, None).await?;
        }
    }
    Ok(())
}

/// Lists show the events of procurements otherwise from now on, as `copies` say, or for what is copied from the procurement when
/// they are read. Whoever saved a search may not have heard of those to come yet; what is over is no news.
pub async fn are_listed_otherwise(
    change: &Change,
    procurements: impl IntoIterator<Item = i64>,
    copies: event::ActiveModel,
) -> Result<(), Refusal> {
    let theirs = event::Column::ProcurementId.is_in(procurements);
    if copies.is_changed() {
        event::Entity::update_many().set(copies).filter(theirs.clone()).exec(&change.tx).await?;
    }
    let news = event::ActiveModel { changed_at: Set(change.now()), ..Default::default() };
    let coming = event::Column::OverAt.gt(change.clock().register_now());
    event::Entity::update_many().set(news).filter(theirs).filter(coming).exec(&change.tx).await?;
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
