//! The memorandum's clauses in negotiation: a first round that is closed, words that were taken over and words that were left, a second
//! round in which some have answered and the argument about who pays stays open. Every position is invented, and says so.

use super::{Birmingham, negotiation::Negotiation, words::day, words::illustrative};
use crate::{
    Refusal,
    access::Actor,
    agreement::read::At,
    negotiation::{
        Stand,
        deeds::{
            Action, AgreeWithRest, CloseRound, Comment, LeaveWords, OpenRound, RaiseArgument, RecordMeeting,
            SettleArgument, Settled, StateSide, TakeStand, TakeWordsOver,
        },
        read::{ClauseOf, ClausePage, NegotiationOf},
    },
    values::Reference,
};

/// A clause's words before and after somebody would change them.
type Change<'a> = (&'a str, &'a str);

const COUNTED: Change<'_> = (
    "are counted every quarter, and looked at together",
    "are counted every month, and looked at together every quarter",
);
const MONTHLY: Change<'_> = ("The named leads meet every month", "The named leads meet every week");

const SOONER: Change<'_> = ("By 31 December 2015", "By 30 September 2015");

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
        let sooner = "A board needs three months";
        talks.says(&people.community, "c-ambition", sooner, SOONER).await?;
        self.open_argument(&talks.agreement, commissioners, providers).await?;
        self.comments(&talks.agreement).await?;
        self.meeting(&talks.agreement).await
    }

    /// A question about a clause, and what the coordinator answers.
    async fn comments(&self, agreement: &Reference) -> Result<(), Refusal> {
        let comment = |thread, words: &str| Comment {
            agreement: agreement.clone(),
            clause: "c-review".into(),
            thread,
            words: illustrative(words),
            mentions: Vec::new(),
        };
        let asked = comment(None, "Is the school’s own lead one of the named leads?");
        let thread = self.register.change(&self.people.community, &asked).await?;
        let answered = comment(Some(thread), "Yes, as an observer: the list of leads says so");
        self.register.change(&self.people.coordinator, &answered).await.map(|_| ())
    }

    /// Both sides have said who should pay, and nothing is settled.
    async fn open_argument(&self, agreement: &Reference, commissioners: &str, providers: &str) -> Result<(), Refusal> {
        let (register, people) = (self.register, &self.people);
        let question = illustrative("Who pays for the time that providers spend in partnership?");
        let raise = RaiseArgument { agreement: agreement.clone(), clause: "c-who-pays".into(), question };
        let argument = register.change(&people.coordinator, &raise).await?;
        let sides = [
            (&people.partner, "The providers, out of their contracts", commissioners),
            (&people.community, "Whoever commissions the care", providers),
        ];
        for (actor, pays, reasons) in sides {
            let (pays, reasons) = (illustrative(pays), illustrative(reasons));
            let side = StateSide { agreement: agreement.clone(), argument, seen: 0, pays, reasons };
            register.change(actor, &side).await?;
        }
        let note = illustrative("Both sides were heard on 24 November; neither can decide it for its kind alone");
        let (agreement, settled) = (agreement.clone(), String::new());
        let settle = SettleArgument { agreement, argument, seen: 1, note, settled };
        register.change(&people.coordinator, &settle).await
    }

    async fn meeting(&self, agreement: &Reference) -> Result<(), Refusal> {
        let (Some(held_on), Some(due)) = (day(2014, 11, 24), day(2014, 12, 15)) else {
            return Err(Refusal::broken("a meeting has its days"));
        };
        let words = illustrative("Count for a month how many days are given to partnership working");
        let record = RecordMeeting {
            agreement: agreement.clone(),
            held_on,
            present: illustrative("The leads of the council, the commissioners and the trusts; the coordinator"),
            words: illustrative("The parties went through the text clause by clause"),
            settled: vec![Settled { clause: "c-hub".into(), words: illustrative("The hub stays as it is this year") }],
            actions: vec![Action { organisation: self.organisations.community.clone(), words, due }],
        };
        self.register.change(&self.people.coordinator, &record).await.map(|_| ())
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
