//! Asking the owner to confirm a commitment. Its costs are asked about again too.

use sea_orm::{Set, entity::prelude::*};

use super::{locked, note};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    agreement::{self, Agreement},
    commitment::{Commitment, Confirmation, rules, table::event},
    values::Reference,
};

/// The commissioner asks the owner to confirm.
#[derive(Clone, Debug)]
pub struct RequestConfirmation {
    pub commitment: Reference,
    /// The version that was shown.
    pub seen: i64,
}

impl Deed for RequestConfirmation {
    const NAME: &'static str = "requested confirmation";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = (Commitment, Agreement);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.commitment).await
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<(), Refusal> {
        agreement::deeds::open_to_drafting(&agreement)?;
        if agreement.state == agreement::State::Drafting {
            return Err(Refusal::rule(
                "The partners cannot see this agreement yet while it is being drafted",
                "Open negotiation first",
            ));
        }
        change.fresh(&before.reference, self.seen, before.version).await?;
        rules::may_request(before.confirmation)?;
        let mut row = before.row();
        row.confirmation = Set(Confirmation::Requested);
        row.proposed_words = Set(None);
        row.requested_at = Set(Some(change.stamp()));
        row.version = Set(before.version + 1);
        let after = before.reworded(row.update(&change.tx).await?);
        note(change, &after, event::Kind::Requested, "").await?;
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        let news = News {
            event: format!("confirmation {} {}", after.reference, after.version),
            roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
            subject: "A commitment waits for your answer",
            text: "Your organisation is asked to confirm, change or dispute a commitment.",
        };
        tell(change, after.owner_id, &news).await?;
        Ok(())
    }
}
