//! Changing one's own e-mail address: asked for with the password, confirmed by a link at both addresses.

use chrono::TimeDelta;
use sea_orm::{ExprTrait, IntoActiveModel, QuerySelect, Set, entity::prelude::*};

use super::{
    add_person::Email,
    invite::LINK_HOURS,
    letters,
    one_time_link::{end_links, end_sessions, record_of},
    own,
};
use crate::{
    Change, Deed, Refusal, Register,
    access::{Permission, Standing},
    account::{secret::Secret, table},
    mail,
};

/// Asks both addresses to confirm the change.
#[derive(Clone, Debug)]
pub struct AskEmailChange {
    pub email: Email,
}

impl Deed for AskEmailChange {
    const NAME: &'static str = "asked for another e-mail address";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        own(change).await
    }

    async fn act(&self, change: &Change, account: table::Model) -> Result<(), Refusal> {
        use table::email_change::{ActiveModel, Column, Entity};
        if self.email.as_str() == account.email {
            return Err(Refusal::field("email", "Enter an address that is not the one you have"));
        }
        if !mail::may_post(&change.tx, change.now(), "email", self.email.as_str()).await? {
            return Err(Refusal::rule(
                "Three letters went to this address within the last hour",
                "Look into its letter box, and try again later",
            ));
        }
        Entity::delete_many().filter(Column::AccountId.eq(account.id)).exec(&change.tx).await?;
        let (old, new) = (Secret::new()?, Secret::new()?);
        let row = ActiveModel {
            account_id: Set(account.id),
            email: Set(self.email.as_str().into()),
            old_digest: Set(old.digest()),
            new_digest: Set(new.digest()),
            old_confirmed: Set(false),
            new_confirmed: Set(false),
            expires: Set(change.now() + TimeDelta::hours(LINK_HOURS)),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(&change.tx).await?;
        let address = self.email.as_str();
        for (to, link) in [(account.email.as_str(), old), (address, new)] {
            let letter = letters::confirm_email(&account, to, address, link.reveal(), &link.digest());
            mail::post(&change.tx, change.now(), letter).await?;
        }
        change.record(Self::NAME, record_of(account.id), None, &());
        Ok(())
    }
}

/// What a link confirms, and what is still missing.
#[derive(Clone, Debug)]
pub struct EmailChange {
    pub old: String,
    pub new: String,
    /// The address that the link was sent to.
    pub by: String,
    /// Both have confirmed: it was done.
    pub done: bool,
}

impl Register {
    /// The change of address that a link is for, while it works.
    pub async fn email_change(&self, link: &Secret) -> Result<EmailChange, Refusal> {
        let row = self.change_of_link(self.reader(), link).await?;
        let account = table::Entity::find_by_id(row.account_id).one(self.reader()).await?.ok_or(Refusal::NotFound)?;
        Ok(told(&row, &account, link))
    }

    /// Confirms a change of address at one of the two addresses; with the second it is done.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a link that is too old or unknown; [`Refusal::NotAllowed`] if somebody else signs in with
    /// the address by now.
    pub async fn confirm_email(&self, link: &Secret) -> Result<EmailChange, Refusal> {
        let tx = self.begin().await?;
        let mut row = self.change_of_link(&tx, link).await?;
        let find = table::Entity::find_by_id(row.account_id).lock_exclusive();
        let account = find.one(&tx).await?.ok_or(Refusal::NotFound)?;
        let is_old = row.old_digest == link.digest();
        row.old_confirmed |= is_old;
        row.new_confirmed |= !is_old;
        let told = told(&row, &account, link);
        if !told.done {
            let mut kept = row.clone().into_active_model();
            kept.old_confirmed = Set(row.old_confirmed);
            kept.new_confirmed = Set(row.new_confirmed);
            table::email_change::Entity::update(kept).exec(&tx).await?;
            tx.commit().await?;
            return Ok(told);
        }
        let taken = table::Entity::find().filter(table::Column::Email.eq(&row.email)).one(&tx).await?;
        if taken.is_some() {
            return Err(Refusal::rule(
                "Another account has this address by now",
                "Sign in with that account, or ask for another address",
            ));
        }
        self.note(&tx, &account, "changed their e-mail address").await?;
        end_sessions(&tx, account.id).await?;
        let mut moved = account.into_active_model();
        // What was sent to the address of before opens nothing any more.
        end_links(&tx, row.account_id).await?;
        moved.email = Set(row.email.clone());
        moved.link_digest = Set(None);
        moved.link_expires = Set(None);
        table::Entity::update(moved).exec(&tx).await?;
        tx.commit().await?;
        Ok(told)
    }

    async fn change_of_link(
        &self,
        db: &impl ConnectionTrait,
        link: &Secret,
    ) -> Result<table::email_change::Model, Refusal> {
        use table::email_change::{Column, Entity};
        let either = Column::OldDigest.eq(link.digest()).or(Column::NewDigest.eq(link.digest()));
        let row = Entity::find().filter(either).one(db).await?;
        row.filter(|row| row.expires > self.clock().now()).ok_or(Refusal::NotFound)
    }
}

fn told(row: &table::email_change::Model, account: &table::Model, link: &Secret) -> EmailChange {
    let by = if row.old_digest == link.digest() { &account.email } else { &row.email };
    EmailChange {
        old: account.email.clone(),
        new: row.email.clone(),
        by: by.clone(),
        done: row.old_confirmed && row.new_confirmed,
    }
}
