//! Confirming a role that was given in one's own organisation, or refusing it. Never by whoever gave it or is to have it.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::nominate::account_of;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::deeds::{
        deputy::{StandsIn, stand_in},
        letters, membership as locked_membership, memberships,
    },
    account::table::{self as account, membership, membership_role},
    mail,
    nomination::{Kind, State, read::how_confirmed, table},
    organisation,
    register::Lock,
    single_sign_on,
};

/// From now on the roles count; or they never will.
#[derive(Clone, Debug)]
pub struct DecideNomination {
    pub nomination: i64,
    /// Its version, as the page showed it.
    pub seen: i64,
    pub confirmed: bool,
}

impl Deed for DecideNomination {
    const NAME: &'static str = "decided about a role that waited";
    const PERMISSION: Permission = Permission::ConfirmRole;
    type Subject = (table::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let find = || table::Entity::find_by_id(self.nomination);
        let row = find().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        // What it is about never changes: that is locked first.
        if let Some(membership) = row.membership_id {
            memberships(change, membership, row.deputy_id).await?;
        }
        if let Some(rule) = row.rule_id {
            single_sign_on::deeds::locked_rule(change, rule).await?;
        }
        let row = change.lock(Lock::Nomination, find()).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
        let organisation = organisation::read::by_id(&change.tx, row.organisation_id).await?;
        let whose = account_of(change, row.membership_id).await?;
        let how = how_confirmed(&change.tx, row.organisation_id, whose, change.today()).await?;
        let standing = how.standing(row.organisation_id, change.actor().viewer.person());
        Ok(((row, organisation), standing))
    }

    async fn act(&self, change: &Change, (before, organisation): Self::Subject) -> Result<(), Refusal> {
        change.fresh(&organisation.reference, self.seen, before.version).await?;
        if before.state != State::Waiting {
            return Err(Refusal::rule("This was decided already", "Nothing needs to be done"));
        }
        is_anothers(change, &before).await?;
        let (done, state) = if self.confirmed {
            give(change, &before, &organisation).await?;
            ("confirmed a role", State::Confirmed)
        } else {
            ("refused a role", State::Refused)
        };
        let mut row = before.clone().into_active_model();
        row.state = Set(state);
        row.decided_by = Set(change.actor().account());
        row.decided_at = Set(Some(change.now()));
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        change.record(done, &organisation.reference, Some(&before), &after);
        Ok(())
    }
}

/// Neither who gave it, nor who is to have it, confirms it; who is away confirms who stands in for them.
async fn is_anothers(change: &Change, row: &table::Model) -> Result<(), Refusal> {
    let account = change.actor().account().ok_or(Refusal::SignInNeeded)?;
    let has = match row.kind {
        Kind::Roles => account_of(change, row.membership_id).await?,
        Kind::Deputy => account_of(change, row.deputy_id).await?,
        Kind::Rule => None,
    };
    if has == Some(account) {
        return Err(Refusal::rule("It is you who would have it", "Let somebody else of the organisation confirm it"));
    }
    if row.nominated_by == Some(account) {
        return Err(Refusal::rule("It is you who gave it", "Let somebody else confirm it"));
    }
    Ok(())
}

async fn give(change: &Change, row: &table::Model, organisation: &organisation::table::Model) -> Result<(), Refusal> {
    match (row.kind, row.membership_id, row.deputy_id, row.rule_id) {
        (Kind::Roles, Some(id), ..) => roles(change, row, id, organisation).await,
        (Kind::Deputy, Some(away), Some(deputy), _) => {
            let (away, _) = locked_membership(change, away).await?;
            let from = row.from_day.ok_or_else(|| Refusal::broken("a deputy without a first day"))?;
            let stands_in = StandsIn { membership: deputy, from, to: row.to_day };
            stand_in(change, &away, Some(&stands_in)).await.map_err(gone)?;
            next_version(change, away).await
        }
        (Kind::Rule, _, _, Some(rule)) => single_sign_on::deeds::confirm_rule(change, rule, row.roles()).await,
        _ => Err(Refusal::broken("a nomination of nothing")),
    }
}

async fn roles(
    change: &Change,
    row: &table::Model,
    membership: i64,
    organisation: &organisation::table::Model,
) -> Result<(), Refusal> {
    let (member, _) = locked_membership(change, membership).await?;
    if member.last_day.is_some_and(|last| last < change.today()) {
        return Err(Refusal::rule("They have left the organisation meanwhile", "Refuse it"));
    }
    for role in row.roles().iter() {
        if membership_role::Entity::find_by_id((membership, role)).one(&change.tx).await?.is_none() {
            let new = membership_role::ActiveModel { membership_id: Set(membership), role: Set(role) };
            membership_role::Entity::insert(new).exec_without_returning(&change.tx).await?;
        }
    }
    let account = account::Entity::find_by_id(member.account_id).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    mail::post(&change.tx, change.now(), letters::confirmed(&account, &organisation.name, row.id)).await?;
    next_version(change, member).await
}

/// A deputy who is no colleague any more.
fn gone(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(_) => Refusal::rule("They do not belong to the organisation any more", "Refuse it"),
        refusal => refusal,
    }
}

async fn next_version(change: &Change, member: membership::Model) -> Result<(), Refusal> {
    let version = member.version + 1;
    let mut row = member.into_active_model();
    row.version = Set(version);
    row.update(&change.tx).await?;
    Ok(())
}
