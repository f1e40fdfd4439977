//! A deputy during absence: another member of the same organisation has the roles of whoever is away, from a day to a day.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::membership;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::table,
    organisation,
};

/// Who stands in, and when.
#[derive(Clone, Debug, serde::Serialize)]
pub struct StandsIn {
    /// The deputy's membership, by key.
    pub membership: i64,
    pub from: NaiveDate,
    /// The last day; `None` for good.
    pub to: Option<NaiveDate>,
}

/// Names who stands in for somebody, or ends it.
#[derive(Clone, Debug)]
pub struct NameDeputy {
    /// The membership of whoever is away, by key.
    pub membership: i64,
    pub deputy: Option<StandsIn>,
}

impl Deed for NameDeputy {
    const NAME: &'static str = "named a deputy";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::membership::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((membership(change, self.membership).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (away, organisation): Self::Subject) -> Result<(), Refusal> {
        if let Some(StandsIn { from, to: Some(to), .. }) = self.deputy
            && to < from
        {
            return Err(Refusal::field("to", "Enter a last day that is not before the first"));
        }
        stand_in(change, &away, self.deputy.as_ref()).await?;
        change.record(Self::NAME, &organisation.reference, None, &(away.account_id, away.id, &self.deputy));
        Ok(())
    }
}

/// Writes who stands in for a membership; one at a time.
pub(super) async fn stand_in(
    change: &Change,
    away: &table::membership::Model,
    deputy: Option<&StandsIn>,
) -> Result<(), Refusal> {
    use table::deputy::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::MembershipId.eq(away.id)).exec(&change.tx).await?;
    let Some(deputy) = deputy else { return Ok(()) };
    let (stands_in, _) = membership(change, deputy.membership).await.map_err(|refusal| match refusal {
        Refusal::NotFound => Refusal::field("deputy", "Choose somebody of the same organisation"),
        refusal => refusal,
    })?;
    if stands_in.organisation_id != away.organisation_id || stands_in.account_id == away.account_id {
        return Err(Refusal::field("deputy", "Choose somebody else of the same organisation"));
    }
    if stands_in.last_day.is_some_and(|last| last < deputy.to.unwrap_or(NaiveDate::MAX)) {
        return Err(Refusal::field("deputy", "Choose somebody who has not left by then"));
    }
    let row = ActiveModel {
        membership_id: Set(away.id),
        deputy_id: Set(stands_in.id),
        from_day: Set(deputy.from),
        to_day: Set(deputy.to),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(())
}
