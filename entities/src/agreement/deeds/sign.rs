//! Signing: a party signs the frozen revision; the last signature makes the agreement signed, exactly once.

use sea_orm::{QueryOrder, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::write;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{State, read, schedules, table},
    values::Reference,
};

/// The acting organisation's signatory signs what they saw: the revision with this hash.
#[derive(Clone, Debug)]
pub struct Sign {
    pub agreement: Reference,
    /// SHA-256 of the revision that the page showed.
    pub hash: String,
    pub position: String,
    /// By what authority: a minute, a scheme of delegation.
    pub authority: String,
}

/// What signing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signed {
    /// Other parties have yet to sign.
    Waiting { parties: usize },
    /// This was the last signature.
    Complete,
}

impl Deed for Sign {
    const NAME: &'static str = "signed the agreement";
    const PERMISSION: Permission = Permission::Sign;
    type Subject = table::Model;
    type Done = Signed;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        // The row stays locked until the commit, so the second of two last signatures sees the first.
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Signed, Refusal> {
        let organisation = change.organisation()?;
        let Some(revision) =
            schedules::newest(&change.tx, &agreement).await?.filter(|_| agreement.state == State::Signing)
        else {
            let why = format!("The agreement cannot be signed while it is: {}", agreement.state.label().to_lowercase());
            return Err(Refusal::rule(why, "Wait until the commissioner opens it for signing"));
        };
        if revision.hash != self.hash {
            return Err(Refusal::rule(
                "The text changed after you opened this page",
                "Read the text again and sign it as it is now",
            ));
        }
        let parties = read::parties(&change.tx, agreement.id).await?;
        if !parties.iter().any(|party| party.organisation_id == organisation && party.signs) {
            return Err(Refusal::rule(
                "Your organisation does not sign this agreement",
                "Ask the commissioner to mark it as signing",
            ));
        }
        let given = given(&change.tx, revision.id).await?;
        if given.iter().any(|signature| signature.organisation_id == organisation) {
            return Err(Refusal::rule("Your organisation has signed already", "Nothing needs to be done"));
        }
        let signature = self.write(change, &agreement, &revision, organisation).await?;
        change.record(Self::NAME, &agreement.reference, None, &signature);
        let missing = |party: &&table::party::Model| {
            party.signs
                && party.organisation_id != organisation
                && !given.iter().any(|s| s.organisation_id == party.organisation_id)
        };
        let waiting = parties.iter().filter(missing).count();
        if waiting > 0 {
            return Ok(Signed::Waiting { parties: waiting });
        }
        write(change, "made the agreement signed by its last signature", agreement, |row| {
            row.state = Set(State::Signed)
        })
        .await?;
        Ok(Signed::Complete)
    }
}

impl Sign {
    async fn write(
        &self,
        change: &Change,
        agreement: &table::Model,
        revision: &table::revision::Model,
        organisation: i64,
    ) -> Result<table::signature::Model, Refusal> {
        let row = table::signature::ActiveModel {
            agreement_id: Set(agreement.id),
            revision_id: Set(revision.id),
            organisation_id: Set(organisation),
            account_id: Set(change.actor().account()),
            signatory: Set(change.actor().viewer.person().map(|person| person.name.clone()).unwrap_or_default()),
            position: Set(self.position.clone()),
            authority: Set(self.authority.clone()),
            hash: Set(revision.hash.clone()),
            at: Set(change.now()),
            ..Default::default()
        };
        Ok(row.insert(&change.tx).await?)
    }
}

/// The signatures of a revision, in the order in which they were given.
pub(crate) async fn given(db: &impl ConnectionTrait, revision: i64) -> Result<Vec<table::signature::Model>, DbErr> {
    table::signature::Entity::find()
        .filter(table::signature::Column::RevisionId.eq(revision))
        .order_by_asc(table::signature::Column::Id)
        .all(db)
        .await
}
