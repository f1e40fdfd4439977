//! Leaving an organisation: a last day, and who takes over what then waits. What was done stays under the old name.

use super::{
    another_administrator,
    deputy::{StandsIn, appoint, current},
    give_beside, memberships, moved_on, roles_of, told,
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Roles, Standing},
    account::table,
    nomination::{
        self,
        deeds::{given, withdraw},
    },
    organisation,
    single_sign_on::deeds::keep_by_hand,
};
use chrono::NaiveDate;

/// Says when somebody leaves an organisation, and who takes over; or that they stay after all.
#[derive(Clone, Debug)]
pub struct Leave {
    pub membership: i64,
    /// The membership's version, as the page showed it.
    pub seen: i64,
    /// The last day; `None` takes it back.
    pub last_day: Option<NaiveDate>,
    /// The membership of whoever takes over, by key: it has the leaver's roles, but the administrator's, from the day after.
    pub successor: Option<i64>,
}

impl Deed for Leave {
    const NAME: &'static str = "said when a person leaves";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::membership::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((memberships(change, self.membership, self.successor).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (leaver, organisation): Self::Subject) -> Result<(), Refusal> {
        change.fresh(&organisation.reference, self.seen, leaver.version).await?;
        if self.last_day.is_some() {
            another_administrator(change, leaver.id).await?;
        }
        let takes_over = match (self.last_day.and_then(|day| day.succ_opt()), self.successor) {
            (Some(from), Some(membership)) => Some(StandsIn { membership, from, to: None }),
            _ => None,
        };
        let (had, roles) = (current(change, leaver.id).await?, roles_of(change, leaver.id).await?);
        let before = (told(&leaver, roles), had);
        let had_left = has_left(&leaver, change.today());
        let leaver = moved_on(change, leaver, self.last_day).await?;
        appoint(change, &organisation, &leaver, takes_over.as_ref()).await.map_err(in_successor)?;
        let roles = if has_left(&leaver, change.today()) {
            withdraw(change, nomination::Kind::Roles, leaver.id).await?;
            roles
        } else if had_left {
            come_back(change, &organisation, &leaver, roles).await?
        } else {
            roles
        };
        keep_by_hand(change, leaver.id).await?;
        change.record(Self::NAME, &organisation.reference, Some(&before), &(told(&leaver, roles), takes_over));
        Ok(())
    }
}

/// True if the last day is over.
pub(super) fn has_left(membership: &table::membership::Model, today: NaiveDate) -> bool {
    membership.last_day.is_some_and(|last| last < today)
}

/// Somebody who had left has their roles again as if they were given anew. Tells which of them count at once.
async fn come_back(
    change: &Change,
    organisation: &organisation::table::Model,
    membership: &table::membership::Model,
    roles: Roles,
) -> Result<Roles, Refusal> {
    let given = given(change, organisation, Some(membership.account_id), roles).await?;
    give_beside(change, organisation, membership, Roles::NONE, given).await?;
    Ok(given.at_once)
}

/// The form of a leaver calls the deputy a successor.
fn in_successor(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(faults) => Refusal::Invalid(
            faults.into_iter().map(|fault| crate::Fault { field: "successor".into(), ..fault }).collect(),
        ),
        refusal => refusal,
    }
}
