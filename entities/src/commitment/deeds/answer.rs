//! The owner's answer: to the statement, and to each cost of its own that pays for it.

use sea_orm::{Set, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{Voice, locked, note_of};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    commitment::{Answer, Commitment, Confirmation, rules, table::event},
    funding::{self, FundingLine, Stand, deeds::take_stand},
    values::Reference,
};

/// What the owner says of one of its costs, which it saw in a version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CostAnswer {
    pub line: Reference,
    /// What was entered from a letter before costs had it answers no version that there is.
    #[serde(default)]
    pub seen: i64,
    pub stand: Stand,
    pub words: String,
}

/// What the owner says of a commitment that it saw in a version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AnswerCommitment {
    pub commitment: Reference,
    pub seen: i64,
    pub answer: Answer,
    /// The words the owner would confirm, with [`Answer::ConfirmWithChange`].
    pub proposed: String,
    /// Why, with a dispute or a refusal.
    pub words: String,
    pub costs: Vec<CostAnswer>,
}

impl Deed for AnswerCommitment {
    const NAME: &'static str = "answered a commitment";
    const PERMISSION: Permission = Permission::Answer;
    type Subject = (Commitment, Agreement);
    type Done = Confirmation;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (subject, standing) = locked(change, &self.commitment).await?;
        let owns = change.actor().organisation() == Some(subject.0.owner_id);
        Ok((subject, Standing { owns, ..standing }))
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<Confirmation, Refusal> {
        let costs = self.judge(change, &before, &agreement).await?;
        self.write(change, Voice::of(change), Self::NAME, before, costs).await
    }
}

impl AnswerCommitment {
    /// The costs that are answered with it, as they are and as they were seen.
    ///
    /// # Errors
    /// It cannot be answered so, or not now; [`Refusal::Stale`] if it, or one of the costs, is not what was seen.
    pub(crate) async fn judge(
        &self,
        change: &Change,
        before: &Commitment,
        agreement: &Agreement,
    ) -> Result<Vec<FundingLine>, Refusal> {
        agreement::deeds::open_to_drafting(agreement)?;
        change.fresh(&before.reference, self.seen, before.version).await?;
        rules::may_answer(before.confirmation, self.answer, &self.words, &self.proposed)?;
        let mut costs = Vec::with_capacity(self.costs.len());
        for cost in &self.costs {
            costs.push(self.cost(change, before, cost).await?);
        }
        Ok(costs)
    }

    /// Writes the answer of its owner, by whichever way it came.
    pub(crate) async fn write(
        &self,
        change: &Change,
        voice: Voice,
        deed: &'static str,
        before: Commitment,
        costs: Vec<FundingLine>,
    ) -> Result<Confirmation, Refusal> {
        for (line, cost) in costs.into_iter().zip(&self.costs) {
            take_stand(change, voice.account, line, cost.stand, &cost.words).await?;
        }
        let confirmation = self.answer.leads_to();
        let mut row = before.row();
        row.confirmation = Set(confirmation);
        row.proposed_words = Set((self.answer == Answer::ConfirmWithChange).then(|| self.proposed.clone()));
        row.version = Set(before.version + 1);
        let after = before.reworded(row.update(&change.tx).await?);
        let (kind, words) = match self.answer {
            Answer::Confirm => (event::Kind::Confirmed, &self.words),
            Answer::ConfirmWithChange => (event::Kind::ConfirmedWithChange, &self.proposed),
            Answer::Dispute => (event::Kind::Disputed, &self.words),
            Answer::Decline => (event::Kind::Declined, &self.words),
        };
        note_of(change, voice, &after, kind, words).await?;
        change.record(deed, &after.reference, Some(&before), &after);
        Ok(confirmation)
    }

    /// A cost that is the owner's own and pays for this commitment, locked, in the version that was seen.
    async fn cost(&self, change: &Change, commitment: &Commitment, cost: &CostAnswer) -> Result<FundingLine, Refusal> {
        let line = funding::deeds::locked_line(change, &cost.line, Some(commitment.edition_id)).await?;
        change.fresh(&line.reference, cost.seen, line.version).await?;
        let share = funding::table::share::Entity::find()
            .filter(funding::table::share::Column::TermsId.eq(line.terms_id))
            .filter(funding::table::share::Column::WordingId.eq(commitment.wording_id))
            .one(&change.tx)
            .await?;
        if share.is_none() || line.organisation_id != commitment.owner_id {
            return Err(Refusal::NotFound);
        }
        Ok(line)
    }
}
