//! The overview of one agreement: where it is, who is in it, what happens next.

use sea_orm::entity::prelude::*;

use super::{may, parties, readable, reads_negotiation, then_called};
use crate::{
    Refusal, Register,
    access::{Permission, Viewer},
    agreement::{PartyRole, SpeaksAs, Status, deeds, rules::Step, table},
    commitment::{self, Confirmation},
    funding,
    organisation::{
        self,
        read::{Answering, Named},
    },
    values::{Pence, Reference},
};

/// What the head of every page of an agreement shows, and what the viewer may do there.
#[derive(Clone, Debug)]
pub struct Overview {
    pub agreement: table::Model,
    pub status: Status,
    pub lead: Named,
    /// What the lead was called when the agreement was signed, if that is another name than today's.
    pub lead_then_called: Option<String>,
    pub coordinator: Option<Named>,
    pub parties: Vec<PartyRow>,
    pub steps: Vec<StepOffer>,
    pub commitments: usize,
    pub confirmed: usize,
    /// Money of its funding lines that is agreed, in pence.
    pub agreed: Pence,
    pub may_draft: bool,
    pub may_steer: bool,
    pub may_sign: bool,
    /// Reads positions and disputes.
    pub reads_negotiation: bool,
}

/// A party, and who acts now for it if it has closed.
#[derive(Clone, Debug)]
pub struct PartyRow {
    pub organisation: Named,
    /// What it was called when the agreement was signed, if that is another name than today's.
    pub then_called: Option<String>,
    pub role: PartyRole,
    pub speaks_as: SpeaksAs,
    pub signs: bool,
    pub acts_now: Vec<Answering>,
}

/// A step that the state offers, and what it still lacks.
#[derive(Clone, Debug)]
pub struct StepOffer {
    pub step: Step,
    pub lacks: Vec<String>,
}

impl Register {
    /// The overview of an agreement.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not there or not for this viewer.
    pub async fn agreement(&self, viewer: &Viewer, reference: &Reference) -> Result<Overview, Refusal> {
        let (agreement, standing) = readable(self.reader(), viewer, reference).await?;
        let rows = parties(self.reader(), agreement.id).await?;
        let keys =
            rows.iter().map(|party| party.organisation_id).chain([agreement.lead_id]).chain(agreement.coordinator_id);
        let names = organisation::read::named(self.reader(), keys).await?;
        let bodies = rows.iter().map(|party| party.organisation_id);
        let mut answering = organisation::read::answering(self.reader(), bodies, self.clock().today()).await?;
        let shown = rows.iter().map(|party| PartyRow {
            then_called: then_called(&names, party.organisation_id, party.name_when_signed.as_ref()),
            organisation: Named::of(&names, party.organisation_id),
            role: party.role,
            speaks_as: party.speaks_as,
            signs: party.signs,
            acts_now: answering.remove(&party.organisation_id).unwrap_or_default(),
        });
        let shown = shown.collect();
        let facts = deeds::facts(self.reader(), &agreement).await?;
        let offer = |step: &Step| StepOffer { step: *step, lacks: step.lacks(&facts) };
        let may_steer = may(viewer, standing, Permission::Steer);
        let (confirmed, agreed) = (self.confirmed(agreement.id).await?, self.agreed(agreement.id).await?);
        let signs = rows.iter().any(|party| party.signs && Some(party.organisation_id) == viewer.organisation());
        Ok(Overview {
            status: Status::on(self.clock().today(), agreement.state, agreement.starts, agreement.ends),
            lead_then_called: rows
                .iter()
                .find(|party| party.organisation_id == agreement.lead_id)
                .and_then(|lead| then_called(&names, lead.organisation_id, lead.name_when_signed.as_ref())),
            lead: Named::of(&names, agreement.lead_id),
            coordinator: agreement.coordinator_id.map(|id| Named::of(&names, id)),
            parties: shown,
            steps: if may_steer { Step::offered(agreement.state).iter().map(offer).collect() } else { Vec::new() },
            commitments: facts.commitments,
            confirmed,
            agreed,
            may_draft: may(viewer, standing, Permission::Draft) && agreement.state.is_open_to_drafting(),
            may_steer,
            may_sign: signs
                && may(viewer, standing, Permission::Sign)
                && agreement.state == crate::agreement::State::Signing,
            reads_negotiation: reads_negotiation(viewer, standing),
            agreement,
        })
    }

    async fn confirmed(&self, agreement: i64) -> Result<usize, Refusal> {
        use sea_orm::PaginatorTrait;
        let confirmed = commitment::table::Entity::find()
            .filter(commitment::table::Column::AgreementId.eq(agreement))
            .filter(commitment::table::Column::Confirmation.eq(Confirmation::Confirmed));
        Ok(usize::try_from(confirmed.count(self.reader()).await?).unwrap_or(usize::MAX))
    }

    async fn agreed(&self, agreement: i64) -> Result<Pence, Refusal> {
        let lines = funding::table::Entity::find().filter(funding::table::Column::AgreementId.eq(agreement));
        let lines = lines.all(self.reader()).await?;
        let agreed = lines.iter().filter(|line| line.line().column() == funding::rules::Column::Agreed);
        Ok(agreed.map(|line| line.pence).sum())
    }
}
