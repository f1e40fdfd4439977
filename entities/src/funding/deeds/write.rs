//! Writing a funding line of an agreement, and editing it: an edit of what its party accepted asks it again.

use sea_orm::{IntoActiveModel, QueryOrder, Set, TryIntoModel, entity::prelude::*};

use super::{asks_again, locked, terms};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement,
    audit::Rows,
    commitment::{self, Confirmation},
    funding::{Arrangement, Certainty, Recurrence, Responsibility, Spending, rules, table},
    organisation, service,
    values::{Amount, FinancialYear, Pence, Reference},
};

/// What a funding line says.
#[derive(Clone, Debug)]
pub struct Figures {
    pub amount: Amount,
    pub arrangement: Arrangement,
    pub spending: Spending,
    pub recurrence: Recurrence,
    pub certainty: Certainty,
    /// Per cent, from and to [11].
    pub tolerance: Option<(i64, i64)>,
    pub note: String,
    pub shares: Vec<Share>,
}

/// What of the line pays for a commitment.
#[derive(Clone, Debug)]
pub struct Share {
    pub commitment: Reference,
    pub pence: Pence,
}

impl Figures {
    fn check(&self) -> Result<(), Refusal> {
        if !self.amount.pence.is_positive() && self.arrangement != Arrangement::InKind {
            return Err(Refusal::field("amount", "Enter an amount above zero; only help in kind may be without one"));
        }
        if self.tolerance.is_some_and(|(from, to)| from < 0 || to < from || to > 100) {
            return Err(Refusal::field(
                "tolerance",
                "Enter a tolerance from 0 to 100 per cent, the lower figure first",
            ));
        }
        rules::shares_fit(self.amount.pence, &self.shares.iter().map(|share| share.pence).collect::<Vec<_>>())
    }

    fn fill(&self, row: &mut table::ActiveModel) {
        row.pence = Set(self.amount.pence);
        row.precision = Set(self.amount.precision);
        row.arrangement = Set(self.arrangement);
        row.spending = Set(self.spending);
        row.recurrence = Set(self.recurrence);
        row.certainty = Set(self.certainty);
        row.tolerance_from = Set(self.tolerance.map(|(from, _)| from));
        row.tolerance_to = Set(self.tolerance.map(|(_, to)| to));
        row.note = Set(self.note.clone());
    }

    /// Writes the shares in place of those that were there; tells what became of them.
    async fn pay(&self, change: &Change, line: &table::Model) -> Result<Rows, Refusal> {
        use table::share::{ActiveModel, Column, Entity};
        let its = Column::FundingLineId.eq(line.id);
        let before = Entity::find().filter(its.clone()).order_by_asc(Column::Id).all(&change.tx).await?;
        Entity::delete_many().filter(its).exec(&change.tx).await?;
        let mut after = Vec::new();
        for share in &self.shares {
            let found = commitment::table::Entity::find()
                .filter(commitment::table::Column::Reference.eq(share.commitment.as_str()))
                .filter(commitment::table::Column::Confirmation.ne(Confirmation::Withdrawn))
                .one(&change.tx)
                .await?;
            let found = found.filter(|found| Some(found.agreement_id) == line.agreement_id);
            let unknown =
                || Refusal::field("shares", format!("{} is no commitment of this agreement", share.commitment));
            let found = found.ok_or_else(unknown)?;
            let row = ActiveModel {
                funding_line_id: Set(line.id),
                commitment_id: Set(found.id),
                pence: Set(share.pence),
                ..Default::default()
            };
            after.push(row.insert(&change.tx).await?);
        }
        Rows::of("shares", &before, &after)
    }
}

/// Writes a funding line. Under an agreement its party must be one of the agreement's; without one it is the acting
/// organisation's own money that no commitment explains, and published by itself.
#[derive(Clone, Debug)]
pub struct WriteFunding {
    pub agreement: Option<Reference>,
    pub service: Reference,
    pub organisation: Reference,
    pub year: FinancialYear,
    pub figures: Figures,
}

impl Deed for WriteFunding {
    const NAME: &'static str = "wrote a funding line";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = Option<agreement::table::Model>;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        match &self.agreement {
            Some(reference) => {
                agreement::read::locked(change, reference).await.map(|(found, standing)| (Some(found), standing))
            }
            None => {
                let whose = organisation::read::by_reference(&change.tx, &self.organisation).await?;
                Ok((None, of_own_money(change, whose.map(|whose| whose.id))))
            }
        }
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Reference, Refusal> {
        self.figures.check()?;
        let unknown = || Refusal::field("organisation", "Choose the party whose money it is");
        let organisation =
            organisation::read::by_reference(&change.tx, &self.organisation).await?.ok_or_else(unknown)?;
        if let Some(agreement) = &agreement {
            agreement::deeds::open_to_drafting(agreement)?;
            let parties = agreement::read::parties(&change.tx, agreement.id).await?;
            if !parties.iter().any(|party| party.organisation_id == organisation.id) {
                return Err(unknown());
            }
        }
        let unknown = || Refusal::field("service", "Choose the service that the money is for");
        // Only one that its writer may read: what hangs from an agreement shows itself to its parties.
        let readable = service::table::Entity::find()
            .filter(service::read::visible(&change.actor().viewer))
            .filter(service::table::Column::Reference.eq(self.service.as_str()));
        let service = readable.one(&change.tx).await?.ok_or_else(unknown)?;
        let own = change.actor().organisation() == Some(organisation.id);
        let mut row = table::ActiveModel {
            reference: Set(change.next_reference("FUN", self.year.start_year()).await?),
            service_id: Set(service.id),
            organisation_id: Set(organisation.id),
            agreement_id: Set(agreement.as_ref().map(|agreement| agreement.id)),
            year: Set(self.year),
            responsibility: Set(if own { Responsibility::Accepted } else { Responsibility::Unassigned }),
            published: Set(agreement.is_none()),
            version: Set(1),
            ..Default::default()
        };
        self.figures.fill(&mut row);
        let line = row.insert(&change.tx).await?;
        let shares = self.figures.pay(change, &line).await?;
        change.record_with(Self::NAME, &line.reference, None, &line, &[shares]);
        Ok(line.reference)
    }
}

/// How the actor stands to money without an agreement: whose own it is leads it.
fn of_own_money(change: &Change, organisation: Option<i64>) -> Standing {
    let own = organisation.is_some() && change.actor().organisation() == organisation;
    Standing { owns: own, leads: own, ..Standing::OPEN }
}

/// Edits a funding line that was seen in a version.
#[derive(Clone, Debug)]
pub struct EditFunding {
    pub line: Reference,
    pub seen: i64,
    pub figures: Figures,
}

impl Deed for EditFunding {
    const NAME: &'static str = "edited a funding line";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = (table::Model, Option<agreement::table::Model>);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.line, |line| of_own_money(change, Some(line.organisation_id))).await
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<(), Refusal> {
        if let Some(agreement) = &agreement {
            agreement::deeds::open_to_drafting(agreement)?;
        }
        change.fresh(&before.reference, self.seen, before.version).await?;
        self.figures.check()?;
        let accepted = terms(change, &before).await?;
        let shares = self.figures.pay(change, &before).await?;
        let mut row = before.clone().into_active_model();
        self.figures.fill(&mut row);
        row.version = Set(before.version + 1);
        let written = row.clone().try_into_model()?;
        if terms(change, &written).await? != accepted {
            asks_again(change, &before, &mut row).await?;
        }
        let after = row.update(&change.tx).await?;
        change.record_with(Self::NAME, &after.reference, Some(&before), &after, &[shares]);
        Ok(())
    }
}
