//! Entering a signature that was given on paper.

use super::{Entered, enter, speaks_for_itself};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement, deeds::Sign},
    organisation,
    paper::Says,
    values::Reference,
};

/// A party signed the revision with this hash on paper; the scan is attached.
#[derive(Clone, Debug)]
pub struct EnterSignature {
    pub attachment: Reference,
    pub organisation: Reference,
    pub signatory: String,
    pub sign: Sign,
}

impl Deed for EnterSignature {
    const NAME: &'static str = "entered a signature from paper";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = Agreement;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        agreement::read::locked(change, &self.sign.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Reference, Refusal> {
        let unknown = || Refusal::field("organisation", "Choose the party that signed");
        let body = organisation::read::by_reference(&change.tx, &self.organisation).await?.ok_or_else(unknown)?;
        speaks_for_itself(change, body.id)?;
        let revision = self.sign.judge(change, &agreement, body.id).await?;
        let entered = Entered {
            agreement: &agreement,
            organisation: body.id,
            attachment: &self.attachment,
            wording: None,
            revision: Some(revision.id),
            says: Says::Signature { sign: self.sign.clone(), signatory: self.signatory.clone() },
        };
        enter(change, Self::NAME, entered).await
    }
}
