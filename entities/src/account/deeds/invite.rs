//! Inviting: a one-time link to set the first password, by mail.

use chrono::TimeDelta;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{account, letters, membership};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    account::{secret::Secret, table},
    mail, organisation,
};

/// How long a one-time link to set a first password works.
pub const LINK_HOURS: i64 = 72;

/// Gives an account a new one-time link and writes the letter with it.
pub(super) async fn invite(change: &Change, account: table::Model, organisation: &str) -> Result<(), Refusal> {
    if !mail::may_post(&change.tx, change.now(), "invitation", &account.email).await? {
        return Err(Refusal::rule(
            "Three invitations went to this address within the last hour",
            "Ask the person to look into their letter box, and try again later",
        ));
    }
    let link = Secret::new()?;
    let mut row = account.clone().into_active_model();
    row.link_digest = Set(Some(link.digest()));
    row.link_expires = Set(Some(change.now() + TimeDelta::hours(LINK_HOURS)));
    table::Entity::update(row).exec(&change.tx).await?;
    let letter = letters::invitation(&account, organisation, link.reveal(), &link.digest());
    mail::post(&change.tx, change.now(), letter).await
}

/// Invites somebody once more who has not set a password yet; the link sent before works no more.
#[derive(Clone, Debug)]
pub struct InviteAgain {
    /// One of the person's memberships, by key.
    pub membership: i64,
}

impl Deed for InviteAgain {
    const NAME: &'static str = "invited a person again";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::Model, organisation::table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (membership, organisation) = membership(change, self.membership).await?;
        Ok(((account(change, membership.account_id).await?, organisation), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (account, organisation): Self::Subject) -> Result<(), Refusal> {
        if account.password.is_some() {
            return Err(Refusal::rule(
                "This person has set a password already",
                "If it is forgotten, they can ask for a new one on the sign-in page",
            ));
        }
        let id = account.id;
        invite(change, account, &organisation.name).await?;
        change.record(Self::NAME, &organisation.reference, None, &id);
        Ok(())
    }
}
