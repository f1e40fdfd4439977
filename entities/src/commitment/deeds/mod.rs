//! What is done with commitments.

mod answer;
mod request;
mod withdraw;
mod write;

pub use answer::{AnswerCommitment, CostAnswer};
pub use request::RequestConfirmation;
pub use withdraw::WithdrawCommitment;
pub use write::{EditCommitment, Wording, WriteCommitment};

use sea_orm::{QuerySelect, Set, entity::prelude::*};

use super::table::{self, event};
use crate::{Change, Refusal, access::Standing, agreement, values::Reference};

/// A commitment and its agreement, both locked (the agreement first), with how the actor stands to the agreement.
pub(crate) async fn locked(
    change: &Change,
    reference: &Reference,
) -> Result<((table::Model, agreement::table::Model), Standing), Refusal> {
    let find = || table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    let found = find().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    let (agreement, standing) = agreement::read::locked_by_id(change, found.agreement_id).await?;
    let commitment = find().lock_exclusive().one(&change.tx).await?.ok_or(Refusal::NotFound)?;
    Ok(((commitment, agreement), standing))
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

/// Notes what the actor said or did about a commitment.
async fn note(change: &Change, commitment: &table::Model, kind: event::Kind, words: &str) -> Result<(), Refusal> {
    note_of(change, Voice::of(change), commitment, kind, words).await
}

/// Notes what somebody said about a commitment.
async fn note_of(
    change: &Change,
    voice: Voice,
    commitment: &table::Model,
    kind: event::Kind,
    words: &str,
) -> Result<(), Refusal> {
    let row = event::ActiveModel {
        commitment_id: Set(commitment.id),
        kind: Set(kind),
        account_id: Set(voice.account),
        organisation_id: Set(voice.organisation),
        words: Set(words.into()),
        statement: Set(commitment.statement.clone()),
        attachment_id: Set(voice.attachment),
        at: Set(change.now()),
        ..Default::default()
    };
    event::Entity::insert(row).exec_without_returning(&change.tx).await?;
    Ok(())
}
