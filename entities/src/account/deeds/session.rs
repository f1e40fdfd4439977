//! Signing in, changing the organisation acted for, signing out. Sessions are not part of the
//! register: they are swept.

use chrono::{DateTime, Utc};
use sea_orm::{ExprTrait, Set, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::Actor,
    account::{deeds::add_person::Email, deeds::guess::Visitor, password, secret::Secret, table},
};

/// Under what a try is written down whose address is none.
const NO_ADDRESS: &str = "no address";

/// A session that was opened.
#[derive(Debug)]
pub struct SignedIn {
    /// For the cookie. The register keeps its digest only.
    pub token: Secret,
    /// The session opens nothing until the code of the second factor comes.
    pub awaits_code: bool,
    /// For the cookie by which this browser is known from now on; `None` as long as a code is awaited, and where somebody
    /// signs in elsewhere.
    pub device: Option<Secret>,
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
    /// still waits for the code.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] if address and password do not fit together, the same whether or not the account exists;
    /// [`Refusal::SlowDown`] after too many tries, likewise.
    pub async fn sign_in<'a>(
        &self,
        email: &str,
        password: String,
        visitor: impl Into<Visitor<'a>>,
    ) -> Result<SignedIn, Refusal> {
        let (visitor, parsed) = (visitor.into(), Email::parse(email));
        // What is no address belongs to nobody, and is not written down.
        let key = parsed.as_ref().map_or(NO_ADDRESS, Email::as_str);
        let account = table::Entity::find().filter(table::Column::Email.eq(key)).one(self.reader()).await?;
        let keys = self.keys_of_try("password", key, account.as_ref().map(|account| account.id), visitor).await?;
        let begun = self.begin_try(keys).await?;
        let fits = password::fits(password, account.as_ref().and_then(|account| account.password.clone())).await?;
        let (Some(account), true) = (account, fits) else {
            self.failed(key, self.clock().now()).await?;
            return Err(Refusal::field("email", "Check your e-mail address and password: they do not fit together"));
        };
        self.take_back(begun).await?;
        let none = "Your account belongs to no organisation: ask your administrator to add you to one";
        let opened = self.open_session(&account, visitor.browser).await?;
        let mut opened = opened.ok_or_else(|| Refusal::field("email", none))?;
        if !opened.awaits_code {
            opened.device = Some(self.know_device(account.id, visitor.device).await?);
        }
        Ok(opened)
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
        Ok(Some(SignedIn { token, awaits_code, device: None }))
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
