//! The Multi-Agency Safeguarding Hub in 2014/15: signed, published, in force. From it a member of the public follows a
//! pound to a contract and its result, and sees each break of the chain exactly once.

use super::{
    Birmingham,
    agreements::{free, promise},
    money::illustrative_figures,
    negotiation::{Negotiation, Says, Variation},
    words::{day, pounds},
};
use crate::{
    Refusal,
    agreement::{PartyRole, Reason, SpeaksAs, rules::Step},
    commitment::Answer,
    funding::{Arrangement, Certainty, deeds::Figures},
    values::{FinancialYear, Reference},
};

/// The day on which the hospital is a partner.
const JOINS: &str = "2015-01-05";

/// What the partners promise, in the order of the text.
struct Promises {
    /// Paid for by the council, the police, and two bodies of the NHS.
    social_workers: Reference,
    officers: Reference,
    practitioners: Reference,
    /// Paid for, and done by two contracts of which one is silent about the last quarter.
    family_support: Reference,
    /// Paid for, while nobody has decided who delivers it and what the work on it is measured by.
    reviewing: Reference,
    /// With neither money nor a reason to need none.
    analyst: Reference,
    /// Declined: not agreed.
    practices: Reference,
}

impl Birmingham<'_> {
    /// The arrangement, signed and published; its reference.
    pub(super) async fn mash(&self) -> Result<Reference, Refusal> {
        let (organisations, people) = (&self.organisations, &self.people);
        let hub = Negotiation::begin(self, self.mash_draft(), &people.commissioner).await?;
        for (organisation, role, speaks_as) in [
            (&organisations.police, PartyRole::Partner, SpeaksAs::Police),
            (&organisations.community, PartyRole::ProviderPartner, SpeaksAs::NhsProvider),
            (&organisations.cross_city, PartyRole::Partner, SpeaksAs::NhsCommissioner),
        ] {
            hub.joins(organisation, role, speaks_as).await?;
        }
        // The hub is live since the end of July 2014 [15]. That the partners decide by the end of January how they go on is of the
        // illustrative text.
        hub.is_about(&self.services.mash).await?;
        hub.is_reviewed(day(2015, 1, 30)).await?;
        let promises = self.mash_promises(&hub).await?;
        hub.step(Step::Negotiate).await?;
        self.mash_money_and_answers(&hub, &promises).await?;
        hub.step(Step::Approve).await?;
        hub.step(Step::OpenSigning).await?;
        for signatory in
            [&people.council_signatory, &people.police_signatory, &people.community_signatory, &people.nhs_signatory]
        {
            hub.sign(signatory).await?;
        }
        hub.publish(1).await?;
        Ok(hub.agreement)
    }

    /// From January the children's hospital is at the hub, too: an edition that is signed, and whose day has yet to come.
    pub(super) async fn hospital_joins(&self, hub: Reference) -> Result<(), Refusal> {
        let (organisations, people) = (&self.organisations, &self.people);
        let joins = JOINS.parse().map_err(Refusal::broken)?;
        let hub = Negotiation { birmingham: self, agreement: hub, year: FinancialYear::of(joins) };
        let variation = Variation {
            reason: Reason::JoiningOrLeaving,
            words: "Illustrative: the children's hospital joins the hub, and nobody else's part changes",
            effective_on: joins,
        };
        let (before, now) = (
            "Each partner keeps people at the hub",
            "Each partner, from January 2015 the children's hospital \
             among them, keeps people at the hub",
        );
        hub.varied(variation, before, now).await?;
        hub.joins(&organisations.childrens_hospital, PartyRole::ProviderPartner, SpeaksAs::NhsProvider).await?;
        for step in [Step::Negotiate, Step::Approve, Step::OpenSigning] {
            hub.step(step).await?;
        }
        for signatory in [
            &people.council_signatory,
            &people.police_signatory,
            &people.community_signatory,
            &people.nhs_signatory,
            &people.hospital_signatory,
        ] {
            hub.sign(signatory).await?;
        }
        hub.publish(2).await
    }

    async fn mash_promises(&self, hub: &Negotiation<'_>) -> Result<Promises, Refusal> {
        let by = &self.organisations;
        let due = day(2015, 3, 31);
        let every_day = ("Working days on which the desk was staffed", "Every working day");
        let staffed = |statement| promise("c-people", statement, every_day, due);
        let practices = free(
            "The figures are there already",
            promise(
                "c-figures",
                "Give each practice's contacts and referrals every month",
                ("Months given", "Every month"),
                due,
            ),
        );
        Ok(Promises {
            social_workers: hub
                .promises(&by.council, staffed("Keep social workers, managers and the site at the hub"))
                .await?,
            officers: hub.promises(&by.police, staffed("Keep officers and a sergeant at the hub")).await?,
            practitioners: hub.promises(&by.community, staffed("Keep a health practitioner at the hub")).await?,
            family_support: hub
                .promises(
                    &by.council,
                    promise(
                        "c-after",
                        "Offer family support to every family that needs help but no protection",
                        ("Families visited within ten working days", "At least 85%"),
                        due,
                    ),
                )
                .await?,
            reviewing: hub
                .promises(
                    &by.council,
                    promise(
                        "c-challenge",
                        "Have a reviewing officer look again within two working days where partners disagree",
                        ("Cases looked at in time", "All"),
                        due,
                    ),
                )
                .await?,
            analyst: hub
                .promises(
                    &by.police,
                    promise(
                        "c-figures",
                        "Count the contacts of every partner, month by month",
                        ("Months counted", "Every month"),
                        due,
                    ),
                )
                .await?,
            practices: hub.promises(&by.cross_city, practices).await?,
        })
    }

    async fn mash_money_and_answers(&self, hub: &Negotiation<'_>, promises: &Promises) -> Result<(), Refusal> {
        let (by, people, services) = (&self.organisations, &self.people, &self.services);
        let agreed = |sum, pays: &[(&Reference, i32)]| illustrative_figures(pounds(sum), Certainty::Agreed, pays);
        let in_kind =
            |sum, pays: &[(&Reference, i32)]| Figures { arrangement: Arrangement::InKind, ..agreed(sum, pays) };
        let council = agreed(600_000, &[(&promises.social_workers, 600_000)]);
        hub.pays(&by.council, &services.mash, council).await?;
        let officers = in_kind(250_000, &[(&promises.officers, 250_000)]);
        let officers = hub.pays(&by.police, &services.mash, officers).await?;
        let nurse = in_kind(90_000, &[(&promises.practitioners, 90_000)]);
        let nurse = hub.pays(&by.community, &services.mash, nurse).await?;
        // What no commitment explains of it is £15,000.
        let backfill = agreed(60_000, &[(&promises.practitioners, 45_000)]);
        let backfill = hub.pays(&by.cross_city, &services.mash, backfill).await?;
        let support = agreed(180_000, &[(&promises.family_support, 180_000)]);
        hub.pays(&by.council, &services.family_support, support).await?;
        let reviewing = agreed(50_000, &[(&promises.reviewing, 50_000)]);
        hub.pays(&by.council, &services.iro, reviewing).await?;

        for own in [&promises.social_workers, &promises.family_support, &promises.reviewing] {
            hub.asked(own, &people.commissioner, Says::yes(&[])).await?;
        }
        hub.asked(&promises.officers, &people.police, Says::yes(&[&officers])).await?;
        hub.asked(&promises.analyst, &people.police, Says::yes(&[])).await?;
        hub.asked(&promises.practitioners, &people.community, Says::yes(&[&nurse])).await?;
        hub.stands(&backfill, &people.partner, crate::funding::Stand::Agrees, "").await?;
        let no = "Illustrative: general practice is commissioned by NHS England, not by us";
        hub.asked(&promises.practices, &people.partner, Says::no(Answer::Decline, no)).await
    }
}
