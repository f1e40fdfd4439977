//! What is done with money.

mod stand;
mod write;

pub use stand::{StandOnCost, take_stand};
pub use write::{EditFunding, Figures, Share, WriteFunding};

use sea_orm::{QuerySelect, entity::prelude::*};

use super::table;
use crate::{Change, Refusal, values::Reference};

/// A funding line, locked.
pub(crate) async fn locked_line(change: &Change, reference: &Reference) -> Result<table::Model, Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    find.lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)
}
