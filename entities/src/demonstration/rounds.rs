//! The memorandum's clauses in negotiation: a first round that is closed, words that were taken over and words that were left, a second
//! round in which some have answered and the argument about who pays stays open. Every position is invented, and says so.

use super::{Birmingham, negotiation::Negotiation, words::day, words::illustrative};
use crate::{
    Refusal,
    access::Actor,
    agreement::read::At,
    negotiation::{
        Stand,
        deeds::{AgreeWithRest, CloseRound, LeaveWords, OpenRound, TakeStand, TakeWordsOver},
        read::{ClauseOf, ClausePage, NegotiationOf},
    },
};

/// A clause's words before and after somebody would change them.
type Change<'a> = (&'a str, &'a str);

const COUNTED: Change<'_> = (
    "are counted every quarter, and looked at together",
    "are counted every month, and looked at together every quarter",
);
const MONTHLY: Change<'_> = ("The named leads meet every month", "The named leads meet every week");

impl Birmingham<'_> {
    pub(super) async fn rounds(&self, talks: &Negotiation<'_>) -> Result<(), Refusal> {
        let people = &self.people;
        talks.opens_round(0, day(2014, 12, 1)).await?;
        talks.says(&people.community, "c-referrals", "A quarter is too long to wait for a child", COUNTED).await?;
        talks.says(&people.south_central, "c-review", "Weekly while the hub is young", MONTHLY).await?;
        let commissioners = "The time that providers spend in partnership is part of what our contracts buy already";
        let providers = "No contract prices this time; whoever commissions the care should pay for it";
        talks.objects(&people.partner, "c-who-pays", commissioners).await?;
        talks.objects(&people.community, "c-who-pays", providers).await?;
        for actor in [&people.partner, &people.community, &people.commissioner] {
            talks.agrees_with_the_rest(actor).await?;
        }
        talks.takes_over(&people.coordinator, "c-referrals").await?;
        talks.leaves(&people.coordinator, "c-review", "The leads of eight bodies cannot meet every week").await?;
        talks.closes_round(1).await?;
        talks.opens_round(1, day(2014, 12, 19)).await?;
        for actor in [&people.commissioner, &people.partner] {
            talks.agrees_with_the_rest(actor).await?;
        }
        Ok(())
    }
}

impl Negotiation<'_> {
    async fn opens_round(&self, seen: i64, closes: Option<chrono::NaiveDate>) -> Result<(), Refusal> {
        let Some(closes) = closes else { return Err(Refusal::broken("a round closes on a day")) };
        let open = OpenRound { agreement: self.agreement.clone(), seen, closes };
        self.birmingham.register.change(&self.birmingham.people.commissioner, &open).await.map(|_| ())
    }

    async fn closes_round(&self, seen: i64) -> Result<(), Refusal> {
        let close = CloseRound { agreement: self.agreement.clone(), seen };
        self.birmingham.register.change(&self.birmingham.people.commissioner, &close).await
    }

    async fn clause(&self, actor: &Actor, anchor: &str) -> Result<ClausePage, Refusal> {
        let asked = ClauseOf { asked: At::Made.of(self.agreement.clone()), anchor: anchor.into() };
        self.birmingham.register.read(&actor.viewer, &asked).await
    }

    /// Proposes other words for a clause.
    async fn says(&self, actor: &Actor, anchor: &str, why: &str, (from, to): Change<'_>) -> Result<(), Refusal> {
        let page = self.clause(actor, anchor).await?;
        let stand = TakeStand {
            agreement: self.agreement.clone(),
            revision: page.revision,
            proposed: page.text.replace(from, to),
            clause: page.shown,
            stand: Stand::Proposes,
            words: illustrative(why),
        };
        self.birmingham.register.change(actor, &stand).await
    }

    async fn objects(&self, actor: &Actor, anchor: &str, why: &str) -> Result<(), Refusal> {
        let page = self.clause(actor, anchor).await?;
        let stand = TakeStand {
            agreement: self.agreement.clone(),
            revision: page.revision,
            clause: page.shown,
            stand: Stand::Objects,
            words: illustrative(why),
            proposed: String::new(),
        };
        self.birmingham.register.change(actor, &stand).await
    }

    async fn agrees_with_the_rest(&self, actor: &Actor) -> Result<(), Refusal> {
        let asked = NegotiationOf(At::Made.of(self.agreement.clone()));
        let page = self.birmingham.register.read(&actor.viewer, &asked).await?;
        let rest = AgreeWithRest { agreement: self.agreement.clone(), revision: page.revision, clauses: page.asked };
        self.birmingham.register.change(actor, &rest).await.map(|_| ())
    }

    /// The proposal that waits of a clause, and the revision that is shown with it.
    async fn proposal(&self, by: &Actor, anchor: &str) -> Result<(i64, i64, String), Refusal> {
        let page = self.clause(by, anchor).await?;
        let waiting = page.stands.iter().filter_map(|row| row.said.as_ref()).find(|said| said.waits);
        let waiting = waiting.ok_or_else(|| Refusal::broken(format!("nothing waits of {anchor}")))?;
        Ok((page.revision, waiting.id, waiting.proposed.clone()))
    }

    async fn takes_over(&self, by: &Actor, anchor: &str) -> Result<(), Refusal> {
        let (base, position, words) = self.proposal(by, anchor).await?;
        let take = TakeWordsOver { agreement: self.agreement.clone(), base, position, words };
        self.birmingham.register.change(by, &take).await.map(|_| ())
    }

    async fn leaves(&self, by: &Actor, anchor: &str, why: &str) -> Result<(), Refusal> {
        let (_, position, _) = self.proposal(by, anchor).await?;
        let leave = LeaveWords { agreement: self.agreement.clone(), position, reason: illustrative(why) };
        self.birmingham.register.change(by, &leave).await
    }
}
