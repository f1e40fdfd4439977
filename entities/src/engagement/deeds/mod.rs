//! What is done with places at events.

mod attendance;
mod give_up_place;
mod move_up;
mod take_place;

pub use attendance::NoteAttendance;
pub use give_up_place::GiveUpPlace;
pub(crate) use move_up::{move_up, tell_all};
pub use take_place::{LONGEST, TakePlace};

use sea_orm::entity::prelude::*;

use super::table;
use crate::{
    Change, Refusal,
    access::Standing,
    procurement::{
        self,
        table::{Model as Procurement, event},
    },
    values::Reference,
};

/// An event of a procurement, the procurement locked: two who want the last place wait for each other here.
async fn locked(
    change: &Change,
    procurement: &Reference,
    event: i64,
) -> Result<((Procurement, event::Model), Standing), Refusal> {
    let (procurement, standing) = procurement::deeds::locked(change, procurement).await?;
    let found = event::Entity::find_by_id(event).one(&change.tx).await?;
    let event = found.filter(|event| event.procurement_id == procurement.id).ok_or(Refusal::NotFound)?;
    Ok(((procurement, event), standing))
}

/// The place of an organisation at an event, given up or not.
async fn place_of(change: &Change, event: i64, organisation: i64) -> Result<Option<table::Model>, Refusal> {
    let its = table::Entity::find()
        .filter(table::Column::EventId.eq(event))
        .filter(table::Column::OrganisationId.eq(organisation));
    Ok(its.one(&change.tx).await?)
}
