//! Coming back from a provider: a new session, or a session whose holder has just proved who they are.

use chrono::TimeDelta;
use sea_orm::{Set, entity::prelude::*};

use super::{
    Said, Taken,
    deeds::FollowRules,
    place::{Place, Whose, groups_left_out, no_place},
    rules::is_fresh,
    table::identity,
};
use crate::{
    Refusal, Register,
    access::Actor,
    account::{self, SignedIn, secret::Secret},
};

/// Somebody who came back from a provider.
pub struct Arrival<'a> {
    pub said: Said,
    /// The sign-in that this browser began.
    pub flow: Taken,
    /// By how much the provider's clock may differ.
    pub leeway: TimeDelta,
    /// The session it came with.
    pub session: Option<&'a Secret>,
    /// What it is read with, in words.
    pub browser: String,
}

impl Register {
    /// Signs somebody in whom a provider has named, after what the administrators' rules say was done; an account with a
    /// second factor still waits for its code. Whoever only proves once more who they are keeps their session, under a
    /// new token.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] says why they have no place here, or why it proves nothing; [`Refusal::SignInNeeded`] if the
    /// session that was to be proved has ended.
    pub async fn arrive(&self, arrival: Arrival<'_>) -> Result<SignedIn, Refusal> {
        let Arrival { said, flow, leeway, session, browser } = arrival;
        if let Some(account) = flow.proves {
            self.is_proof(&said, &flow, account, leeway).await?;
        }
        let account = match Place::of(self.reader(), &said).await? {
            Place { whose: Whose::Known(account), steps, .. } if steps.is_empty() => account.id,
            _ => self.change(&Actor::rules(), &FollowRules { said: said.clone() }).await?,
        };
        self.note_use(&said).await?;
        if flow.proves.is_some() {
            return self.renew_proved(session.ok_or(Refusal::SignInNeeded)?, account).await;
        }
        let found = account::table::Entity::find_by_id(account).one(self.writer()).await?;
        let account = found.ok_or_else(|| Refusal::broken("an account that has just been found is gone"))?;
        let none = || if said.groups.is_none() { groups_left_out() } else { no_place() };
        self.open_session(&account, &browser).await?.ok_or_else(none)
    }

    /// Only the same person who asked, and only just now.
    async fn is_proof(&self, said: &Said, flow: &Taken, account: i64, leeway: TimeDelta) -> Result<(), Refusal> {
        use identity::{Column, Entity};
        let again = "Go back and sign in once more.";
        let known = Entity::find().filter(Column::Issuer.eq(&said.issuer)).filter(Column::Subject.eq(&said.subject));
        if known.one(self.reader()).await?.is_none_or(|identity| identity.account_id != account) {
            return Err(Refusal::rule("You signed in there as somebody else.", again));
        }
        if !is_fresh(said.authenticated_at, flow.began_at, self.clock().now(), leeway) {
            return Err(Refusal::rule("You were not asked there who you are.", again));
        }
        Ok(())
    }

    async fn note_use(&self, said: &Said) -> Result<(), Refusal> {
        use identity::{ActiveModel, Column, Entity};
        let now = self.clock().now();
        let left_out = said.groups.is_none().then_some(now);
        if left_out.is_some() {
            // Whose it is stands in the register: a log names nobody.
            tracing::warn!(
                issuer = said.issuer,
                "a token of single sign-on leaves out the groups: no membership was changed by it"
            );
        }
        Entity::update_many()
            .set(ActiveModel { used_at: Set(now), groups_left_out_at: Set(left_out), ..Default::default() })
            .filter(Column::Issuer.eq(&said.issuer))
            .filter(Column::Subject.eq(&said.subject))
            .exec(self.writer())
            .await?;
        Ok(())
    }
}
