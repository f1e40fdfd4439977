//! Whoever drafts takes over words that a party proposes, as they are or with changes of their own, or leaves them with a reason.

use sea_orm::{Set, entity::prelude::*};

use super::{
    negotiating, record,
    stand::{one_clause, whole},
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement,
        deeds::{self, SaveText},
        read,
    },
    clause,
    negotiation::{
        LONGEST_WORDS, Outcome,
        clauses::{self, Clause},
        rules,
        table::position,
    },
    values::{Reference, text},
};

/// Words that are proposed take the place of a clause: that makes the next revision.
#[derive(Clone, Debug)]
pub struct TakeWordsOver {
    pub agreement: Reference,
    /// The number of the revision that was shown.
    pub base: i64,
    /// The proposal's key.
    pub position: i64,
    /// The words as whoever drafts takes them over: those that were proposed, or others.
    pub words: String,
}

impl Deed for TakeWordsOver {
    const NAME: &'static str = "took over the words that a party proposed";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    /// The number of the revision that it made.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<i64, Refusal> {
        negotiating(&edition)?;
        let (revision, clause, proposal) = waiting(change, &edition, self.position).await?;
        change.fresh(&edition.reference, self.base, revision).await?;
        let before = whole(change, &edition).await?;
        let words = one_clause(&self.words, &before)?;
        if words.is_empty() {
            return Err(Refusal::field("proposed", "Enter the words that take the clause’s place"));
        }
        if words == clause.text.trim() {
            return Err(Refusal::field("proposed", "The clause reads so already: change it, or leave the proposal"));
        }
        let outcome = if words == proposal.proposed { Outcome::Taken } else { Outcome::Edited };
        let after = clause::replaced(&before, &clause.anchor, &words).ok_or(Refusal::NotFound)?;
        if !clause::differ_in_one(&before, &after, &clause.anchor) {
            return Err(Refusal::field(
                "proposed",
                "These words would change other clauses, too: write them otherwise",
            ));
        }
        // As any save: that a party proposed the words stands where only those read it who may know.
        let saved = deeds::save_text(change, SaveText::NAME, edition.clone(), &after).await?;
        let decided = Decided { outcome, reason: String::new(), taken: Some(saved.id) };
        decide(change, Self::NAME, &edition, &clause, proposal, decided).await?;
        Ok(saved.number)
    }
}

/// Words that are proposed are not taken over.
#[derive(Clone, Debug)]
pub struct LeaveWords {
    pub agreement: Reference,
    /// The proposal's key.
    pub position: i64,
    pub reason: String,
}

impl Deed for LeaveWords {
    const NAME: &'static str = "left the words that a party proposed";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, edition: Self::Subject) -> Result<(), Refusal> {
        negotiating(&edition)?;
        let (_, clause, proposal) = waiting(change, &edition, self.position).await?;
        let reason = text::normalised(&self.reason);
        if reason.trim().is_empty() {
            return Err(Refusal::field(
                "reason",
                "Enter why these words are not taken over: whoever proposed them reads it",
            ));
        }
        if reason.chars().count() > LONGEST_WORDS {
            return Err(Refusal::field("reason", format!("Shorten it to at most {LONGEST_WORDS} characters")));
        }
        let decided = Decided { outcome: Outcome::Left, reason, taken: None };
        decide(change, Self::NAME, &edition, &clause, proposal, decided).await
    }
}

/// A proposal that nobody has decided about and that is the last its party said, with its clause and the newest revision's number.
async fn waiting(change: &Change, edition: &Agreement, key: i64) -> Result<(i64, Clause, position::Model), Refusal> {
    let (revision, all) = clauses::clauses(&change.tx, edition).await?;
    let found = all.into_iter().find(|clause| clause.said.iter().any(|said| said.id == key));
    let clause = found.ok_or(Refusal::NotFound)?;
    let proposal = clause.said.iter().find(|said| said.id == key).cloned().ok_or(Refusal::NotFound)?;
    rules::may_decide(proposal.outcome)?;
    // Its party has said something else meanwhile.
    if clause.newest().all(|said| said.id != key) {
        return Err(change.stale(record(edition, &clause)).await);
    }
    Ok((revision, clause, proposal))
}

/// What becomes of a proposal.
struct Decided {
    outcome: Outcome,
    reason: String,
    /// The revision that took it over.
    taken: Option<i64>,
}

async fn decide(
    change: &Change,
    deed: &'static str,
    edition: &Agreement,
    clause: &Clause,
    before: position::Model,
    decided: Decided,
) -> Result<(), Refusal> {
    let mut row: position::ActiveModel = before.clone().into();
    row.outcome = Set(decided.outcome);
    row.reason = Set(decided.reason);
    row.decided_by = Set(change.actor().account());
    row.decided_at = Set(Some(change.stamp()));
    row.taken_revision_id = Set(decided.taken);
    let after = row.update(&change.tx).await?;
    change.record(deed, record(edition, clause), Some(&before), &after);
    change.touches(&edition.reference);
    Ok(())
}
