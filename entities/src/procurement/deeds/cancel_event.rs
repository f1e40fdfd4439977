//! Cancelling an event that was added by hand.

use super::{events, locked, write_event::changeable};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
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
        events::cancel(change, &procurement.reference, before, None).await
    }
}
