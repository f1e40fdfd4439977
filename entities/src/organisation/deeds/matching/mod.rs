//! Proposing that two records may be of one body, and saying that they are not, or that one took over from the other. Merging them
//! is a deed of its own.

mod propose;
#[cfg(test)]
mod story;
mod took_over;
mod two_bodies;

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

pub use propose::{ProposeMatches, Proposed};
pub use took_over::SayTookOver;
pub use two_bodies::TellApart;

use crate::{
    Change, Refusal,
    organisation::{MatchState, table},
    register::Lock,
};

/// Two keys, the older record first.
fn pair(one: i64, other: i64) -> (i64, i64) {
    (one.min(other), one.max(other))
}

/// Notes what became of the proposal about two records, if there is one.
pub(super) async fn decided(change: &Change, one: i64, other: i64, state: MatchState) -> Result<(), Refusal> {
    use table::proposal::{Column, Entity};
    let (one, other) = pair(one, other);
    let find = Entity::find().filter(Column::OneId.eq(one)).filter(Column::OtherId.eq(other));
    if let Some(row) = change.lock(Lock::Pair, find).one(&change.tx).await? {
        let mut row = row.into_active_model();
        row.state = Set(state);
        row.update(&change.tx).await?;
    }
    Ok(())
}
