//! Adding an event to a procurement by hand, or changing one: an open day, a changed deadline. An imported event is its notice's: only
//! a later release moves it.

use chrono::{NaiveDate, NaiveTime, Timelike};
use sea_orm::{Set, entity::prelude::*};

use super::{events, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    clock::at,
    engagement::{deeds as engagement, rules::MOST_PLACES},
    procurement::{
        EventKind, When,
        table::{self, event},
    },
    values::Reference,
};

/// An event as a commissioner writes it: whole days, or with times of day in Europe/London; an existing one by its key with the
/// sequence that was seen.
#[derive(Clone, Debug)]
pub struct WriteTenderEvent {
    pub existing: Option<(i64, i64)>,
    pub procurement: Reference,
    pub kind: EventKind,
    pub starts: NaiveDate,
    pub starts_at: Option<NaiveTime>,
    /// The last day, if it is another one.
    pub ends: Option<NaiveDate>,
    pub ends_at: Option<NaiveTime>,
    pub place: String,
    pub note: String,
    /// What will be talked about, at a market engagement.
    pub agenda: String,
    /// How many organisations can come to a market engagement; `None` for all.
    pub capacity: Option<i64>,
}

impl Deed for WriteTenderEvent {
    const NAME: &'static str = "wrote a tender event";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<i64, Refusal> {
        let when = self.when()?;
        self.check()?;
        let before = match self.existing {
            Some((event, seen)) => Some(changeable(change, &procurement, event, seen).await?),
            None => None,
        };
        let after = match &before {
            Some(before) => self.filled(events::moved_to(change, before.clone(), when)).update(&change.tx).await?,
            None => self.filled(events::new(change, &procurement, self.kind, when)).insert(&change.tx).await?,
        };
        if let Some(before) = &before {
            engagement::move_up(change, &after).await?;
            if (before.when(), &before.place) != (after.when(), &after.place) {
                let text = "The time or place of a market engagement event has changed.";
                engagement::tell_all(change, &after, "A market engagement event has changed", text).await?;
            }
        }
        change.record(Self::NAME, &procurement.reference, before.as_ref(), &after);
        Ok(after.id)
    }
}

/// An event that a person may change or cancel.
pub(super) async fn changeable(
    change: &Change,
    procurement: &table::Model,
    event: i64,
    seen: i64,
) -> Result<event::Model, Refusal> {
    let found = event::Entity::find_by_id(event).one(&change.tx).await?;
    let event = found.filter(|event| event.procurement_id == procurement.id).ok_or(Refusal::NotFound)?;
    if event.imported {
        return Err(Refusal::rule(
            "This event comes from a published notice.",
            "It moves when a later notice is imported. Add an event of your own beside it, if need be.",
        ));
    }
    if event.cancelled {
        return Err(Refusal::rule("This event was cancelled.", "Add a new one."));
    }
    change.fresh(&procurement.reference, seen, event.sequence).await?;
    Ok(event)
}

impl WriteTenderEvent {
    fn filled(&self, row: event::ActiveModel) -> event::ActiveModel {
        event::ActiveModel {
            kind: Set(self.kind),
            place: Set(self.place.clone()),
            note: Set(self.note.clone()),
            agenda: Set(self.agenda.clone()),
            capacity: Set(self.capacity),
            ..row
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.kind != EventKind::Engagement && (self.capacity.is_some() || !self.agenda.is_empty()) {
            let field = if self.capacity.is_some() { "capacity" } else { "agenda" };
            return Err(Refusal::field(field, "Only a market engagement has places and an agenda: leave it empty"));
        }
        match self.capacity {
            Some(places) if !(1..=MOST_PLACES).contains(&places) => {
                Err(Refusal::field("capacity", "Enter a number of places from 1 to 10,000, or leave it empty"))
            }
            _ => Ok(()),
        }
    }

    fn when(&self) -> Result<When, Refusal> {
        if self.ends.is_some_and(|ends| ends < self.starts) {
            return Err(Refusal::field("ends", "Enter a last day that is not before the first"));
        }
        let instant = |day, time: NaiveTime| at(day, time.hour(), time.minute());
        match (self.starts_at, self.ends_at) {
            (None, None) => Ok(When::days(self.starts, self.ends)),
            (None, Some(_)) => Err(Refusal::field("starts_at", "Enter the time it starts, too")),
            (Some(_), None) if self.ends.is_some_and(|ends| ends > self.starts) => {
                Err(Refusal::field("ends_at", "Enter the time it ends on its last day"))
            }
            (Some(from), to) => {
                let starts = instant(self.starts, from);
                let ends = to.map(|to| instant(self.ends.unwrap_or(self.starts), to));
                if ends.is_some_and(|ends| ends <= starts) {
                    return Err(Refusal::field("ends_at", "Enter a time that is after the start"));
                }
                Ok(When::time(starts, ends))
            }
        }
    }
}
