//! Saying that two records are of two bodies: it is not proposed again.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{MatchState, read, table},
    register::Lock,
};

/// The records of a proposal are of two bodies.
#[derive(Clone, Debug)]
pub struct TellApart {
    pub proposal: i64,
}

impl Deed for TellApart {
    const NAME: &'static str = "said that two records are of two bodies";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::proposal::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let find = change.lock(Lock::Pair, table::proposal::Entity::find_by_id(self.proposal));
        Ok((find.one(&change.tx).await?.ok_or(Refusal::NotFound)?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, proposal: Self::Subject) -> Result<(), Refusal> {
        if proposal.state == MatchState::Merged {
            return Err(Refusal::rule("These two records are merged", "Take them apart on the page of the merged one"));
        }
        let (one, other) =
            (read::by_id(&change.tx, proposal.one_id).await?, read::by_id(&change.tx, proposal.other_id).await?);
        let before = proposal.state;
        let mut row = proposal.into_active_model();
        row.state = Set(MatchState::TwoBodies);
        row.update(&change.tx).await?;
        let said = |state: MatchState| (one.reference.clone(), other.reference.clone(), state);
        change.record(Self::NAME, &one.reference, Some(&said(before)), &said(MatchState::TwoBodies));
        Ok(())
    }
}
