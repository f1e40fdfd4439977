//! Changing one's own password. Every session ends, this one too: whoever knows only the old one is out.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{
    letters,
    one_time_link::{end_links, end_sessions},
    own, record_of,
};
use crate::{
    Change, Deed, Refusal, Register,
    access::{Actor, Permission, Standing},
    account::{password, secret::hexadecimal, table},
    mail,
};

/// Another password, hashed.
#[derive(Clone, Debug)]
pub struct SetOwnPassword {
    hash: String,
}

impl SetOwnPassword {
    /// Judges and hashes a password.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for one that will not do.
    pub async fn to(password: String, about: Vec<String>) -> Result<Self, Refusal> {
        Ok(Self { hash: password::hashed(password, about).await? })
    }
}

impl Deed for SetOwnPassword {
    const NAME: &'static str = "changed their password";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        own(change).await
    }

    async fn act(&self, change: &Change, account: table::Model) -> Result<(), Refusal> {
        let letter = letters::password_changed(&account, &hexadecimal::<16>()?);
        let id = account.id;
        let mut row = account.into_active_model();
        row.password = Set(Some(self.hash.clone()));
        row.link_digest = Set(None);
        row.link_expires = Set(None);
        table::Entity::update(row).exec(&change.tx).await?;
        end_links(&change.tx, id).await?;
        end_sessions(&change.tx, id).await?;
        mail::post(&change.tx, change.now(), letter).await?;
        change.record(Self::NAME, record_of(id), None, &());
        Ok(())
    }
}

impl Register {
    /// Changes the actor's own password.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for `current` that is not the password, or a `new` one that will not do;
    /// [`Refusal::SlowDown`] after five wrong ones.
    pub async fn change_password(&self, actor: &Actor, current: String, new: String) -> Result<(), Refusal> {
        let account = self.own_account(actor).await?;
        self.prove(actor, current.as_str().into(), "current-password").await?;
        let deed = SetOwnPassword::to(new, vec![account.name, account.email]).await?;
        self.change(actor, &deed).await
    }
}
