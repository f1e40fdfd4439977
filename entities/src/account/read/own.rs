//! What everybody sees of their own account.

use chrono::{DateTime, Utc};
use sea_orm::{PaginatorTrait, QueryOrder, entity::prelude::*};

use crate::{
    Read, Reader, Refusal, Register,
    access::{Actor, Permission},
    account::{deeds::prove::just_proved, table},
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

/// One's own account, as the session that asks sees it.
#[derive(Clone, Copy, Debug)]
pub struct OwnPage;

impl Read for OwnPage {
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Answer = OwnAccount;

    async fn answer(&self, reader: &Reader<'_>) -> Result<OwnAccount, Refusal> {
        let (db, person, now) = (reader.db(), reader.oneself()?, reader.register().clock().now());
        let account = table::Entity::find_by_id(person.account).one(db).await?.ok_or(Refusal::SignInNeeded)?;
        let codes = table::recovery_code::Entity::find().filter(table::recovery_code::Column::AccountId.eq(account.id));
        let change = table::email_change::Entity::find().filter(table::email_change::Column::AccountId.eq(account.id));
        let change = change.one(db).await?.filter(|change| change.expires > now);
        let sessions = table::session::Entity::find()
            .filter(table::session::Column::AccountId.eq(account.id))
            .order_by_desc(table::session::Column::SeenAt)
            .all(db)
            .await?;
        let is_this = |row: &table::session::Model| person.session == Some(row.id);
        let own = |row: table::session::Model| OwnSession {
            id: row.id,
            is_this: is_this(&row),
            browser: row.browser,
            since: row.created_at,
            seen: row.seen_at,
        };
        let identities = identity::Entity::find().filter(identity::Column::AccountId.eq(account.id));
        let identities = identities.order_by_asc(identity::Column::Id).all(db).await?;
        Ok(OwnAccount {
            email: account.email,
            has_password: account.password.is_some(),
            issuers: identities.into_iter().map(|row| row.issuer).collect(),
            is_proved: sessions.iter().any(|row| is_this(row) && just_proved(row, now)),
            has_second_factor: account.second_factor.is_some(),
            recovery_codes: codes.count(db).await?,
            new_email: change.map(|change| change.email),
            sessions: sessions.into_iter().map(own).collect(),
        })
    }
}

impl Register {
    /// The row of the actor's account.
    pub(in crate::account) async fn own_account(&self, actor: &Actor) -> Result<table::Model, Refusal> {
        let id = actor.account().ok_or(Refusal::SignInNeeded)?;
        table::Entity::find_by_id(id).one(self.reader()).await?.ok_or(Refusal::SignInNeeded)
    }
}
