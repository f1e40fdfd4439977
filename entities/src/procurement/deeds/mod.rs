//! What is done with procurements.

mod award;
mod buyers;
mod cancel_event;
mod differences;
mod events;
mod fill;
mod find_buyers;
mod make_contract;
mod register_interest;
mod releases;
mod scope;
mod withdraw_award;
mod write;
mod write_event;

pub use award::AwardProcurement;
pub use cancel_event::CancelTenderEvent;
pub use differences::DecideDifference;
pub(crate) use differences::process_of;
pub(crate) use fill::{ours, theirs};
pub use find_buyers::FindBuyers;
pub use make_contract::{MakeContract, NewSupplier};
pub use register_interest::{LONGEST as LONGEST_INTEREST, RegisterInterest};
pub(crate) use releases::write_releases;
pub use releases::{Imported, Incoming};
pub use scope::{BringIntoScope, SetScope};
pub use withdraw_award::WithdrawAward;
pub use write::WriteProcurement;
pub use write_event::WriteTenderEvent;

use sea_orm::entity::prelude::*;

use super::{read, table};
use crate::{Change, Refusal, access::Standing, register::Lock, values::Reference};

/// A procurement, locked, with how the actor stands to it: whoever may read it may take part for their own organisation.
pub(crate) async fn locked(change: &Change, reference: &Reference) -> Result<(table::Model, Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let procurement = change.lock(Lock::Procurement, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let visible = read::may_read(&change.actor().viewer, change.actor().roles, &procurement);
    Ok((procurement, Standing { visible, ..Standing::OWN }))
}
