//! What is done with contracts.

mod intend;
mod measure;
mod observe;
mod parts;
mod register_interest;
mod write;

pub use intend::Intend;
pub use measure::{AddMeasure, SayWhatIsCounted};
pub use observe::Observe;
pub use register_interest::RegisterContractInterest;
pub use write::WriteContract;

use parts::Parts;

use sea_orm::entity::prelude::*;

use super::{read, table};
use crate::{Change, Refusal, access::Standing, register::Lock, values::Reference};

/// A contract, locked, with how the actor stands to it.
async fn locked(change: &Change, reference: &Reference) -> Result<(table::Model, Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let contract = change.lock(Lock::Contract, find).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let standing = read::standing(&change.tx, &change.actor().viewer, &contract).await?;
    Ok((contract, standing))
}
