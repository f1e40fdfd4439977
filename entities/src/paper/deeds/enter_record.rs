//! Entering an agreement that was signed before there was a register.

use super::{Entered, enter};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement, deeds::OfRecord},
    paper::Says,
    values::Reference,
};

/// The agreement stands here as the attached file says.
#[derive(Clone, Debug)]
pub struct EnterRecord {
    pub attachment: Reference,
    pub record: OfRecord,
}

impl Deed for EnterRecord {
    const NAME: &'static str = "entered an agreement of before";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = Agreement;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        agreement::read::locked(change, &self.record.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Reference, Refusal> {
        self.record.judge(change, &agreement).await?;
        let entered = Entered {
            agreement: &agreement,
            organisation: agreement.lead_id,
            attachment: &self.attachment,
            wording: None,
            revision: None,
            says: Says::Record(self.record.clone()),
        };
        enter(change, Self::NAME, entered).await
    }
}
