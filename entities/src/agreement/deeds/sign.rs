//! Signing: a party signs the frozen revision; the last signature makes the agreement signed, exactly once.

use sea_orm::{IntoActiveModel, QueryOrder, Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::write;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, State, digest, read, schedules,
        table::{self, edition},
    },
    organisation,
    values::Reference,
};

/// The acting organisation's signatory signs what they saw: the revision with this hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sign {
    pub agreement: Reference,
    /// SHA-256 of the revision that the page showed.
    pub hash: String,
    pub position: String,
    /// By what authority: a minute, a scheme of delegation.
    pub authority: String,
}

/// What the trail says that the last signature did.
pub(crate) const SIGNED: &str = "made the agreement signed by its last signature";
/// What the trail says when a signature came on paper.
pub(crate) const FROM_PAPER: &str = "took a signature from paper";
/// What the trail says of every signature.
pub(crate) const SIGNATURES: [&str; 2] = [Sign::NAME, FROM_PAPER];

/// Whose hand it is.
#[derive(Clone, Debug)]
pub(crate) struct Hand {
    pub organisation: i64,
    /// Nobody's on paper.
    pub account: Option<i64>,
    pub signatory: String,
    /// The scan, if it was signed on paper.
    pub attachment: Option<i64>,
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
    type Subject = Agreement;
    type Done = Signed;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        // The row stays locked until the commit, so the second of two last signatures sees the first.
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Signed, Refusal> {
        let hand = Hand {
            organisation: change.organisation()?,
            account: change.actor().account(),
            signatory: change.actor().viewer.person().map(|person| person.name.clone()).unwrap_or_default(),
            attachment: None,
        };
        let revision = self.judge(change, &agreement, hand.organisation).await?;
        self.write(change, hand, Self::NAME, agreement, &revision).await
    }
}

impl Sign {
    /// The revision that a party can sign.
    ///
    /// # Errors
    /// Nothing is open for signing, or not this revision, or not for this party, or it has signed.
    pub(crate) async fn judge(
        &self,
        change: &Change,
        agreement: &Agreement,
        organisation: i64,
    ) -> Result<table::revision::Model, Refusal> {
        let Some(revision) =
            schedules::newest(&change.tx, agreement).await?.filter(|_| agreement.state == State::Signing)
        else {
            let why = format!("The agreement cannot be signed while it is: {}", agreement.state.label().to_lowercase());
            return Err(Refusal::rule(why, "Wait until the commissioner opens it for signing"));
        };
        if !schedules::is_as_hashed(&revision) {
            return Err(Refusal::rule(
                "The text is not the one that was opened for signing: it was changed outside the register",
                "Tell whoever runs the register; nothing can be signed until it is mended",
            ));
        }
        if revision.hash != self.hash {
            return Err(change.stale(&agreement.reference).await);
        }
        let parties = read::parties(&change.tx, agreement.edition_id).await?;
        if !parties.iter().any(|party| party.organisation_id == organisation && party.signs) {
            return Err(Refusal::rule(
                "This organisation does not sign this agreement",
                "Ask the commissioner to mark it as signing",
            ));
        }
        let given = given(&change.tx, revision.id).await?;
        if given.iter().any(|signature| signature.organisation_id == organisation) {
            return Err(Refusal::rule("This organisation has signed already", "Nothing needs to be done"));
        }
        Ok(revision)
    }

    /// Writes the signature of a party, by whichever way it came; the last one makes the agreement signed.
    pub(crate) async fn write(
        &self,
        change: &Change,
        hand: Hand,
        deed: &'static str,
        agreement: Agreement,
        revision: &table::revision::Model,
    ) -> Result<Signed, Refusal> {
        let name = organisation::read::by_id(&change.tx, hand.organisation).await?.name;
        let row = table::signature::ActiveModel {
            organisation_name: Set(name),
            edition_id: Set(agreement.edition_id),
            revision_id: Set(revision.id),
            organisation_id: Set(hand.organisation),
            account_id: Set(hand.account),
            signatory: Set(hand.signatory),
            position: Set(self.position.clone()),
            authority: Set(self.authority.clone()),
            hash: Set(revision.hash.clone()),
            attachment_id: Set(hand.attachment),
            at: Set(change.stamp()),
            ..Default::default()
        };
        let signature = row.insert(&change.tx).await?;
        change.record(deed, &agreement.reference, None, &signature);
        let (parties, given) =
            (read::parties(&change.tx, agreement.edition_id).await?, given(&change.tx, revision.id).await?);
        let missing = |party: &&table::party::Model| {
            party.signs && !given.iter().any(|s| s.organisation_id == party.organisation_id)
        };
        let waiting = parties.iter().filter(missing).count();
        if waiting > 0 {
            return Ok(Signed::Waiting { parties: waiting });
        }
        let today = change.today();
        seal(change, SIGNED, agreement, |row| row.signed_on = Set(Some(today))).await?;
        Ok(Signed::Complete)
    }
}

/// Makes an edition signed: its parties' names are kept, and the digest of all its rows is taken.
pub(super) async fn seal(
    change: &Change,
    deed: &'static str,
    agreement: Agreement,
    alter: impl Fn(&mut edition::ActiveModel),
) -> Result<(), Refusal> {
    keep_names(change, &read::parties(&change.tx, agreement.edition_id).await?).await?;
    let signed = |row: &mut edition::ActiveModel| {
        row.state = Set(State::Signed);
        alter(row);
    };
    let mut row = agreement.row();
    signed(&mut row);
    row.update(&change.tx).await?;
    let digest = digest::of(&change.tx, agreement.edition_id).await?;
    write(change, deed, agreement, &[], |row| {
        signed(row);
        row.digest = Set(Some(digest));
    })
    .await?;
    Ok(())
}

/// Keeps what the parties are called on the day on which their agreement is signed.
async fn keep_names(change: &Change, parties: &[table::party::Model]) -> Result<(), Refusal> {
    for party in parties {
        let name = organisation::read::by_id(&change.tx, party.organisation_id).await?.name;
        let mut row = party.clone().into_active_model();
        row.name_when_signed = Set(Some(name));
        row.update(&change.tx).await?;
    }
    Ok(())
}

/// The signatures of a revision, in the order in which they were given.
pub(crate) async fn given(db: &impl ConnectionTrait, revision: i64) -> Result<Vec<table::signature::Model>, DbErr> {
    table::signature::Entity::find()
        .filter(table::signature::Column::RevisionId.eq(revision))
        .order_by_asc(table::signature::Column::Id)
        .all(db)
        .await
}
