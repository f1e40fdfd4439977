//! Saying whether a commitment is more than that of the year before, where figures do not say it: with a reason, and shown as said.

use sea_orm::{NotSet, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        self, Agreement,
        read::{fingerprint, worked_out},
    },
    commitment::{
        self, Commitment, Judgement,
        table::{self, judgement},
    },
    values::Reference,
};

/// Whoever drafts the later agreement says it.
#[derive(Clone, Debug)]
pub struct JudgeAmbition {
    /// The commitment of the later year.
    pub commitment: Reference,
    /// That of the earlier year.
    pub before: Reference,
    pub judgement: Judgement,
    pub reason: String,
    /// SHA-256 over what both said as it was shown.
    pub compared: String,
}

impl Deed for JudgeAmbition {
    const NAME: &'static str = "said whether ambition grew";
    const PERMISSION: Permission = Permission::Draft;
    /// The later agreement in the edition that is being made, or that is in force.
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let later = identity(change, &self.commitment).await?;
        agreement::read::locked_by_id(change, later.agreement_id).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        let (later, earlier) = (identity(change, &self.commitment).await?, identity(change, &self.before).await?);
        let viewer = &change.actor().viewer;
        let before = agreement_of(change, &earlier).await?;
        if !agreement::read::standing(&change.tx, viewer, &before).await?.visible {
            return Err(Refusal::NotFound);
        }
        let in_force = agreement_of(change, &later).await?;
        let was = wordings(change, &earlier, &[before]).await?;
        let is = wordings(change, &later, &[agreement, in_force]).await?;
        let shown = was.iter().flat_map(|was| is.iter().map(move |is| (was, is)));
        let Some((was, is)) = shown.into_iter().find(|(was, is)| fingerprint(was, is) == self.compared) else {
            return Err(change.stale(&self.commitment).await);
        };
        if let Ok(worked_out) = worked_out(was, is) {
            return Err(Refusal::rule(
                format!("The two targets say it themselves: {}", worked_out.label().to_lowercase()),
                "Nothing needs to be said",
            ));
        }
        if self.reason.trim().is_empty() {
            return Err(Refusal::field("reason", "Enter in a sentence why"));
        }
        let row = judgement::ActiveModel {
            id: NotSet,
            commitment_id: Set(later.id),
            before_id: Set(earlier.id),
            judgement: Set(self.judgement),
            reason: Set(self.reason.trim().to_owned()),
            compared: Set(self.compared.clone()),
            account_id: Set(change.actor().account()),
            organisation_id: Set(change.actor().organisation()),
            at: Set(change.stamp()),
        };
        let said = row.insert(&change.tx).await?;
        change.record(Self::NAME, &later.reference, None, &said);
        Ok(())
    }
}

async fn identity(change: &Change, reference: &Reference) -> Result<table::Model, Refusal> {
    let find = table::Entity::find().filter(table::Column::Reference.eq(reference.as_str()));
    find.one(&change.tx).await?.ok_or(Refusal::NotFound)
}

/// The agreement of a commitment in the edition in force.
async fn agreement_of(change: &Change, of: &table::Model) -> Result<Agreement, Refusal> {
    let agreement = agreement::table::Entity::find_by_id(of.agreement_id).one(&change.tx).await?;
    agreement::read::in_force(&change.tx, &agreement.ok_or(Refusal::NotFound)?, change.today()).await
}

/// What some editions say of a commitment.
async fn wordings(change: &Change, of: &table::Model, editions: &[Agreement]) -> Result<Vec<Commitment>, Refusal> {
    let mut all = Vec::new();
    for edition in editions {
        let rows = commitment::of_edition(&change.tx, edition.edition_id).await?;
        all.extend(rows.into_iter().find(|row| row.id == of.id));
    }
    Ok(all)
}
