//! One-time links: to set a first password, and to choose another when it is forgotten. Whoever holds the link acts; the
//! entry in the audit trail names the account it is for.

use chrono::TimeDelta;
use sea_orm::{DatabaseTransaction, IntoActiveModel, Set, entity::prelude::*};

use super::{add_person::Email, letters};
use crate::{
    Refusal, Register,
    account::{password, secret::Secret, table},
    audit, mail, single_sign_on,
};

/// How long a link to choose another password works.
pub const RESET_HOURS: i64 = 1;

impl Register {
    /// The name and address of the person a one-time link is for, while it works.
    pub async fn person_of_link(&self, link: &Secret) -> Result<Option<(String, String)>, Refusal> {
        Ok(self.account_of_link(link).await?.map(|account| (account.name, account.email)))
    }

    /// Sets the password of the person the link is for. The link works once; open sessions end.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the link was used or is too old; [`Refusal::Invalid`] for a password that will not do.
    pub async fn set_password(&self, link: &Secret, password: String) -> Result<(), Refusal> {
        let account = self.account_of_link(link).await?.ok_or(Refusal::NotFound)?;
        let hash = password::hashed(password, vec![account.name.clone(), account.email.clone()]).await?;
        let tx = self.begin().await?;
        let used = table::Entity::update_many()
            .set(table::ActiveModel {
                password: Set(Some(hash)),
                link_digest: Set(None),
                link_expires: Set(None),
                ..Default::default()
            })
            .filter(table::Column::Id.eq(account.id))
            .filter(table::Column::LinkDigest.eq(link.digest()))
            .exec(&tx)
            .await?;
        if used.rows_affected == 0 {
            return Err(Refusal::NotFound);
        }
        end_sessions(&tx, account.id).await?;
        if account.password.is_some() {
            let letter = letters::password_changed(&account, &link.digest());
            mail::post(&tx, self.clock().now(), letter).await?;
        }
        self.note(&tx, &account, "set a password by a one-time link").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sends a link to choose another password, if there is such an account; nothing tells whether there is. Whoever signs
    /// in elsewhere and has no password gets none: they would keep it when their organisation closes that sign-in.
    pub async fn forgot_password(&self, email: &str) -> Result<(), Refusal> {
        let Some(email) = Email::parse(email) else {
            return Err(Refusal::field("email", "Enter an e-mail address, like name@example.gov.uk"));
        };
        let tx = self.begin().await?;
        let account = table::Entity::find().filter(table::Column::Email.eq(email.as_str())).one(&tx).await?;
        if let Some(account) = account
            && !only_elsewhere(&tx, &account).await?
        {
            let (link, now) = (Secret::new()?, self.clock().now());
            let mut row = account.clone().into_active_model();
            row.link_digest = Set(Some(link.digest()));
            row.link_expires = Set(Some(now + TimeDelta::hours(RESET_HOURS)));
            table::Entity::update(row).exec(&tx).await?;
            mail::post(&tx, now, letters::reset(&account, link.reveal(), &link.digest())).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn account_of_link(&self, link: &Secret) -> Result<Option<table::Model>, Refusal> {
        let now = self.clock().now();
        let account =
            table::Entity::find().filter(table::Column::LinkDigest.eq(link.digest())).one(self.reader()).await?;
        Ok(account.filter(|account| account.link_expires.is_some_and(|expires| expires > now)))
    }

    /// Notes in the audit trail what the holder of a secret did to an account.
    pub(super) async fn note(
        &self,
        tx: &DatabaseTransaction,
        account: &table::Model,
        deed: &'static str,
    ) -> Result<(), Refusal> {
        let entry = audit::Entry {
            at: self.clock().now(),
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

/// Ends every session of an account.
pub(super) async fn end_sessions(tx: &impl ConnectionTrait, account: i64) -> Result<(), Refusal> {
    table::session::Entity::delete_many().filter(table::session::Column::AccountId.eq(account)).exec(tx).await?;
    Ok(())
}
