//! A deputy during absence: another member of the same organisation has the roles of whoever is away, from a day to a day.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{membership, memberships, moved_on};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::table,
    nomination::{
        self,
        deeds::{Giving, nominate, stands_in_at_once, tell_of, withdraw},
    },
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
    /// The membership's version, as the page showed it.
    pub seen: i64,
    pub deputy: Option<StandsIn>,
}

impl Deed for NameDeputy {
    const NAME: &'static str = "named a deputy";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::membership::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let deputy = self.deputy.as_ref().map(|deputy| deputy.membership);
        Ok((memberships(change, self.membership, deputy).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (away, organisation): Self::Subject) -> Result<(), Refusal> {
        change.fresh(&organisation.reference, self.seen, away.version).await?;
        if let Some(StandsIn { from, to: Some(to), .. }) = self.deputy
            && to < from
        {
            return Err(Refusal::field("to", "Enter a last day that is not before the first"));
        }
        let before = current(change, away.id).await?;
        let away = moved_on(change, away.clone(), away.last_day).await?;
        let waits = appoint(change, &organisation, &away, self.deputy.as_ref()).await?;
        let told = |deputy: Option<StandsIn>, waits: bool| (away.account_id, away.id, deputy, waits);
        change.record(
            Self::NAME,
            &organisation.reference,
            Some(&told(before, false)),
            &told(self.deputy.clone(), waits),
        );
        Ok(())
    }
}

/// Who stands in for a membership now.
pub(super) async fn current(change: &Change, membership: i64) -> Result<Option<StandsIn>, Refusal> {
    use table::deputy::{Column, Entity};
    let row = Entity::find().filter(Column::MembershipId.eq(membership)).one(&change.tx).await?;
    Ok(row.map(|row| StandsIn { membership: row.deputy_id, from: row.from_day, to: row.to_day }))
}

/// Lets somebody stand in from the day that is said, or once the organisation's own people have confirmed it; ends whatever was
/// said before. Tells whether it waits.
pub(super) async fn appoint(
    change: &Change,
    organisation: &organisation::table::Model,
    away: &table::membership::Model,
    deputy: Option<&StandsIn>,
) -> Result<bool, Refusal> {
    withdraw(change, nomination::Kind::Deputy, away.id).await?;
    stand_in(change, away, deputy).await?;
    let Some(deputy) = deputy else { return Ok(false) };
    let (stands_in, _) = membership(change, deputy.membership).await?;
    if stands_in_at_once(change, organisation, stands_in.account_id).await? {
        tell_of(change, organisation.id, format!("deputy {} {}", away.id, away.version)).await?;
        return Ok(false);
    }
    stand_in(change, away, None).await?;
    let StandsIn { membership: deputy, from, to } = *deputy;
    nominate(change, organisation, Giving::Deputy { membership: away.id, deputy, from, to }).await?;
    Ok(true)
}

/// Writes who stands in for a membership; one at a time.
pub(crate) async fn stand_in(
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
