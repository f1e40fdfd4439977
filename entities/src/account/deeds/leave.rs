//! Leaving an organisation: a last day, and who takes over what then waits. What was done stays under the old name.

use chrono::NaiveDate;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{
    another_administrator,
    deputy::{StandsIn, stand_in},
    membership,
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::table,
    organisation,
    single_sign_on::deeds::keep_by_hand,
};

/// Says when somebody leaves an organisation, and who takes over; or that they stay after all.
#[derive(Clone, Debug)]
pub struct Leave {
    pub membership: i64,
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
        Ok((membership(change, self.membership).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (leaver, organisation): Self::Subject) -> Result<(), Refusal> {
        if self.last_day.is_some() {
            another_administrator(change, leaver.id).await?;
        }
        let takes_over = match (self.last_day.and_then(|day| day.succ_opt()), self.successor) {
            (Some(from), Some(membership)) => Some(StandsIn { membership, from, to: None }),
            _ => None,
        };
        stand_in(change, &leaver, takes_over.as_ref()).await.map_err(in_successor)?;
        let (account, id) = (leaver.account_id, leaver.id);
        let before = (account, id, leaver.last_day, None);
        let mut row = leaver.into_active_model();
        row.last_day = Set(self.last_day);
        table::membership::Entity::update(row).exec(&change.tx).await?;
        keep_by_hand(change, id).await?;
        let after = (account, id, self.last_day, self.successor);
        change.record(Self::NAME, &organisation.reference, Some(&before), &after);
        Ok(())
    }
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
