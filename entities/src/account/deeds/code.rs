//! The second step of signing in: a code of the telephone, or a recovery code. Each is taken once.

use sea_orm::{ExprTrait, Set, entity::prelude::*};

use super::{guess::Visitor, session::SignedIn};
use crate::{
    Refusal, Register,
    account::{
        second_factor::{SecondFactor, recovery_digest},
        secret::Secret,
        table,
    },
};

impl Register {
    /// Opens the session that waits for a code. It gets a new token.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] if no session waits; [`Refusal::Invalid`] for a code that is wrong or was taken before;
    /// [`Refusal::SlowDown`] after five wrong ones.
    pub async fn enter_code<'a>(
        &self,
        token: &Secret,
        code: &str,
        visitor: impl Into<Visitor<'a>>,
    ) -> Result<SignedIn, Refusal> {
        let visitor = visitor.into();
        let session = self.session_of(token).await?.filter(|session| session.awaits_code);
        let session = session.ok_or(Refusal::SignInNeeded)?;
        let account = table::Entity::find_by_id(session.account_id).one(self.reader()).await?;
        let account = account.ok_or(Refusal::SignInNeeded)?;
        let keys = self.keys_of_try("code", &account.email, Some(account.id), visitor).await?;
        let begun = self.begin_try(keys).await?;
        let now = self.clock().now();
        if !self.takes(&account, code).await? {
            self.failed(&account.email, now).await?;
            return Err(Refusal::field("code", "Enter the six figures that the app shows now, or a recovery code"));
        }
        let fresh = Secret::new()?;
        let opened = table::session::ActiveModel {
            id: Set(session.id),
            digest: Set(fresh.digest()),
            awaits_code: Set(false),
            ..Default::default()
        };
        table::session::Entity::update(opened).exec(self.writer()).await?;
        self.take_back(begun).await?;
        self.sweep(&account.email, now).await?;
        let device = self.know_device(account.id, visitor.device).await?;
        Ok(SignedIn { token: fresh, awaits_code: false, device: Some(device) })
    }

    /// True if the code is right and was not taken before; it is taken now.
    async fn takes(&self, account: &table::Model, code: &str) -> Result<bool, Refusal> {
        let Some(base32) = &account.second_factor else { return Ok(false) };
        let factor = SecondFactor::kept(base32, &account.email, "Concordat")?;
        if let Some(step) = factor.step_of(code, self.clock().now(), account.last_code_step) {
            let earlier = table::Column::LastCodeStep.is_null().or(table::Column::LastCodeStep.lt(step));
            let taken = table::Entity::update_many()
                .set(table::ActiveModel { last_code_step: Set(Some(step)), ..Default::default() })
                .filter(table::Column::Id.eq(account.id))
                .filter(earlier)
                .exec(self.writer())
                .await?;
            return Ok(taken.rows_affected == 1);
        }
        let Some(digest) = recovery_digest(code) else { return Ok(false) };
        let used = table::recovery_code::Entity::delete_many()
            .filter(table::recovery_code::Column::AccountId.eq(account.id))
            .filter(table::recovery_code::Column::Digest.eq(digest))
            .exec(self.writer())
            .await?;
        Ok(used.rows_affected == 1)
    }
}
