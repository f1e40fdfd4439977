//! The hands of a negotiation: one agreement, and what its commissioner and its parties do with it.

use chrono::NaiveDate;

use super::{Birmingham, agreements::Draft};
use crate::{
    Refusal,
    access::Actor,
    agreement::{
        PartyRole, Reason, SpeaksAs, State,
        deeds::{AddParty, PublishAgreement, PutServiceInScope, SaveText, SetReviewDays, Sign, TakeStep, Vary},
        read::{Asked, At, DraftingOf, Overview, OverviewOf, SignaturesOf},
        rules::{Days, Step},
    },
    commitment::{
        Answer,
        deeds::{AnswerCommitment, CostAnswer, RequestConfirmation, Wording, WriteCommitment},
        read::{CommitmentPage, Cost},
    },
    funding::{
        Stand,
        deeds::{Figures, StandOnCost, WriteFunding},
        read::LineOf,
    },
    values::{FinancialYear, Reference},
};

/// An agreement that is being made.
pub(super) struct Negotiation<'a> {
    pub birmingham: &'a Birmingham<'a>,
    pub agreement: Reference,
    pub year: FinancialYear,
}

/// Why an agreement is varied, and from when.
pub(super) struct Variation {
    pub reason: Reason,
    pub words: &'static str,
    pub effective_on: NaiveDate,
}

/// What an owner answers.
pub(super) struct Says<'a> {
    pub answer: Answer,
    pub proposed: &'a str,
    pub words: &'a str,
    /// The costs for the commitment that it accepts.
    pub costs: Vec<Reference>,
}

impl Says<'_> {
    /// Yes, and yes to the costs.
    pub fn yes(lines: &[&Reference]) -> Self {
        let costs = lines.iter().map(|line| (*line).clone()).collect();
        Says { answer: Answer::Confirm, proposed: "", words: "", costs }
    }

    /// No, in words.
    pub fn no(answer: Answer, words: &str) -> Says<'_> {
        Says { answer, proposed: "", words, costs: Vec::new() }
    }
}

impl<'a> Negotiation<'a> {
    /// The council creates an agreement, and `drafter` saves its text.
    pub async fn begin(birmingham: &'a Birmingham<'a>, draft: Draft, drafter: &Actor) -> Result<Self, Refusal> {
        let Draft { create, text } = draft;
        let agreement = birmingham.register.change(&birmingham.people.commissioner, &create).await?;
        let save = SaveText { agreement: agreement.clone(), base: 0, text: text.into() };
        birmingham.register.change(drafter, &save).await?;
        Ok(Self { birmingham, agreement, year: create.year })
    }

    fn commissioner(&self) -> &Actor {
        &self.birmingham.people.commissioner
    }

    pub async fn joins(&self, organisation: &Reference, role: PartyRole, speaks_as: SpeaksAs) -> Result<(), Refusal> {
        let agreement = self.agreement.clone();
        let seen = self.version().await?;
        let join = AddParty { agreement, organisation: organisation.clone(), role, speaks_as, signs: true, seen };
        self.birmingham.register.change(self.commissioner(), &join).await
    }

    /// The council puts a service in scope, for as long as the agreement. Who hosts it is not said.
    pub async fn is_about(&self, service: &Reference) -> Result<(), Refusal> {
        let (agreement, service, days) = (self.agreement.clone(), service.clone(), Days::default());
        let put = PutServiceInScope { agreement, service, days, host: None, seen: self.version().await? };
        self.birmingham.register.change(self.commissioner(), &put).await
    }

    pub async fn is_reviewed(&self, days: impl IntoIterator<Item = NaiveDate>) -> Result<(), Refusal> {
        let (agreement, boxes) = (self.agreement.clone(), days.into_iter().map(Some).collect());
        let reviews = SetReviewDays { agreement, boxes, seen: self.version().await? };
        self.birmingham.register.change(self.commissioner(), &reviews).await
    }

    /// The edition that is being made, as the commissioner sees it; else the one in force.
    async fn shown(&self) -> Result<Overview, Refusal> {
        self.birmingham.register.read(&self.commissioner().viewer, &OverviewOf(self.made())).await
    }

    fn made(&self) -> Asked {
        At::Made.of(self.agreement.clone())
    }

    /// Its version.
    async fn version(&self) -> Result<i64, Refusal> {
        Ok(self.shown().await?.agreement.version)
    }

    /// The council opens the next edition, whose text says `now` where it said `before`.
    pub async fn varied(&self, vary: Variation, before: &str, now: &str) -> Result<(), Refusal> {
        let Variation { reason, words, effective_on } = vary;
        let (agreement, register) = (self.agreement.clone(), self.birmingham.register);
        let seen = self.version().await?;
        let vary = Vary { agreement: agreement.clone(), reason, words: words.into(), effective_on, seen };
        register.change(self.commissioner(), &vary).await?;
        let drafting = register.read(&self.commissioner().viewer, &DraftingOf(agreement.clone())).await?;
        let save = SaveText { agreement, base: drafting.base, text: drafting.text.replace(before, now) };
        register.change(self.commissioner(), &save).await.map(|_| ())
    }

    pub async fn step(&self, step: Step) -> Result<State, Refusal> {
        let shown = self.shown().await?;
        let (seen, schedules) = (shown.agreement.version, shown.schedules);
        let step = TakeStep { agreement: self.agreement.clone(), step, seen, schedules };
        self.birmingham.register.change(self.commissioner(), &step).await
    }

    pub async fn promises(&self, owner: &Reference, wording: Wording) -> Result<Reference, Refusal> {
        let (agreement, owner) = (self.agreement.clone(), owner.clone());
        let write = WriteCommitment { agreement, owner, year: self.year, wording };
        self.birmingham.register.change(self.commissioner(), &write).await
    }

    pub async fn pays(
        &self,
        organisation: &Reference,
        service: &Reference,
        figures: Figures,
    ) -> Result<Reference, Refusal> {
        let line = WriteFunding {
            agreement: Some(self.agreement.clone()),
            service: service.clone(),
            organisation: organisation.clone(),
            year: self.year,
            figures,
        };
        self.birmingham.register.change(self.commissioner(), &line).await
    }

    pub async fn request(&self, commitment: &Reference) -> Result<(), Refusal> {
        let register = &self.birmingham.register;
        let seen =
            register.read(&self.commissioner().viewer, &CommitmentPage(commitment.into())).await?.commitment.version;
        let request = RequestConfirmation { commitment: commitment.clone(), seen };
        self.birmingham.register.change(self.commissioner(), &request).await
    }

    /// The commissioner asks, and the owner answers at once.
    pub async fn asked(&self, commitment: &Reference, owner: &Actor, says: Says<'_>) -> Result<(), Refusal> {
        self.request(commitment).await?;
        let shown = self.birmingham.register.read(&owner.viewer, &CommitmentPage(commitment.into())).await?;
        let accepts = |cost: &&Cost| says.costs.contains(&cost.line);
        let costs = shown.costs.iter().filter(accepts).map(|cost| CostAnswer {
            line: cost.line.clone(),
            seen: cost.version,
            stand: Stand::Agrees,
            words: String::new(),
        });
        let answer = AnswerCommitment {
            commitment: commitment.clone(),
            seen: shown.commitment.version,
            answer: says.answer,
            proposed: says.proposed.into(),
            words: says.words.into(),
            costs: costs.collect(),
        };
        self.birmingham.register.change(owner, &answer).await.map(|_| ())
    }

    pub async fn stands(&self, line: &Reference, party: &Actor, stand: Stand, words: &str) -> Result<(), Refusal> {
        let seen = self.birmingham.register.read(&party.viewer, &LineOf(line.into())).await?.line.line.version;
        let stand = StandOnCost { seen, line: line.clone(), stand, words: words.into() };
        self.birmingham.register.change(party, &stand).await
    }

    pub async fn sign(&self, signatory: &Actor) -> Result<(), Refusal> {
        let signatures = self.birmingham.register.read(&signatory.viewer, &SignaturesOf(self.made())).await?;
        let (_, hash) = signatures.open.ok_or(Refusal::NotFound)?;
        let sign = Sign {
            agreement: self.agreement.clone(),
            hash,
            position: "Authorised signatory (illustrative)".into(),
            authority: "Scheme of delegation (illustrative)".into(),
        };
        self.birmingham.register.change(signatory, &sign).await.map(|_| ())
    }

    pub async fn publish(&self, edition: i64) -> Result<(), Refusal> {
        let (register, viewer) = (self.birmingham.register, &self.commissioner().viewer);
        let shown = register.read(viewer, &OverviewOf(At::Edition(edition).of(self.agreement.clone()))).await?;
        let (agreement, seen) = (self.agreement.clone(), shown.agreement.version);
        let publish = PublishAgreement { agreement, edition, published: true, seen };
        self.birmingham.register.change(self.commissioner(), &publish).await
    }
}
