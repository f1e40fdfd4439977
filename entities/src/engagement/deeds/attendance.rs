//! A commissioner notes who came to an event, once it has begun.

use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    engagement::{State, read, table},
    organisation,
    procurement::table::{Model as Procurement, event},
    values::Reference,
};

/// Who came of those who had a place; the others of them did not.
#[derive(Clone, Debug)]
pub struct NoteAttendance {
    pub procurement: Reference,
    pub event: i64,
    /// The version of the event's places that was shown: see [`engagement::read::version`](crate::engagement::read::version).
    pub seen: i64,
    /// The event's sequence that was shown.
    pub event_seen: i64,
    pub came: Vec<Reference>,
}

impl Deed for NoteAttendance {
    const NAME: &'static str = "noted who came to an event";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = (Procurement, event::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement, self.event).await
    }

    async fn act(&self, change: &Change, (procurement, event): Self::Subject) -> Result<(), Refusal> {
        if event.starts > change.clock().register_now() {
            return Err(Refusal::rule("The event has not begun.", "Note who came when it is over."));
        }
        change.fresh(&procurement.reference, self.event_seen, event.sequence).await?;
        let before = table::Entity::find()
            .filter(table::Column::EventId.eq(event.id))
            .filter(table::Column::State.eq(State::Place))
            .order_by_asc(table::Column::Id)
            .all(&change.tx)
            .await?;
        let current = read::version(&change.tx, event.id).await?;
        change.fresh(&procurement.reference, self.seen, current).await?;
        let mut came = Vec::with_capacity(self.came.len());
        for reference in &self.came {
            let found = organisation::read::by_reference(&change.tx, reference).await?;
            let place = found.and_then(|found| before.iter().find(|place| place.organisation_id == found.id));
            let Some(place) = place else {
                return Err(Refusal::field("came", format!("{reference} had no place at this event")));
            };
            came.push(place.id);
        }
        let mut after = Vec::with_capacity(before.len());
        for place in &before {
            let mut row = place.clone().into_active_model();
            row.attended = Set(Some(came.contains(&place.id)));
            row.version = Set(place.version + 1);
            after.push(row.update(&change.tx).await?);
        }
        change.record(Self::NAME, &procurement.reference, Some(&before), &after);
        Ok(())
    }
}
