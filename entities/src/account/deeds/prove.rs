//! Proving once more who one is, before what an open session on somebody's desk must not do: by the password, or by having
//! just signed in once more by single sign-on.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{Set, entity::prelude::*};

use super::session::SignedIn;
use crate::{
    Refusal, Register,
    access::Actor,
    account::{password, secret::Secret, table, tries::Key},
};

/// How long a fresh sign-in proves who somebody is.
pub const PROVED_MINUTES: i64 = 10;

/// What proves once more who acts.
pub struct Proof<'a> {
    /// As typed; empty where none was asked for.
    pub password: String,
    /// The session that may have been proved.
    pub session: Option<&'a Secret>,
}

/// A password alone.
impl From<&str> for Proof<'_> {
    fn from(password: &str) -> Self {
        Self { password: password.into(), session: None }
    }
}

/// True if the holder of a session has just signed in once more.
pub(in crate::account) fn just_proved(session: &table::session::Model, now: DateTime<Utc>) -> bool {
    session.proved_at.is_some_and(|at| at >= now - TimeDelta::minutes(PROVED_MINUTES))
}

impl Register {
    /// Proves once more that the actor is who they say; `field` is where the form asks for the password.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a wrong password; [`Refusal::SlowDown`] after five; [`Refusal::NotAllowed`] for somebody who
    /// has none and whose last fresh sign-in is too long ago.
    pub async fn prove(&self, actor: &Actor, proof: Proof<'_>, field: &'static str) -> Result<(), Refusal> {
        let account = self.own_account(actor).await?;
        if let Some(token) = proof.session
            && self.is_proved(account.id, token).await?
        {
            return Ok(());
        }
        if account.password.is_none() {
            return Err(Refusal::rule(
                "Show once more who you are.",
                format!("Sign in again; for {PROVED_MINUTES} minutes you can then go on here."),
            ));
        }
        // Counted by the session: what strangers try on the sign-in page keeps nobody from signing.
        let session = proof.session.map_or_else(|| format!("account {}", account.id), Secret::digest);
        let begun = self.begin_try(vec![Key::session(&session)]).await?;
        if password::fits(proof.password, account.password).await? {
            return self.take_back(begun).await;
        }
        self.failed(&account.email, self.clock().now()).await?;
        Err(Refusal::field(field, "Enter your password: this is not it"))
    }

    /// True if this session is the account's and its holder has just signed in once more.
    pub(in crate::account) async fn is_proved(&self, account: i64, token: &Secret) -> Result<bool, Refusal> {
        let session = self.session_of(token).await?;
        let session = session.filter(|session| session.account_id == account && !session.awaits_code);
        Ok(session.is_some_and(|session| just_proved(&session, self.clock().now())))
    }

    /// Notes that the holder of an open session has just shown who they are. It gets a new token.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] if the session has ended or is somebody else's.
    pub(crate) async fn renew_proved(&self, token: &Secret, account: i64) -> Result<SignedIn, Refusal> {
        let session = self.session_of(token).await?;
        let session = session.filter(|session| session.account_id == account && !session.awaits_code);
        let session = session.ok_or(Refusal::SignInNeeded)?;
        let fresh = Secret::new()?;
        let proved = table::session::ActiveModel {
            id: Set(session.id),
            digest: Set(fresh.digest()),
            proved_at: Set(Some(self.clock().now())),
            ..Default::default()
        };
        table::session::Entity::update(proved).exec(self.writer()).await?;
        Ok(SignedIn { token: fresh, awaits_code: false, device: None })
    }
}
