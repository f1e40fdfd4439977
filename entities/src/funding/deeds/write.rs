//! Writing a funding line of an agreement, and editing it: an edit of what its party accepted asks it again.

use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::{asks_again, locked};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    audit::Rows,
    commitment::{self, Confirmation, table::wording},
    funding::{
        Arrangement, Certainty, FundingLine, Recurrence, Responsibility, Spending, rules,
        table::{self, terms},
    },
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
    /// Refuses figures that cannot be. In a variation a line may be lowered to nothing, with its reason as its note: money of a
    /// year that has begun is never dropped.
    fn check(&self, varies: bool) -> Result<(), Refusal> {
        if varies && !self.amount.pence.is_positive() && self.note.trim().is_empty() {
            return Err(Refusal::field("note", "Enter why it is lowered to nothing"));
        }
        if !varies && !self.amount.pence.is_positive() && self.arrangement != Arrangement::InKind {
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

    fn fill(&self, row: &mut terms::ActiveModel) {
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

    /// A line with these figures.
    fn of(&self, line: &FundingLine) -> FundingLine {
        FundingLine {
            pence: self.amount.pence,
            precision: self.amount.precision,
            arrangement: self.arrangement,
            spending: self.spending,
            recurrence: self.recurrence,
            certainty: self.certainty,
            tolerance_from: self.tolerance.map(|(from, _)| from),
            tolerance_to: self.tolerance.map(|(_, to)| to),
            note: self.note.clone(),
            ..line.clone()
        }
    }

    /// Writes the shares in place of those that were there; tells what became of them.
    async fn pay(&self, change: &Change, line: &FundingLine) -> Result<Rows, Refusal> {
        use table::share::{ActiveModel, Column, Entity};
        let its = Column::TermsId.eq(line.terms_id);
        let before = Entity::find().filter(its.clone()).order_by_asc(Column::Id).all(&change.tx).await?;
        Entity::delete_many().filter(its).exec(&change.tx).await?;
        let mut after = Vec::new();
        for share in &self.shares {
            let found = commitment::worded()
                .filter(commitment::table::Column::Reference.eq(share.commitment.as_str()))
                .filter(wording::Column::Confirmation.ne(Confirmation::Withdrawn))
                .filter(wording::Column::EditionId.eq(line.edition_id))
                .all(&change.tx)
                .await?;
            let found = commitment::paired(found).pop();
            let unknown =
                || Refusal::field("shares", format!("{} is no commitment of this agreement", share.commitment));
            let found = found.ok_or_else(unknown)?;
            let row = ActiveModel {
                terms_id: Set(line.terms_id),
                wording_id: Set(found.wording_id),
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
    type Subject = Option<Agreement>;
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
        self.figures.check(false)?;
        let unknown = || Refusal::field("organisation", "Choose the party whose money it is");
        let organisation =
            organisation::read::by_reference(&change.tx, &self.organisation).await?.ok_or_else(unknown)?;
        if let Some(agreement) = &agreement {
            agreement::deeds::open_to_drafting(agreement)?;
            let parties = agreement::read::parties(&change.tx, agreement.edition_id).await?;
            if !parties.iter().any(|party| party.organisation_id == organisation.id && !party.leaving) {
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
        let line = table::ActiveModel {
            reference: Set(change.next_reference("FUN", self.year.start_year()).await?),
            agreement_id: Set(agreement.as_ref().map(|agreement| agreement.id)),
            year: Set(self.year),
            published: Set(agreement.is_none()),
            ..Default::default()
        };
        let line = line.insert(&change.tx).await?;
        let mut row = terms::ActiveModel {
            funding_line_id: Set(line.id),
            edition_id: Set(agreement.as_ref().map(|agreement| agreement.edition_id)),
            service_id: Set(service.id),
            service_name: Set(service.name),
            organisation_id: Set(organisation.id),
            responsibility: Set(if own { Responsibility::Accepted } else { Responsibility::Unassigned }),
            withdrawn: Set(false),
            version: Set(1),
            ..Default::default()
        };
        self.figures.fill(&mut row);
        let line = FundingLine::new(line, row.insert(&change.tx).await?);
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
    type Subject = (FundingLine, Option<Agreement>);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.line, |line| of_own_money(change, Some(line.organisation_id))).await
    }

    async fn act(&self, change: &Change, (before, agreement): Self::Subject) -> Result<(), Refusal> {
        if let Some(agreement) = &agreement {
            agreement::deeds::open_to_drafting(agreement)?;
        }
        change.fresh(&before.reference, self.seen, before.version).await?;
        self.figures.check(agreement.as_ref().is_some_and(|agreement| agreement.base_id.is_some()))?;
        let accepted = super::terms(change, &before).await?;
        let shares = self.figures.pay(change, &before).await?;
        // Whoever writes the terms anew writes them for the service as it is called now.
        let called = service::read::by_id(&change.tx, before.service_id).await?.name;
        let mut row = before.row();
        self.figures.fill(&mut row);
        row.service_name = Set(called.clone());
        row.version = Set(before.version + 1);
        if super::terms(change, &self.figures.of(&FundingLine { service_name: called, ..before.clone() })).await?
            != accepted
        {
            asks_again(change, &before, &mut row).await?;
        }
        let after = before.on(row.update(&change.tx).await?);
        change.record_with(Self::NAME, &after.reference, Some(&before), &after, &[shares]);
        Ok(())
    }
}
