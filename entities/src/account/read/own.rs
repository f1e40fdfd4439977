//! What everybody sees of their own account.

use chrono::{DateTime, Utc};
use sea_orm::{PaginatorTrait, QueryOrder, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::Actor,
    account::{secret::Secret, table},
    single_sign_on::table::identity,
};

/// A session of one's own.
#[derive(Clone, Debug)]
pub struct OwnSession {
    pub id: i64,
    /// `Firefox on Windows`.
    pub browser: String,
    pub since: DateTime<Utc>,
    pub seen: DateTime<Utc>,
    /// The one that asks.
    pub is_this: bool,
}

/// One's own account.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    pub email: String,
    pub has_password: bool,
    /// The providers by which the account can be opened, by their addresses.
    pub issuers: Vec<String>,
    /// The session that asks has just been proved by single sign-on.
    pub is_proved: bool,
    pub has_second_factor: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes: u64,
    /// A new address that waits to be confirmed.
    pub new_email: Option<String>,
    pub sessions: Vec<OwnSession>,
}

impl Register {
    /// The actor's own account. `token` is the session that asks.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] for whoever is not signed in.
    pub async fn own_page(&self, actor: &Actor, token: Option<&Secret>) -> Result<OwnAccount, Refusal> {
        let account = self.own_account(actor).await?;
        let codes = table::recovery_code::Entity::find().filter(table::recovery_code::Column::AccountId.eq(account.id));
        let change = table::email_change::Entity::find().filter(table::email_change::Column::AccountId.eq(account.id));
        let now = self.clock().now();
        let change = change.one(self.reader()).await?.filter(|change| change.expires > now);
        let this = token.map(Secret::digest);
        let sessions = table::session::Entity::find()
            .filter(table::session::Column::AccountId.eq(account.id))
            .order_by_desc(table::session::Column::SeenAt)
            .all(self.reader())
            .await?
            .into_iter()
            .map(|row| OwnSession {
                id: row.id,
                browser: row.browser,
                since: row.created_at,
                seen: row.seen_at,
                is_this: this.as_ref() == Some(&row.digest),
            })
            .collect();
        let identities = identity::Entity::find().filter(identity::Column::AccountId.eq(account.id));
        let identities = identities.order_by_asc(identity::Column::Id).all(self.reader()).await?;
        let is_proved = match token {
            Some(token) => self.is_proved(account.id, token).await?,
            None => false,
        };
        Ok(OwnAccount {
            email: account.email,
            has_password: account.password.is_some(),
            issuers: identities.into_iter().map(|row| row.issuer).collect(),
            is_proved,
            has_second_factor: account.second_factor.is_some(),
            recovery_codes: codes.count(self.reader()).await?,
            new_email: change.map(|change| change.email),
            sessions,
        })
    }

    /// The row of the actor's account.
    pub(in crate::account) async fn own_account(&self, actor: &Actor) -> Result<table::Model, Refusal> {
        let id = actor.account().ok_or(Refusal::SignInNeeded)?;
        table::Entity::find_by_id(id).one(self.reader()).await?.ok_or(Refusal::SignInNeeded)
    }
}
