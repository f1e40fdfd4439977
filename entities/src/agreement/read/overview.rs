//! The overview of one agreement: where it is, who is in it, what happens next.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, entity::prelude::*};

use super::{Asked, At, Editions, Ends, parties, then_called};
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    agreement::{
        Agreement, PartyRole, SpeaksAs, State, Status, deeds,
        rules::{Force, Step},
        schedules,
        table::edition,
    },
    commitment::{self, Confirmation},
    funding,
    organisation::{
        self,
        read::{Answering, Named},
    },
    values::Pence,
};

/// What the head of every page of an agreement shows, and what the viewer may do there.
#[derive(Clone, Debug)]
pub struct Overview {
    pub agreement: Agreement,
    pub status: Status,
    pub lead: Named,
    /// What the lead was called when the agreement was signed, if that is another name than today's.
    pub lead_then_called: Option<String>,
    pub coordinator: Option<Named>,
    pub parties: Vec<PartyRow>,
    pub steps: Vec<StepOffer>,
    /// What is promised and paid, as a fingerprint, for whoever takes a step; else empty.
    pub schedules: String,
    pub commitments: usize,
    pub confirmed: usize,
    /// Money of its funding lines that is agreed, in pence.
    pub agreed: Pence,
    /// All of its money, in pence, agreed or not.
    pub money: Pence,
    /// May enter that it was signed before there was a register.
    pub may_enter_of_record: bool,
    pub may_draft: bool,
    pub may_steer: bool,
    pub may_sign: bool,
    /// The viewer's organisation has signed what is open for signing.
    pub has_signed: bool,
    /// Reads positions and disputes.
    pub reads_negotiation: bool,
    /// As it was asked for.
    pub at: At,
    /// All its editions that the viewer may read.
    pub editions: Editions,
    /// From when an edition is in force that the viewer may not read; the one that is shown was in force before it.
    pub varied_since: Option<NaiveDate>,
    /// May open the next edition.
    pub may_vary: bool,
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
    /// It leaves with this edition, and signs that.
    pub leaving: bool,
    pub acts_now: Vec<Answering>,
}

/// A step that the state offers, and what it still lacks.
#[derive(Clone, Debug)]
pub struct StepOffer {
    pub step: Step,
    pub lacks: Vec<String>,
}

/// The overview of an agreement.
#[derive(Clone, Debug)]
pub struct OverviewOf(pub Asked);

impl Read for OverviewOf {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Overview;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Overview, Refusal> {
        let (db, today, viewer) = (reader.db(), reader.today(), reader.viewer());
        let (agreement, standing) = reader.agreement(Self::PERMISSION, &self.0).await?;
        let rows = parties(db, agreement.edition_id).await?;
        let keys =
            rows.iter().map(|party| party.organisation_id).chain([agreement.lead_id]).chain(agreement.coordinator_id);
        let names = organisation::read::named(db, keys).await?;
        let bodies = rows.iter().map(|party| party.organisation_id);
        let mut answering = organisation::read::answering(db, bodies, today).await?;
        let shown = rows.iter().map(|party| PartyRow {
            then_called: then_called(&names, party.organisation_id, party.name_when_signed.as_ref()),
            organisation: Named::of(&names, party.organisation_id),
            role: party.role,
            speaks_as: party.speaks_as,
            signs: party.signs,
            leaving: party.leaving,
            acts_now: answering.remove(&party.organisation_id).unwrap_or_default(),
        });
        let shown = shown.collect();
        // What was set aside waits as it is until it is taken up again.
        let open = !agreement.set_aside;
        let steers = reader.may(Permission::Steer, standing);
        let may_steer = open && steers;
        let is_new = agreement.edition == 1 && agreement.state == State::Drafting;
        let may_enter_of_record = is_new && reader.may(Permission::RecordMeetings, standing);
        let confirmed = reader.confirmed(agreement.edition_id).await?;
        let (agreed, money) = funding::read::agreed_of(db, agreement.edition_id).await?;
        let editions = reader.editions_of(&agreement).await?;
        let own = viewer.organisation();
        let signs = rows.iter().any(|party| party.signs && Some(party.organisation_id) == own);
        let has_signed = match (own, agreement.revision_id) {
            (Some(own), Some(revision)) if agreement.state == State::Signing => {
                deeds::given(db, revision).await?.iter().any(|row| row.organisation_id == own)
            }
            _ => false,
        };
        Ok(Overview {
            status: reader.status_of(&agreement, &editions).await?,
            lead_then_called: rows
                .iter()
                .find(|party| party.organisation_id == agreement.lead_id)
                .and_then(|lead| then_called(&names, lead.organisation_id, lead.name_when_signed.as_ref())),
            lead: Named::of(&names, agreement.lead_id),
            coordinator: agreement.coordinator_id.map(|id| Named::of(&names, id)),
            parties: shown,
            steps: if may_steer { reader.steps_of(&agreement).await? } else { Vec::new() },
            schedules: if may_steer || may_enter_of_record {
                schedules::fingerprint(db, &agreement).await?
            } else {
                String::new()
            },
            commitments: commitment::standing_in(db, agreement.edition_id).await?,
            may_enter_of_record,
            confirmed,
            agreed,
            money,
            may_draft: open && reader.may(Permission::Draft, standing) && agreement.state.is_open_to_drafting(),
            may_steer: steers,
            has_signed,
            may_sign: signs
                && !has_signed
                && reader.may(Permission::Sign, standing)
                && agreement.state == State::Signing,
            reads_negotiation: reader.reads_negotiation(standing),
            at: self.0.at,
            varied_since: reader.varied_since(&agreement, &editions).await?,
            may_vary: may_steer && agreement.state == State::Signed && editions.made().is_none(),
            editions,
            agreement,
        })
    }
}

impl Reader<'_> {
    /// The steps that an edition's state offers, and what each still lacks.
    async fn steps_of(&self, edition: &Agreement) -> Result<Vec<StepOffer>, Refusal> {
        let facts = deeds::facts(self.db(), edition, self.today()).await?;
        let offer = |step: &Step| StepOffer { step: *step, lacks: step.lacks(&facts) };
        Ok(Step::offered_in(edition.edition, edition.state).iter().map(offer).collect())
    }

    /// The status of one edition, among all.
    async fn status_of(&self, edition: &Agreement, editions: &Editions) -> Result<Status, Refusal> {
        let force = editions.number(edition.edition).and_then(|row| row.force);
        Ok(match force {
            Some(Force::Until(_)) => Status::Replaced,
            Some(Force::Never) => Status::Overtaken,
            None if edition.set_aside => Status::SetAside,
            _ => Ends::of(self.db(), std::slice::from_ref(edition), self.today()).await?.status(edition, self.today()),
        })
    }

    /// The day of the edition in force, if it is a later one than the viewer may read.
    async fn varied_since(&self, shown: &Agreement, read: &Editions) -> Result<Option<NaiveDate>, Refusal> {
        let today = self.today();
        let in_force = edition::Entity::find()
            .filter(edition::Column::AgreementId.eq(shown.id))
            .filter(edition::Column::State.eq(State::Signed))
            .filter(edition::Column::EffectiveOn.lte(today))
            .order_by_desc(edition::Column::Number)
            .one(self.db())
            .await?;
        let unread = in_force.filter(|row| row.number > shown.edition && read.number(row.number).is_none());
        Ok(unread.and_then(|row| row.effective_on))
    }

    async fn confirmed(&self, edition: i64) -> Result<usize, Refusal> {
        use sea_orm::PaginatorTrait;
        let confirmed = commitment::table::wording::Entity::find()
            .filter(commitment::table::wording::Column::EditionId.eq(edition))
            .filter(commitment::table::wording::Column::Confirmation.eq(Confirmation::Confirmed));
        Ok(usize::try_from(confirmed.count(self.db()).await?).unwrap_or(usize::MAX))
    }
}
