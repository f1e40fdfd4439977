//! Setting a password by a one-time link.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Refusal, Register,
    account::{password, secret::Secret, table},
};

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
        let hash = password::hashed(password).await?;
        let id = account.id;
        let mut row = account.into_active_model();
        row.password = Set(Some(hash));
        row.link_digest = Set(None);
        row.link_expires = Set(None);
        let used = table::Entity::update_many()
            .set(row)
            .filter(table::Column::Id.eq(id))
            .filter(table::Column::LinkDigest.eq(link.digest()))
            .exec(self.writer())
            .await?;
        if used.rows_affected == 0 {
            return Err(Refusal::NotFound);
        }
        table::session::Entity::delete_many()
            .filter(table::session::Column::AccountId.eq(id))
            .exec(self.writer())
            .await?;
        Ok(())
    }

    async fn account_of_link(&self, link: &Secret) -> Result<Option<table::Model>, Refusal> {
        let now = self.clock().now();
        let account =
            table::Entity::find().filter(table::Column::LinkDigest.eq(link.digest())).one(self.reader()).await?;
        Ok(account.filter(|account| account.link_expires.is_some_and(|expires| expires > now)))
    }
}
