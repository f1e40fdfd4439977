//! Saying of a proposed pair that one body took over from the other: a school that became an academy has another number, and is
//! another body. Commissioners say it of what lists propose; whatever else is known of successors, administrators enter.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::{
        MatchState,
        deeds::AddSuccessor,
        read,
        rules::matching::{Earlier, succession},
        table,
    },
    register::Lock,
    values::Reference,
};

/// What makes it possible where the two records do not say enough.
const ON_ITS_PAGE: &str = "Let an administrator look at the successors on the page of the one that closed";

/// Of a proposal's two bodies the one that opened when the other closed took over from it.
#[derive(Clone, Debug)]
pub struct SayTookOver {
    pub proposal: i64,
    /// Which of the two it is, as the page showed it.
    pub successor: Reference,
    /// From which day, as the page showed it.
    pub from: NaiveDate,
}

impl Deed for SayTookOver {
    const NAME: &'static str = "said that one body took over from another";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::proposal::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let find = || table::proposal::Entity::find_by_id(self.proposal);
        let both = find().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        read::lock(change, [both.one_id, both.other_id]).await?;
        let proposal = change.lock(Lock::Pair, find()).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        Ok((proposal, Standing::OPEN))
    }

    async fn act(&self, change: &Change, proposal: Self::Subject) -> Result<(), Refusal> {
        if proposal.state == MatchState::Merged {
            return Err(Refusal::rule("These two records are merged", "Take them apart on the page of the merged one"));
        }
        let one = read::by_id(&change.tx, proposal.one_id).await?;
        let other = read::by_id(&change.tx, proposal.other_id).await?;
        let (earlier, later, from) = match succession((one.opened, one.closed), (other.opened, other.closed)) {
            Some((Earlier::One, from)) => (one, other, from),
            Some((Earlier::Other, from)) => (other, one, from),
            None => {
                return Err(Refusal::rule("Neither of these two closed when the other opened", ON_ITS_PAGE));
            }
        };
        if (&later.reference, from) != (&self.successor, self.from) {
            return Err(change.stale(&later.reference).await);
        }
        let add = AddSuccessor {
            organisation: earlier.reference.clone(),
            successor: later.reference.clone(),
            from,
            area: None,
        };
        add.name(change, &earlier, &later).await.map_err(|refusal| match refusal {
            // The page has no field for it.
            Refusal::Invalid(faults) => Refusal::rule(Refusal::Invalid(faults), ON_ITS_PAGE),
            refusal => refusal,
        })
    }
}
