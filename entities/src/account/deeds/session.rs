//! Signing in, changing the organisation acted for, signing out. Sessions are not part of the
//! register: they are swept.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ExprTrait, PaginatorTrait, QueryOrder, QuerySelect, Set, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::Actor,
    account::{deeds::add_person::Email, password, secret::Secret, table},
};

/// When a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// When nothing came for so many hours.
    pub idle_hours: u32,
    /// After so many hours whatever comes.
    pub longest_hours: u32,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle_hours: 4, longest_hours: 12 }
    }
}

impl SessionLimits {
    /// The longest a session lasts.
    pub fn longest(self) -> TimeDelta {
        TimeDelta::hours(self.longest_hours.into())
    }

    /// Whether a session goes on that was opened and last used then.
    pub(in crate::account) fn let_go_on(self, opened: DateTime<Utc>, seen: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now - seen <= TimeDelta::hours(self.idle_hours.into()) && now - opened <= self.longest()
    }
}

/// So many failed sign-ins for one address …
pub const TRIES: u64 = 5;
/// … within so long make the next wait.
pub const TRIES_WITHIN_MINUTES: i64 = 15;

/// A session that was opened.
pub struct SignedIn {
    /// For the cookie. The register keeps its digest only.
    pub token: Secret,
    /// The session opens nothing until the code of the second factor comes.
    pub awaits_code: bool,
}

/// Which sessions to end.
#[derive(Clone, Copy)]
pub enum EndedSessions<'a> {
    /// One, by its key.
    One(i64),
    /// All but the one with this token.
    AllBut(&'a Secret),
}

impl Register {
    /// Opens a session for whoever knows the password, acting for the first of their organisations; with a second factor it
    /// still waits for the code. `browser` says in words what it is read with.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] if address and password do not fit together, the same whether or not the account exists;
    /// [`Refusal::SlowDown`] after five failures in a quarter of an hour, likewise.
    pub async fn sign_in(&self, email: &str, password: String, browser: &str) -> Result<SignedIn, Refusal> {
        let key = Email::parse(email).map_or_else(|| email.trim().to_lowercase(), |email| email.as_str().into());
        let now = self.clock().now();
        self.slow_down(&key, now).await?;
        let account = table::Entity::find().filter(table::Column::Email.eq(&key)).one(self.reader()).await?;
        let fits = password::fits(password, account.as_ref().and_then(|account| account.password.clone())).await?;
        let (Some(account), true) = (account, fits) else {
            self.failed(&key, now).await?;
            return Err(Refusal::field("email", "Check your e-mail address and password: they do not fit together"));
        };
        let none = "Your account belongs to no organisation: ask your administrator to add you to one";
        self.open_session(&account, browser).await?.ok_or_else(|| Refusal::field("email", none))
    }

    /// Opens a session for an account, acting for the first of its organisations; with a second factor it still waits for
    /// the code. `None` for somebody who belongs to none.
    pub(crate) async fn open_session(
        &self,
        account: &table::Model,
        browser: &str,
    ) -> Result<Option<SignedIn>, Refusal> {
        let Some(membership) = self.current_memberships(account.id).await?.into_iter().next() else {
            return Ok(None);
        };
        let now = self.clock().now();
        let awaits_code = account.second_factor.is_some();
        if !awaits_code {
            self.sweep(&account.email, now).await?;
        }
        let token = Secret::new()?;
        let row = table::session::ActiveModel {
            digest: Set(token.digest()),
            account_id: Set(account.id),
            membership_id: Set(membership.id),
            created_at: Set(now),
            seen_at: Set(now),
            browser: Set(browser.into()),
            awaits_code: Set(awaits_code),
            ..Default::default()
        };
        table::session::Entity::insert(row).exec_without_returning(self.writer()).await?;
        Ok(Some(SignedIn { token, awaits_code }))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &Secret) -> Result<(), Refusal> {
        let session = table::session::Column::Digest.eq(token.digest());
        table::session::Entity::delete_many().filter(session).exec(self.writer()).await?;
        Ok(())
    }

    /// Acts for another of one's organisations from now on.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if the membership is not the session's person's.
    pub async fn act_for(&self, token: &Secret, membership: i64) -> Result<(), Refusal> {
        let session = self.session_of(token).await?.ok_or(Refusal::SignInNeeded)?;
        let kept = self.current_memberships(session.account_id).await?;
        if !kept.iter().any(|kept| kept.id == membership) {
            return Err(Refusal::NotFound);
        }
        let moved =
            table::session::ActiveModel { id: Set(session.id), membership_id: Set(membership), ..Default::default() };
        table::session::Entity::update(moved).exec(self.writer()).await?;
        Ok(())
    }

    /// Ends one of the actor's own sessions, by key, or all but the one with this token.
    pub async fn end_sessions(&self, actor: &Actor, which: EndedSessions<'_>) -> Result<(), Refusal> {
        use table::session::{Column, Entity};
        let account = self.own_account(actor).await?;
        let own = Entity::delete_many().filter(Column::AccountId.eq(account.id));
        match which {
            EndedSessions::One(id) => own.filter(Column::Id.eq(id)).exec(self.writer()).await?,
            EndedSessions::AllBut(token) => own.filter(Column::Digest.ne(token.digest())).exec(self.writer()).await?,
        };
        Ok(())
    }

    /// Notes a sign-in or a proof that failed.
    pub(super) async fn failed(&self, email: &str, at: DateTime<Utc>) -> Result<(), Refusal> {
        let failed = table::failed_sign_in::ActiveModel { email: Set(email.into()), at: Set(at), ..Default::default() };
        table::failed_sign_in::Entity::insert(failed).exec_without_returning(self.writer()).await?;
        Ok(())
    }

    pub(super) async fn slow_down(&self, email: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        use table::failed_sign_in::{Column, Entity};
        let since = now - TimeDelta::minutes(TRIES_WITHIN_MINUTES);
        let recent = Entity::find().filter(Column::Email.eq(email)).filter(Column::At.gt(since));
        if recent.clone().count(self.reader()).await? < TRIES {
            return Ok(());
        }
        let of_last = recent.order_by_desc(Column::At).offset(TRIES - 1).limit(1).one(self.reader()).await?;
        let seconds = of_last.map_or(60, |failed| Ord::max((failed.at - since).num_seconds(), 1));
        Err(Refusal::SlowDown { seconds: u32::try_from(seconds).unwrap_or(60) })
    }

    pub(super) async fn sweep(&self, email: &str, now: DateTime<Utc>) -> Result<(), Refusal> {
        use table::failed_sign_in;
        let old = now - self.sessions().longest();
        let mine_or_old = failed_sign_in::Column::Email.eq(email).or(failed_sign_in::Column::At.lt(old));
        failed_sign_in::Entity::delete_many().filter(mine_or_old).exec(self.writer()).await?;
        table::session::Entity::delete_many()
            .filter(table::session::Column::CreatedAt.lt(old))
            .exec(self.writer())
            .await?;
        Ok(())
    }
}
