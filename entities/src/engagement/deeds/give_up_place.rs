//! A provider gives up its place, or its place in the queue; the first who waits moves up and is told.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{locked, move_up, place_of};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    engagement::State,
    procurement::table::{Model as Procurement, event},
    values::Reference,
};

/// The place of the organisation acted for.
#[derive(Clone, Debug)]
pub struct GiveUpPlace {
    pub procurement: Reference,
    pub event: i64,
    /// The version of the place that was shown.
    pub seen: i64,
    /// The event's sequence that was shown.
    pub event_seen: i64,
}

impl Deed for GiveUpPlace {
    const NAME: &'static str = "gave up a place at an event";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = (Procurement, event::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement, self.event).await
    }

    async fn act(&self, change: &Change, (procurement, event): Self::Subject) -> Result<(), Refusal> {
        let kept = place_of(change, event.id, change.organisation()?).await?;
        let Some(before) = kept.filter(|kept| kept.state != State::GivenUp) else {
            return Err(Refusal::rule("Your organisation has no place at this event.", "There is nothing to give up."));
        };
        change.fresh(&procurement.reference, self.event_seen, event.sequence).await?;
        change.fresh(&procurement.reference, self.seen, before.version).await?;
        let mut row = before.clone().into_active_model();
        row.state = Set(State::GivenUp);
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        if event.starts > change.clock().register_now() {
            move_up(change, &event).await?;
        }
        change.record(Self::NAME, &procurement.reference, Some(&before), &after);
        Ok(())
    }
}
