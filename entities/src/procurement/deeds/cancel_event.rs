//! Cancelling an event that was added by hand. It stays, so that calendars that have it are told; so are those with a place.

use sea_orm::{Set, entity::prelude::*};

use super::{events, locked, write_event::changeable};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    engagement::deeds as engagement,
    procurement::table,
    values::Reference,
};

/// The event, by its key.
#[derive(Clone, Debug)]
pub struct CancelTenderEvent {
    pub procurement: Reference,
    pub event: i64,
    /// The sequence that was seen.
    pub seen: i64,
}

impl Deed for CancelTenderEvent {
    const NAME: &'static str = "cancelled a tender event";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, procurement: Self::Subject) -> Result<(), Refusal> {
        let before = changeable(change, &procurement, self.event, self.seen).await?;
        let mut row = events::moved(change, before.clone());
        row.cancelled = Set(true);
        let after = row.update(&change.tx).await?;
        let text = "A market engagement event that your organisation has a place at was cancelled.";
        engagement::tell_all(change, &after, "A market engagement event was cancelled", text).await?;
        change.record(Self::NAME, &procurement.reference, Some(&before), &after);
        Ok(())
    }
}
