//! Comparing with the paper what somebody else entered from it.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        self, Agreement,
        deeds::{FROM_PAPER, Hand},
    },
    commitment::deeds::{Voice, locked},
    paper::{Says, State, read, table},
    values::Reference,
};

/// What was entered is what the paper says, and counts from now on; or it is not.
#[derive(Clone, Debug)]
pub struct CheckPaper {
    pub paper: Reference,
    /// The version that was shown.
    pub seen: i64,
    pub right: bool,
    /// What is wrong, if it is not right.
    pub why: String,
}

impl Deed for CheckPaper {
    const NAME: &'static str = "checked what was entered from paper";
    const PERMISSION: Permission = Permission::RecordMeetings;
    type Subject = (table::Model, Agreement);
    type Done = State;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let found = read::by_reference(&change.tx, &self.paper).await?.ok_or(Refusal::NotFound)?;
        let (agreement, standing) = agreement::read::locked_edition(change, found.edition_id).await?;
        let visible = standing.visible && agreement::read::reads_negotiation(&change.actor().viewer, standing);
        // Read once more: the agreement's lock is held now.
        let row = read::by_reference(&change.tx, &self.paper).await?.ok_or(Refusal::NotFound)?;
        Ok(((row, agreement), Standing { visible, ..standing }))
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<State, Refusal> {
        if before.state != State::Waiting {
            return Err(Refusal::rule("This was checked already", "Nothing needs to be done"));
        }
        let account = change.actor().account().ok_or(Refusal::SignInNeeded)?;
        if account == before.entered_by {
            return Err(Refusal::rule(
                "You entered this yourself",
                "Somebody else of the lead commissioner or the coordinator compares it with the paper",
            ));
        }
        change.fresh(&before.reference, self.seen, before.version()).await?;
        if !self.right && self.why.trim().is_empty() {
            return Err(Refusal::field("why", "Enter what is not as the paper says"));
        }
        if self.right {
            take(change, &before, agreement).await?;
        }
        let mut row = before.clone().into_active_model();
        row.state = Set(if self.right { State::Right } else { State::Wrong });
        row.checked_by = Set(Some(account));
        row.checked_at = Set(Some(change.stamp()));
        row.why = Set(if self.right { String::new() } else { self.why.clone() });
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(after.state)
    }
}

/// Does what the paper says.
///
/// # Errors
/// It cannot be done any more: the wording moved, or the text was reopened.
async fn take(change: &Change, paper: &table::Model, agreement: Agreement) -> Result<(), Refusal> {
    match Says::parse(&paper.says)? {
        Says::Answer(answer) => {
            let ((commitment, agreement), _) = locked(change, &answer.commitment).await?;
            if paper.wording_id != Some(commitment.wording_id) {
                // It answers words of an edition that is not made any more.
                return Err(changed_after_the_letter(Refusal::Stale { by: None, at: None }));
            }
            let costs = answer.judge(change, &commitment, &agreement).await.map_err(changed_after_the_letter)?;
            let voice = Voice::on_paper(paper.organisation_id, paper.attachment_id);
            answer.write(change, voice, "took an answer from a letter", commitment, costs).await?;
        }
        Says::Signature { sign, signatory } => {
            let revision = sign.judge(change, &agreement, paper.organisation_id).await?;
            let hand = Hand {
                organisation: paper.organisation_id,
                account: None,
                signatory,
                attachment: Some(paper.attachment_id),
            };
            sign.write(change, hand, FROM_PAPER, agreement, &revision).await?;
        }
        Says::Record(record) => {
            record.judge(change, &agreement).await.map_err(changed_after_it_was_entered)?;
            record.write(change, agreement, paper.attachment_id).await?;
        }
    }
    Ok(())
}

/// What was compared with the file when it was entered is not what stands there now.
fn changed_after_it_was_entered(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Stale { .. } => Refusal::rule(
            "The agreement, a commitment or its money was changed after this was entered",
            "Say that it is not what the file says, and have it entered again as it stands now",
        ),
        refusal => refusal,
    }
}

/// What was entered was read off a letter beside another wording, or another cost.
fn changed_after_the_letter(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Stale { .. } => Refusal::rule(
            "The commitment or one of its costs was changed after the letter was entered: it does not answer what stands there now",
            "Say that it is not what the paper says, and ask the organisation again",
        ),
        refusal => refusal,
    }
}
