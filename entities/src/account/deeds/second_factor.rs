//! Setting up one's own second factor, and taking it away.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{letters, own, prove::Proof, record_of};
use crate::{
    Change, Deed, Refusal, Register,
    access::{Actor, Permission, Standing},
    account::{
        second_factor::{SecondFactor, recovery_codes, recovery_digest},
        secret::hexadecimal,
        table,
    },
    mail, organisation,
};

/// From now on signing in needs a code, too; or no more.
#[derive(Clone, Debug)]
pub struct SetSecondFactor {
    factor: Option<Shared>,
}

/// What telephone and register share from now on.
#[derive(Clone, Debug)]
struct Shared {
    base32: String,
    /// The step of the code that proved it.
    step: i64,
    recovery_digests: Vec<String>,
}

impl SetSecondFactor {
    /// Takes it away.
    pub fn none() -> Self {
        Self { factor: None }
    }
}

impl Deed for SetSecondFactor {
    const NAME: &'static str = "changed their second factor";
    const PERMISSION: Permission = Permission::KeepOwnAccount;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        own(change).await
    }

    async fn act(&self, change: &Change, account: table::Model) -> Result<(), Refusal> {
        use table::recovery_code::{ActiveModel, Column, Entity};
        let letter = letters::second_factor_changed(&account, self.factor.is_some(), &hexadecimal::<16>()?);
        let id = account.id;
        let mut row = account.into_active_model();
        row.second_factor = Set(self.factor.as_ref().map(|shared| shared.base32.clone()));
        row.last_code_step = Set(self.factor.as_ref().map(|shared| shared.step));
        table::Entity::update(row).exec(&change.tx).await?;
        Entity::delete_many().filter(Column::AccountId.eq(id)).exec(&change.tx).await?;
        for digest in self.factor.iter().flat_map(|shared| &shared.recovery_digests) {
            let row = ActiveModel { account_id: Set(id), digest: Set(digest.clone()), ..Default::default() };
            Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
        mail::post(&change.tx, change.now(), letter).await?;
        change.record(Self::NAME, record_of(id), None, &self.factor.is_some());
        Ok(())
    }
}

impl Register {
    /// Sets the actor's second factor up, once a code shows that the telephone has the secret. Gives the recovery codes, to
    /// be shown once.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a password or a code that is not right.
    pub async fn set_up_second_factor(
        &self,
        actor: &Actor,
        factor: &SecondFactor,
        code: &str,
        proof: Proof<'_>,
    ) -> Result<Vec<String>, Refusal> {
        self.prove(actor, proof, "password").await?;
        let wrong = || Refusal::field("code", "Enter the six figures that the app shows now");
        let step = factor.step_of(code, self.clock().now(), None).ok_or_else(wrong)?;
        let codes = recovery_codes()?;
        let recovery_digests = codes.iter().filter_map(|code| recovery_digest(code)).collect();
        let shared = Shared { base32: factor.base32().into(), step, recovery_digests };
        self.change(actor, &SetSecondFactor { factor: Some(shared) }).await?;
        Ok(codes)
    }

    /// Takes the actor's second factor away.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for a password that is not right; [`Refusal::NotAllowed`] if an organisation asks for it.
    pub async fn take_away_second_factor(&self, actor: &Actor, proof: Proof<'_>) -> Result<(), Refusal> {
        self.prove(actor, proof, "password").await?;
        let account = self.own_account(actor).await?;
        for membership in self.current_memberships(account.id).await? {
            let organisation = organisation::read::by_id(self.reader(), membership.organisation_id).await?;
            if organisation.asks_second_factor {
                return Err(Refusal::rule(
                    format!("{} asks for a second factor", organisation.name),
                    "To change the telephone, set up the second factor once more with the new one",
                ));
            }
        }
        self.change(actor, &SetSecondFactor::none()).await
    }
}
