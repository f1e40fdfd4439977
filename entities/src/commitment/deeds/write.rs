//! Writing a commitment under a clause, and editing it: an edit of what was confirmed lapses the confirmation.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{locked, note};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    clause,
    commitment::{
        Commitment, Confirmation, found_by, rules,
        table::{self, event, wording},
    },
    organisation,
    values::{FinancialYear, Reference},
};

/// What a commitment says.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The clause, by its anchor.
    pub clause: String,
    pub statement: String,
    pub measure: String,
    pub target: String,
    pub due: Option<NaiveDate>,
    pub no_money_because: Option<String>,
}

impl Wording {
    async fn clause_id(&self, change: &Change, edition: i64) -> Result<i64, Refusal> {
        let clause = clause::table::Entity::find()
            .filter(clause::table::Column::EditionId.eq(edition))
            .filter(clause::table::Column::Anchor.eq(self.clause.as_str()))
            .filter(clause::table::Column::Standing.eq(true))
            .one(&change.tx)
            .await?;
        clause.map(|clause| clause.id).ok_or_else(|| Refusal::field("clause", "Choose a clause of the text"))
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.statement.trim().is_empty() {
            return Err(Refusal::field("statement", "Enter what is promised"));
        }
        Ok(())
    }
}

/// Writes a new commitment of a party for one financial year.
#[derive(Clone, Debug)]
pub struct WriteCommitment {
    pub agreement: Reference,
    /// The party that promises.
    pub owner: Reference,
    pub year: FinancialYear,
    pub wording: Wording,
}

impl Deed for WriteCommitment {
    const NAME: &'static str = "wrote a commitment";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Agreement;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        agreement::read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Reference, Refusal> {
        agreement::deeds::open_to_drafting(&agreement)?;
        self.wording.check()?;
        let owner = organisation::read::by_reference(&change.tx, &self.owner).await?;
        let parties = agreement::read::parties(&change.tx, agreement.edition_id).await?;
        let owner =
            owner.filter(|owner| parties.iter().any(|party| party.organisation_id == owner.id && !party.leaving));
        let owner = owner.ok_or_else(|| Refusal::field("owner", "Choose a party of this agreement"))?;
        let row = table::ActiveModel {
            reference: Set(change.next_reference("COM", self.year.start_year()).await?),
            agreement_id: Set(agreement.id),
            year: Set(self.year),
            ..Default::default()
        };
        let commitment = row.insert(&change.tx).await?;
        let row = wording::ActiveModel {
            commitment_id: Set(commitment.id),
            edition_id: Set(agreement.edition_id),
            clause_id: Set(self.wording.clause_id(change, agreement.edition_id).await?),
            owner_id: Set(owner.id),
            statement: Set(self.wording.statement.clone()),
            measure: Set(self.wording.measure.clone()),
            target: Set(self.wording.target.clone()),
            due: Set(self.wording.due),
            no_money_because: Set(self.wording.no_money_because.clone()),
            confirmation: Set(Confirmation::Proposed),
            proposed_words: Set(None),
            requested_at: Set(None),
            version: Set(1),
            ..Default::default()
        };
        let commitment = Commitment::new(commitment, row.insert(&change.tx).await?);
        change.found_by(found_by::document(&commitment));
        change.record(Self::NAME, &commitment.reference, None, &commitment);
        Ok(commitment.reference)
    }
}

/// Edits a commitment that was seen in a version.
#[derive(Clone, Debug)]
pub struct EditCommitment {
    pub commitment: Reference,
    pub seen: i64,
    pub wording: Wording,
}

impl Deed for EditCommitment {
    const NAME: &'static str = "edited a commitment";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = (Commitment, Agreement);
    type Done = Confirmation;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.commitment).await
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<Confirmation, Refusal> {
        agreement::deeds::open_to_drafting(&agreement)?;
        change.fresh(&before.reference, self.seen, before.version).await?;
        self.wording.check()?;
        if before.confirmation == Confirmation::Withdrawn {
            return Err(Refusal::rule("This commitment was withdrawn", "Write it again as a new commitment"));
        }
        let Wording { statement, measure, target, due, no_money_because, .. } = self.wording.clone();
        let bound = rules::Bound {
            statement: &statement,
            measure: &measure,
            target: &target,
            due,
            clause: &self.wording.clause,
            no_money_because: no_money_because.as_deref(),
        };
        let stood_under = clause::table::Entity::find_by_id(before.clause_id).one(&change.tx).await?;
        let stood_under = stood_under.map(|clause| clause.anchor).unwrap_or_default();
        let proposed = before.proposed_words.as_deref();
        let effect = rules::effect(before.confirmation, &before.bound(&stood_under), &bound, proposed);
        let confirmation = rules::after_edit(before.confirmation, effect);
        let mut row = before.row();
        row.clause_id = Set(self.wording.clause_id(change, agreement.edition_id).await?);
        row.no_money_because = Set(no_money_because);
        row.confirmation = Set(confirmation);
        if effect != rules::Effect::Stands {
            row.proposed_words = Set(None);
            row.requested_at = Set(Some(change.stamp()));
        }
        (row.statement, row.measure, row.target, row.due) = (Set(statement), Set(measure), Set(target), Set(due));
        row.version = Set(before.version + 1);
        let after = before.reworded(row.update(&change.tx).await?);
        change.found_by(found_by::document(&after));
        match effect {
            rules::Effect::Stands => {}
            rules::Effect::ConfirmedVerbatim => note(change, &after, event::Kind::TakenOver, "").await?,
            rules::Effect::Lapsed => note(change, &after, event::Kind::Lapsed, "").await?,
        }
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(confirmation)
    }
}
