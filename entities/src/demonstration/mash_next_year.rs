//! The hub in 2015/16: do the partners retain their commitment and funding [15]? It is drafted from the arrangement of the year before;
//! each partner is asked, and the council has answered.

use super::{
    Birmingham,
    agreements::{free, promise},
    negotiation::{Negotiation, Says},
    words::{day, illustrative, pounds, year},
};
use crate::{
    Refusal,
    agreement::{
        deeds::{RenewAgreement, SaveText},
        read::{At, CommitmentsOf, DraftingOf, RenewalOffered, YearsCompared},
        rules::Step,
    },
    commitment::{
        Judgement,
        deeds::{EditCommitment, JudgeAmbition, WithdrawCommitment, Wording},
        read::CommitmentPage,
    },
    funding::{
        deeds::{EditFunding, Figures, Share},
        read::LinesOf,
    },
    values::{Pence, Reference},
};

impl Birmingham<'_> {
    pub(super) async fn mash_next_year(&self, hub: &Reference) -> Result<(), Refusal> {
        let next = self.renewed(hub).await?;
        self.ambitions(&next).await?;
        self.less_for_cover(&next).await?;
        next.step(Step::Negotiate).await?;
        for (commitment, owner, _) in self.promised(&next.agreement).await? {
            if owner == self.organisations.council {
                next.asked(&commitment, &self.people.commissioner, Says::yes(&[])).await?;
            } else {
                next.request(&commitment).await?;
            }
        }
        Ok(())
    }

    /// Next year's arrangement, as the renewal makes it of this year's; with the words of the new text.
    async fn renewed(&self, hub: &Reference) -> Result<Negotiation<'_>, Refusal> {
        let (register, by) = (self.register, &self.people.commissioner);
        let offered = RenewalOffered { of: vec![hub.clone()], year: None, starts: None };
        let offer = register.read(&by.viewer, &offered).await?;
        let renew = RenewAgreement {
            of: offer.of.iter().map(|of| (of.reference.clone(), of.version)).collect(),
            beside: Vec::new(),
            title: offer.title,
            year: offer.year,
            starts: offer.days.starts,
            ends: offer.days.ends,
        };
        let agreement = register.change(by, &renew).await?;
        let drafting = register.read(&by.viewer, &DraftingOf(agreement.clone())).await?;
        let text = include_str!("mash_next_year.md").into();
        let save = SaveText { agreement: agreement.clone(), base: drafting.base, text };
        register.change(by, &save).await?;
        Ok(Negotiation { birmingham: self, agreement, year: year(2015) })
    }

    /// The commitments that stand, with their owners and their statements.
    async fn promised(&self, agreement: &Reference) -> Result<Vec<(Reference, Reference, String)>, Refusal> {
        let asked = CommitmentsOf(At::Made.of(agreement.clone()));
        let rows = self.register.read(&self.people.commissioner.viewer, &asked).await?;
        let stand = rows.into_iter().filter(|row| row.confirmation != crate::commitment::Confirmation::Withdrawn);
        Ok(stand.map(|row| (row.reference, row.owner.reference, row.statement)).collect())
    }

    /// What is raised, what is left, what is new.
    async fn ambitions(&self, next: &Negotiation<'_>) -> Result<(), Refusal> {
        for (commitment, _, statement) in self.promised(&next.agreement).await? {
            if statement.starts_with("Offer family support") {
                self.reworded(&commitment, |wording| wording.target = "At least 90%".into()).await?;
            } else if statement.starts_with("Have a reviewing officer") {
                let sooner = statement.replace("within two working days", "within one working day");
                self.reworded(&commitment, |wording| wording.statement = sooner).await?;
                let why = "Illustrative: cases are looked at within one working day instead of two";
                self.judged(next, &commitment, Judgement::Raised, why).await?;
            } else if statement.starts_with("Count the contacts") {
                let why = "Illustrative: the analysis counts them".into();
                let seen = self.version_of(&commitment).await?;
                let withdraw = WithdrawCommitment { commitment, seen, why };
                self.register.change(&self.people.commissioner, &withdraw).await?;
            }
        }
        let analysis = promise(
            "c-adds",
            "Finish the analysis of unmet need and risk before the summer",
            ("Parts of the analysis that are finished", "All"),
            day(2015, 6, 30),
        );
        let analysis = free("It is done by people who are paid already", analysis);
        next.promises(&self.organisations.council, analysis).await.map(|_| ())
    }

    async fn version_of(&self, commitment: &Reference) -> Result<i64, Refusal> {
        let page = CommitmentPage(At::Made.of(commitment.clone()));
        Ok(self.register.read(&self.people.commissioner.viewer, &page).await?.commitment.version)
    }

    async fn reworded(&self, commitment: &Reference, alter: impl FnOnce(&mut Wording)) -> Result<(), Refusal> {
        let by = &self.people.commissioner;
        let page = self.register.read(&by.viewer, &CommitmentPage(At::Made.of(commitment.clone()))).await?;
        let mut wording = Wording {
            clause: page.anchor,
            statement: page.commitment.statement,
            measure: page.commitment.measure,
            target: page.commitment.target,
            due: page.commitment.due,
            no_money_because: page.commitment.no_money_because,
        };
        alter(&mut wording);
        let edit = EditCommitment { commitment: commitment.clone(), seen: page.commitment.version, wording };
        self.register.change(by, &edit).await.map(|_| ())
    }

    /// The council says what figures do not.
    async fn judged(
        &self,
        next: &Negotiation<'_>,
        commitment: &Reference,
        judgement: Judgement,
        why: &str,
    ) -> Result<(), Refusal> {
        let by = &self.people.commissioner;
        let asked = YearsCompared { asked: At::Made.of(next.agreement.clone()), with: None };
        let years = self.register.read(&by.viewer, &asked).await?.ok_or(Refusal::NotFound)?;
        let of = |line: &crate::agreement::read::Line| {
            line.after.as_ref().is_some_and(|after| after.reference == *commitment)
        };
        let line = years.lines.into_iter().find(of).ok_or(Refusal::NotFound)?;
        let judge = JudgeAmbition {
            commitment: commitment.clone(),
            before: line.before.ok_or(Refusal::NotFound)?.reference,
            judgement,
            reason: why.into(),
            compared: line.compared,
        };
        self.register.change(by, &judge).await
    }

    /// What the clinical commissioning group pays for cover it promises now, and pays no more than that.
    async fn less_for_cover(&self, next: &Negotiation<'_>) -> Result<(), Refusal> {
        let by = &self.people.commissioner;
        let every_day = ("Working days on which the desk was staffed", "Every working day");
        let cover = "Pay for cover while the health practitioner is at the hub";
        let cover = promise("c-people", cover, every_day, day(2016, 3, 31));
        let cover = next.promises(&self.organisations.cross_city, cover).await?;
        let lines = self.register.read(&by.viewer, &LinesOf(At::Made.of(next.agreement.clone()))).await?;
        let own = |line: &&crate::funding::read::Line| line.party.reference == self.organisations.cross_city;
        let Some(line) = lines.iter().find(own) else { return Ok(()) };
        let terms = &line.line;
        let figures = Figures {
            amount: pounds(45_000),
            arrangement: terms.arrangement,
            spending: terms.spending,
            recurrence: terms.recurrence,
            certainty: terms.certainty,
            tolerance: terms.tolerance_from.zip(terms.tolerance_to),
            note: illustrative("What pays for the cover and nothing else"),
            shares: vec![Share { commitment: cover, pence: Pence::pounds(45_000) }],
        };
        let edit = EditFunding { line: terms.reference.clone(), seen: terms.version, figures };
        self.register.change(by, &edit).await.map(|_| ())
    }
}
