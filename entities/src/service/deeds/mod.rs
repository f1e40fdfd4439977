//! What is done with services.

mod set_need;
mod write;

pub use set_need::SetNeed;
pub use write::WriteService;

use sea_orm::entity::prelude::*;

use super::table;
use crate::{Change, Refusal, register::Lock, values::Reference};

/// A service, locked for a change. What it needs is locked with it.
async fn locked(change: &Change, reference: &Reference) -> Result<table::Model, Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    change.lock(Lock::Service, find).one(&change.tx).await?.ok_or(Refusal::NotFound)
}
