//! The memorandum for 2015/16 in negotiation [32]: commitments in every state of confirmation, and the open argument about
//! who pays for partnership working.

use super::{
    Birmingham,
    agreements::{free, promise},
    money::illustrative_figures,
    negotiation::{Negotiation, Says},
    words::{day, illustrative, pounds},
};
use crate::{
    Refusal,
    access::Actor,
    agreement::{PartyRole, SpeaksAs, rules::Step},
    commitment::{
        Answer,
        deeds::{WithdrawCommitment, Wording},
        read::CommitmentPage,
    },
    funding::{Certainty, Stand, deeds::Figures},
    values::Reference,
};

/// The argument's two sides, as the report tells them: the roles of commissioners and of providers [32].
const COMMISSIONERS_SAY: &str =
    "Illustrative: the time that providers spend in partnership is part of what our contracts buy already";
const PROVIDERS_SAY: &str =
    "Illustrative: no contract prices this time; whoever commissions the care should pay for it";

impl Birmingham<'_> {
    pub(super) async fn memorandum(&self) -> Result<(), Refusal> {
        let talks = Negotiation::begin(self, self.memorandum_draft(), &self.people.coordinator).await?;
        let by = &self.organisations;
        let commissioners = [&by.cross_city, &by.south_central, &by.sandwell];
        for organisation in commissioners {
            talks.joins(organisation, PartyRole::Partner, SpeaksAs::NhsCommissioner).await?;
        }
        for organisation in [&by.community, &by.childrens_hospital, &by.heart_of_england, &by.mental_health] {
            talks.joins(organisation, PartyRole::ProviderPartner, SpeaksAs::NhsProvider).await?;
        }
        talks.step(Step::Negotiate).await?;
        self.referrals(&talks).await?;
        self.services_together(&talks).await?;
        self.who_pays(&talks).await?;
        self.later_years(&talks).await?;
        self.rounds(&talks).await
    }

    /// Confirmed, asked, confirmed with a change, proposed, and one that was withdrawn.
    async fn referrals(&self, talks: &Negotiation<'_>) -> Result<(), Refusal> {
        let (by, people) = (&self.organisations, &self.people);
        let told = self.told("Tell every NHS referrer within five working days what became of the referral");
        self.settled(talks, &by.council, told, &people.commissioner).await?;
        let one_form = || self.one_form("Write the hub's one form and telephone number into every provider's contract");
        self.settled(talks, &by.cross_city, one_form(), &people.partner).await?;
        let asked = talks.promises(&by.sandwell, one_form()).await?;
        talks.request(&asked).await?;
        let changed = talks.promises(&by.south_central, one_form()).await?;
        let proposed = illustrative("Write the hub's one form and telephone number into contracts as they are renewed");
        let change = Says { proposed: &proposed, ..Says::no(Answer::ConfirmWithChange, "") };
        talks.asked(&changed, &people.south_central, change).await?;
        talks
            .promises(&by.heart_of_england, self.told("Ask in every emergency department who lives with the child"))
            .await?;
        let twice = talks.promises(&by.childrens_hospital, one_form()).await?;
        let why = "Illustrative: it is promised by those who commission the hospital".into();
        let seen =
            self.register.read(&people.commissioner.viewer, &CommitmentPage((&twice).into())).await?.commitment.version;
        let withdraw = WithdrawCommitment { commitment: twice, seen, why };
        self.register.change(&people.commissioner, &withdraw).await
    }

    /// A service commissioned and funded together, with the whole chain to its results; the early years review.
    async fn services_together(&self, talks: &Negotiation<'_>) -> Result<(), Refusal> {
        let (by, people, recovery) = (&self.organisations, &self.people, &self.services.recovery);
        let both = ("Children who begin within four weeks", "90%");
        let wording = |statement| promise("c-services", statement, both, day(2016, 3, 31));
        let council = talks.promises(&by.council, wording("Commission recovery groups together with the NHS")).await?;
        let nhs =
            talks.promises(&by.cross_city, wording("Commission recovery groups together with the council")).await?;
        let figures = |of| illustrative_figures(pounds(60_000), Certainty::Provisional, &[(of, 60_000)]);
        talks.pays(&by.council, recovery, figures(&council)).await?;
        let line = talks.pays(&by.cross_city, recovery, figures(&nhs)).await?;
        talks.asked(&council, &people.commissioner, Says::yes(&[])).await?;
        talks.asked(&nhs, &people.partner, Says::yes(&[&line])).await?;
        let review = promise(
            "c-services",
            "Open the review of early years services to the NHS from the start",
            ("Meetings to which the NHS was asked", "All"),
            day(2015, 9, 30),
        );
        let review = free("Done by people who are in post", review);
        self.settled(talks, &by.council, review, &people.commissioner).await
    }

    /// The cost of partnership working: the commissioners dispute the promise, the providers dispute the cost. Another
    /// cost of the same sort waits for its party's answer.
    async fn who_pays(&self, talks: &Negotiation<'_>) -> Result<(), Refusal> {
        let (by, people) = (&self.organisations, &self.people);
        let time = |statement| promise("c-who-pays", statement, ("Days given", "As agreed each quarter"), None);
        let bear =
            talks.promises(&by.cross_city, time("Bear the cost of providers' time in partnership working")).await?;
        let figures = illustrative_figures(pounds(120_000), Certainty::Estimate, &[(&bear, 120_000)]);
        let disputed = talks.pays(&by.community, &self.services.mash, figures).await?;
        talks.asked(&bear, &people.partner, Says::no(Answer::Dispute, COMMISSIONERS_SAY)).await?;
        talks.stands(&disputed, &people.community, Stand::Objects, PROVIDERS_SAY).await?;
        let lead = talks.promises(&by.cross_city, self.hub("Pay for a lead nurse for the hub's referrals")).await?;
        let figures = illustrative_figures(pounds(40_000), Certainty::Estimate, &[(&lead, 40_000)]);
        talks.pays(&by.cross_city, &self.services.mash, Figures { tolerance: Some((10, 15)), ..figures }).await?;
        talks.request(&lead).await?;
        let count =
            talks.promises(&by.community, time("Report every month the days given to partnership working")).await?;
        let no = Says::no(Answer::Decline, "Illustrative: counting it costs more than it shows");
        talks.asked(&count, &people.community, no).await
    }

    /// Asked of a body that can answer for two.
    async fn later_years(&self, talks: &Negotiation<'_>) -> Result<(), Refusal> {
        let raise = promise(
            "c-ambition",
            "Say which commitments are raised in 2016/17",
            ("Commitments decided on", "All"),
            day(2015, 12, 31),
        );
        let raise = free("Decided in meetings that are held anyway", raise);
        let raise = talks.promises(&self.organisations.south_central, raise).await?;
        talks.request(&raise).await
    }

    async fn settled(
        &self,
        talks: &Negotiation<'_>,
        owner: &Reference,
        wording: Wording,
        person: &Actor,
    ) -> Result<(), Refusal> {
        let commitment = talks.promises(owner, wording).await?;
        talks.asked(&commitment, person, Says::yes(&[])).await
    }

    fn one_form(&self, statement: &str) -> Wording {
        let measured = ("Contracts that name it", "All");
        free("Part of the yearly contract round", promise("c-referrals", statement, measured, day(2015, 4, 1)))
    }

    fn told(&self, statement: &str) -> Wording {
        let measured = ("Children for whom it was done", "90%");
        free("Done by people who are in post", promise("c-referrals", statement, measured, day(2015, 9, 30)))
    }

    fn hub(&self, statement: &str) -> Wording {
        promise("c-hub", statement, ("NHS referrals that reach the hub complete", "95%"), day(2016, 3, 31))
    }
}
