//! Writing down a new agreement: its frame, before its text.

use chrono::NaiveDate;
use sea_orm::{Set, entity::prelude::*};

use super::{PARTIES, is_there};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, Clients, Kind, PartyRole, Reason, SpeaksAs, State, Term, found_by, rules,
        table::{self, edition},
    },
    audit::Rows,
    organisation,
    values::{FinancialYear, Reference, text},
};

/// A new agreement. The acting organisation leads it and is its first party.
#[derive(Clone, Debug)]
pub struct CreateAgreement {
    pub title: String,
    pub kind: Kind,
    pub year: FinancialYear,
    pub binding: bool,
    /// The body that brings the parties together; it signs nothing.
    pub coordinator: Option<Reference>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub aims: String,
}

impl Deed for CreateAgreement {
    const NAME: &'static str = "created an agreement";
    const PERMISSION: Permission = Permission::Draft;
    type Subject = organisation::table::Model;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let lead = organisation::read::by_id(&change.tx, change.organisation()?).await?;
        Ok((lead, Standing::OWN))
    }

    async fn act(&self, change: &Change, lead: Self::Subject) -> Result<Reference, Refusal> {
        rules::term(self.starts, self.ends)?;
        rules::may_be_party(self.kind, &lead.name, lead.kind)?;
        let begins = self.starts.unwrap_or_else(|| self.year.first_day());
        let gone = organisation::read::gone(&change.tx, [lead.id], begins, change.today()).await?;
        if let Some(gone) = gone.first() {
            return Err(Refusal::rule(gone.why(), "Let the body that acts for it now write the agreement"));
        }
        let coordinator = coordinator(change, self.coordinator.as_ref(), lead.id).await?;
        if let Some(body) = coordinator {
            is_there(change, "coordinator", body, begins).await?;
        }
        let row = table::ActiveModel {
            reference: Set(change.next_reference(self.kind.prefix(), self.year.start_year()).await?),
            kind: Set(self.kind),
            year: Set(self.year),
            ..Default::default()
        };
        let agreement = row.insert(&change.tx).await?;
        let row = edition::ActiveModel {
            agreement_id: Set(agreement.id),
            number: Set(1),
            reason: Set(Reason::First),
            reason_words: Set(String::new()),
            title: Set(self.title.clone()),
            title_key: Set(text::folded(&self.title)),
            binding: Set(self.binding),
            lead_id: Set(lead.id),
            coordinator_id: Set(coordinator),
            state: Set(State::Drafting),
            opened: Set(false),
            set_aside: Set(false),
            withdrawn_because: Set(String::new()),
            published: Set(false),
            effective_on: Set(self.starts),
            starts: Set(self.starts),
            ends: Set(self.ends),
            term: Set(Term::of(self.ends)),
            clients: Set(Clients::Children),
            geography: Set(String::new()),
            aims: Set(self.aims.clone()),
            of_record: Set(false),
            version: Set(1),
            ..Default::default()
        };
        let agreement = Agreement::new(agreement, row.insert(&change.tx).await?);
        let party = table::party::ActiveModel {
            edition_id: Set(agreement.edition_id),
            organisation_id: Set(lead.id),
            role: Set(PartyRole::LeadCommissioner),
            speaks_as: Set(if lead.kind.is_nhs() { SpeaksAs::NhsCommissioner } else { SpeaksAs::Council }),
            signs: Set(true),
            leaving: Set(false),
            ..Default::default()
        };
        let party = party.insert(&change.tx).await?;
        change.found_by(found_by::document(&agreement, ""));
        change.record_with(Self::NAME, &agreement.reference, None, &agreement, &[Rows::new(PARTIES, &[party])?]);
        Ok(agreement.reference)
    }
}

/// The coordinator's key.
///
/// # Errors
/// [`Refusal::Invalid`] if it is no organisation of the register, or leads the agreement itself.
pub(super) async fn coordinator(
    change: &Change,
    reference: Option<&Reference>,
    lead: i64,
) -> Result<Option<i64>, Refusal> {
    let Some(reference) = reference else { return Ok(None) };
    let found = organisation::read::kept_by_reference(&change.tx, reference).await?;
    let found = found.ok_or_else(|| Refusal::field("coordinator", format!("There is no organisation {reference}")))?;
    if found.id == lead {
        return Err(Refusal::field(
            "coordinator",
            "Choose another body: who leads the agreement does not coordinate it",
        ));
    }
    Ok(Some(found.id))
}
