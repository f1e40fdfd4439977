//! One-time links: to set a first password, and to choose another when it is forgotten. Whoever holds the link acts; the
//! entry in the audit trail names the account it is for.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{DatabaseTransaction, IntoActiveModel, QuerySelect, Set, entity::prelude::*};

use super::{add_person::Email, letters};
use crate::{
    Refusal, Register,
    account::{password, secret::Secret, table},
    audit, mail, single_sign_on,
};

/// How long a link to choose another password works.
pub const RESET_HOURS: i64 = 1;

const NO_ADDRESS: &str = "Enter an e-mail address, like name@example.gov.uk";

impl Register {
    /// The name and address of the person a one-time link is for, while it works.
    pub async fn person_of_link(&self, link: &Secret) -> Result<Option<(String, String)>, Refusal> {
        Ok(self.account_of_link(link).await?.map(|account| (account.name, account.email)))
    }

    /// Sets the password of the person the link is for. The link works once; open sessions end. What is given is for the
    /// browser's cookie: it is known from now on, and does not wait for what strangers try.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the link was used or is too old; [`Refusal::Invalid`] for a password that will not do.
    pub async fn set_password(&self, link: &Secret, password: String) -> Result<Secret, Refusal> {
        let account = self.account_of_link(link).await?.ok_or(Refusal::NotFound)?;
        let hash = password::hashed(password, vec![account.name.clone(), account.email.clone()]).await?;
        let tx = self.begin().await?;
        // Once more, now that nobody else can use it, or change the address that it was sent to.
        let locked = table::Entity::find_by_id(account.id).lock_exclusive().one(&tx).await?.ok_or(Refusal::NotFound)?;
        if of_link(&tx, link, self.clock().now()).await? != Some(locked.id) {
            return Err(Refusal::NotFound);
        }
        let mut row = locked.into_active_model();
        row.password = Set(Some(hash));
        row.link_digest = Set(None);
        row.link_expires = Set(None);
        table::Entity::update(row).exec(&tx).await?;
        end_links(&tx, account.id).await?;
        end_sessions(&tx, account.id).await?;
        if account.password.is_some() {
            let letter = letters::password_changed(&account, &link.digest());
            mail::post(&tx, self.clock().now(), letter).await?;
        }
        self.note(&tx, &account, "set a password by a one-time link").await?;
        tx.commit().await?;
        self.forget_tries("password", &account.email).await?;
        self.know_device(account.id, None).await
    }

    /// Sends a link to choose another password, if there is such an account; nothing tells whether there is. It leaves an
    /// invitation as it is, and no more than three go to an address within an hour. Whoever signs in elsewhere and has no password gets none: they would keep it when their organisation closes that sign-in.
    pub async fn forgot_password(&self, email: &str) -> Result<(), Refusal> {
        let Some(email) = Email::parse(email) else {
            return Err(Refusal::field("email", NO_ADDRESS));
        };
        let tx = self.begin().await?;
        let account = table::Entity::find().filter(table::Column::Email.eq(email.as_str())).one(&tx).await?;
        let now = self.clock().now();
        if let Some(account) = account
            && !only_elsewhere(&tx, &account).await?
            && mail::may_post(&tx, now, "reset", &account.email).await?
        {
            let link = Secret::new()?;
            let row = table::reset_link::ActiveModel {
                digest: Set(link.digest()),
                account_id: Set(account.id),
                expires: Set(now + TimeDelta::hours(RESET_HOURS)),
                ..Default::default()
            };
            table::reset_link::Entity::insert(row).exec_without_returning(&tx).await?;
            mail::post(&tx, now, letters::reset(&account, link.reveal(), &link.digest())).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// [`forgot_password`](Self::forgot_password) while nobody waits for it: how long the answer takes tells nothing about
    /// whether there is such an account.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for what is no address.
    pub fn forgot_password_unseen(&self, email: &str) -> Result<(), Refusal> {
        if Email::parse(email).is_none() {
            return Err(Refusal::field("email", NO_ADDRESS));
        }
        let (register, email) = (self.clone(), email.to_owned());
        tokio::spawn(async move {
            if let Err(error) = register.forgot_password(&email).await {
                tracing::error!(%error, "a link to choose a new password was not sent");
            }
        });
        Ok(())
    }

    async fn account_of_link(&self, link: &Secret) -> Result<Option<table::Model>, Refusal> {
        let Some(id) = of_link(self.reader(), link, self.clock().now()).await? else { return Ok(None) };
        Ok(table::Entity::find_by_id(id).one(self.reader()).await?)
    }

    /// Notes in the audit trail what the holder of a secret did to an account.
    pub(super) async fn note(
        &self,
        tx: &DatabaseTransaction,
        account: &table::Model,
        deed: &'static str,
    ) -> Result<(), Refusal> {
        let entry = audit::Entry {
            at: self.clock().stamp(),
            account: Some(account.id),
            organisation: None,
            deed,
            record: record_of(account.id),
            before: None,
            after: String::from("null"),
        };
        audit::append(tx, entry).await?;
        Ok(())
    }
}

/// How the audit trail names an account.
pub(crate) fn record_of(account: i64) -> String {
    format!("PERSON-{account}")
}

/// True for somebody who signs in by single sign-on and in no other way.
async fn only_elsewhere(tx: &DatabaseTransaction, account: &table::Model) -> Result<bool, Refusal> {
    use single_sign_on::table::identity::{Column, Entity};
    let identity = Entity::find().filter(Column::AccountId.eq(account.id)).one(tx).await?;
    Ok(account.password.is_none() && identity.is_some())
}

/// The account of a link that still works: an invitation's or one to choose a new password.
async fn of_link(db: &impl ConnectionTrait, link: &Secret, now: DateTime<Utc>) -> Result<Option<i64>, DbErr> {
    use table::reset_link;
    let invited = table::Entity::find().filter(table::Column::LinkDigest.eq(link.digest())).one(db).await?;
    if let Some(account) = invited {
        return Ok(account.link_expires.is_some_and(|expires| expires > now).then_some(account.id));
    }
    let its = reset_link::Entity::find().filter(reset_link::Column::Digest.eq(link.digest()));
    Ok(its.filter(reset_link::Column::Expires.gt(now)).one(db).await?.map(|row| row.account_id))
}

/// Ends what was sent to somebody to show who they are: links to choose a password, and a change of address that waits.
pub(super) async fn end_links(tx: &impl ConnectionTrait, account: i64) -> Result<(), DbErr> {
    use table::{email_change, reset_link};
    reset_link::Entity::delete_many().filter(reset_link::Column::AccountId.eq(account)).exec(tx).await?;
    email_change::Entity::delete_many().filter(email_change::Column::AccountId.eq(account)).exec(tx).await?;
    Ok(())
}

/// Ends every session of an account.
pub(super) async fn end_sessions(tx: &impl ConnectionTrait, account: i64) -> Result<(), Refusal> {
    table::session::Entity::delete_many().filter(table::session::Column::AccountId.eq(account)).exec(tx).await?;
    Ok(())
}
