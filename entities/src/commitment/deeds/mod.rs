//! What is done with commitments.

mod answer;
mod judge;
mod request;
mod withdraw;
mod write;

pub use answer::{AnswerCommitment, CostAnswer};
pub use judge::JudgeAmbition;
pub use request::RequestConfirmation;
pub use withdraw::WithdrawCommitment;
pub use write::{EditCommitment, Wording, WriteCommitment};

use sea_orm::{Set, entity::prelude::*};

use super::{
    Answer, Commitment, Confirmation,
    table::{self, event, wording},
};
use crate::{
    Change, Refusal,
    access::Standing,
    agreement::{self, Agreement},
    register::Lock,
    values::Reference,
};

/// A commitment and its agreement, both locked (the agreement first), in the edition that is being made, with how the actor stands
/// to it.
pub(crate) async fn locked(
    change: &Change,
    reference: &Reference,
) -> Result<((Commitment, Agreement), Standing), Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let found = find.one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let (agreement, standing) = agreement::read::locked_by_id(change, found.agreement_id).await?;
    let wording = wording::Entity::find()
        .filter(wording::Column::CommitmentId.eq(found.id))
        .filter(wording::Column::EditionId.eq(agreement.edition_id));
    let wording = change.lock(Lock::Wording, wording).one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    Ok(((Commitment::new(found, wording), agreement), standing))
}

/// Who says something of a commitment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    account: Option<i64>,
    organisation: Option<i64>,
    /// The letter it came in.
    attachment: Option<i64>,
}

impl Voice {
    /// Whoever acts.
    pub(crate) fn of(change: &Change) -> Self {
        Self { account: change.actor().account(), organisation: change.actor().organisation(), attachment: None }
    }

    /// An organisation that wrote a letter.
    pub(crate) const fn on_paper(organisation: i64, attachment: i64) -> Self {
        Self { account: None, organisation: Some(organisation), attachment: Some(attachment) }
    }
}

/// Confirms a commitment of an edition that is being made by a file that its owner signed before there was a register; one that was
/// withdrawn stays so.
pub(crate) async fn confirm_by(
    change: &Change,
    deed: &'static str,
    commitment: &Reference,
    file: i64,
) -> Result<(), Refusal> {
    let ((commitment, _), _) = locked(change, commitment).await?;
    if commitment.confirmation == Confirmation::Withdrawn {
        return Ok(());
    }
    let voice = Voice::on_paper(commitment.owner_id, file);
    let confirms = AnswerCommitment {
        commitment: commitment.reference.clone(),
        seen: commitment.version,
        answer: Answer::Confirm,
        proposed: String::new(),
        words: String::new(),
        costs: Vec::new(),
    };
    confirms.write(change, voice, deed, commitment, Vec::new()).await.map(|_| ())
}

/// Notes what the actor said or did about a commitment.
async fn note(change: &Change, commitment: &Commitment, kind: event::Kind, words: &str) -> Result<(), Refusal> {
    note_of(change, Voice::of(change), commitment, kind, words).await
}

/// Notes what somebody said about a commitment.
async fn note_of(
    change: &Change,
    voice: Voice,
    commitment: &Commitment,
    kind: event::Kind,
    words: &str,
) -> Result<(), Refusal> {
    let row = event::ActiveModel {
        wording_id: Set(commitment.wording_id),
        kind: Set(kind),
        account_id: Set(voice.account),
        organisation_id: Set(voice.organisation),
        words: Set(words.into()),
        statement: Set(commitment.statement.clone()),
        attachment_id: Set(voice.attachment),
        at: Set(change.stamp()),
        ..Default::default()
    };
    event::Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(())
}
