//! Adding an event to a procurement by hand: an open day, a changed deadline.

use chrono::{NaiveDate, NaiveTime, Timelike};
use sea_orm::{Set, entity::prelude::*};

use super::{events, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    clock::at,
    procurement::{
        EventKind, When,
        table::{self, event},
    },
    values::Reference,
};

/// An event as a commissioner writes it: whole days, or with times of day in Europe/London.
#[derive(Clone, Debug)]
pub struct AddTenderEvent {
    pub procurement: Reference,
    pub kind: EventKind,
    pub starts: NaiveDate,
    pub starts_at: Option<NaiveTime>,
    /// The last day, if it is another one.
    pub ends: Option<NaiveDate>,
    pub ends_at: Option<NaiveTime>,
    pub place: String,
    pub note: String,
}

impl Deed for AddTenderEvent {
    const NAME: &'static str = "added a tender event";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<i64, Refusal> {
        let row = event::ActiveModel {
            place: Set(self.place.clone()),
            note: Set(self.note.clone()),
            ..events::new(change, &procurement, self.kind, self.when()?)
        };
        let event = row.insert(&change.tx).await?;
        change.record(Self::NAME, &procurement.reference, None, &event);
        Ok(event.id)
    }
}

impl AddTenderEvent {
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
