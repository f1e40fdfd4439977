//! Withdrawing a variation before it is signed: nothing of it comes into force.

use sea_orm::Set;

use super::write;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Role, Standing},
    account::{News, tell},
    agreement::{Agreement, State, read},
    values::Reference,
};

/// The commissioner gives up the edition that is being made, and says why.
#[derive(Clone, Debug)]
pub struct WithdrawVariation {
    pub agreement: Reference,
    pub why: String,
    /// The version of the edition that was shown.
    pub seen: i64,
}

impl Deed for WithdrawVariation {
    const NAME: &'static str = "withdrew a variation";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        varied(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        if self.why.trim().is_empty() {
            return Err(Refusal::field("why", "Enter why it is withdrawn"));
        }
        if agreement.state != State::Drafting {
            let news = News {
                event: format!("withdrawn {} {}", agreement.reference, agreement.edition),
                roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
                subject: "A variation was withdrawn",
                text: "A variation of an agreement that your organisation is a party of was withdrawn. What was signed before \
                       it stays in force.",
            };
            for party in read::parties(&change.tx, agreement.edition_id).await? {
                tell(change, party.organisation_id, &news).await?;
            }
        }
        write(change, Self::NAME, agreement, &[], |row| {
            row.state = Set(State::Withdrawn);
            row.withdrawn_because = Set(self.why.trim().to_owned());
        })
        .await?;
        Ok(())
    }
}

/// Refuses what is done with a variation if none is being made.
pub(super) fn varied(agreement: &Agreement) -> Result<(), Refusal> {
    if agreement.edition > 1 && agreement.state.is_being_made() {
        return Ok(());
    }
    Err(Refusal::rule("No variation of this agreement is being made", "Nothing needs to be done"))
}
