//! Withdrawing a commitment. It stays in the register; nothing is deleted.

use sea_orm::{Set, entity::prelude::*};

use super::{locked, note};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    audit::Rows,
    commitment::{Commitment, Confirmation, table::event},
    funding,
    values::Reference,
};

/// The commissioner takes a commitment out of the agreement, and says why.
#[derive(Clone, Debug)]
pub struct WithdrawCommitment {
    pub commitment: Reference,
    /// The version that was shown.
    pub seen: i64,
    pub why: String,
}

impl Deed for WithdrawCommitment {
    const NAME: &'static str = "withdrew a commitment";
    const PERMISSION: Permission = Permission::WithdrawCommitment;
    type Subject = (Commitment, Agreement);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.commitment).await
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<(), Refusal> {
        agreement::deeds::open_to_drafting(&agreement)?;
        if before.confirmation == Confirmation::Withdrawn {
            return Err(Refusal::rule("It was withdrawn already", "Nothing needs to be done"));
        }
        change.fresh(&before.reference, self.seen, before.version).await?;
        if self.why.trim().is_empty() {
            return Err(Refusal::field("why", "Enter why it is withdrawn"));
        }
        let shares = funding::deeds::pays_no_longer(change, before.wording_id).await?;
        let mut row = before.row();
        row.confirmation = Set(Confirmation::Withdrawn);
        row.version = Set(before.version + 1);
        let after = before.reworded(row.update(&change.tx).await?);
        note(change, &after, event::Kind::Withdrawn, &self.why).await?;
        let shares = Rows::of("shares", &shares, &[])?;
        change.record_with(Self::NAME, &after.reference, Some(&before), &after, &[shares]);
        Ok(())
    }
}
