//! Entering an answer that came by letter.

use super::{Entered, enter, speaks_for_itself};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::Agreement,
    commitment::{
        Commitment,
        deeds::{AnswerCommitment, locked},
    },
    paper::Says,
    values::Reference,
};

/// What a letter of its owner says of a commitment.
#[derive(Clone, Debug)]
pub struct EnterAnswer {
    pub attachment: Reference,
    pub answer: AnswerCommitment,
}

impl Deed for EnterAnswer {
    const NAME: &'static str = "entered an answer from a letter";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = (Commitment, Agreement);
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.answer.commitment).await
    }

    async fn act(&self, change: &Change, (commitment, agreement): Self::Subject) -> Result<Reference, Refusal> {
        speaks_for_itself(change, commitment.owner_id)?;
        self.answer.judge(change, &commitment, &agreement).await?;
        let entered = Entered {
            agreement: &agreement,
            organisation: commitment.owner_id,
            attachment: &self.attachment,
            wording: Some(commitment.wording_id),
            revision: None,
            says: Says::Answer(self.answer.clone()),
        };
        enter(change, Self::NAME, entered).await
    }
}
