//! Parties say where they stand, propose words, and are asked again when the words change; none hears of the others before it has said
//! where it stands itself.

use super::{
    Outcome, Stand,
    deeds::{
        Action, AgreeWithRest, CloseRound, FinishAction, LeaveWords, OpenRound, PublishArgument, RaiseArgument,
        RecordMeeting, SettleArgument, Settled, ShowPositions, Shown, StateSide, TakeStand, TakeWordsOver,
    },
    read::{ArgumentsOf, ClauseOf, ClausePage, MeetingsOf, Negotiation, NegotiationOf, PartyStands},
    rules::Standpoint,
};
use crate::{
    Refusal, Register,
    access::{Actor, Role, Viewer},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::AddParty,
        read::{At, HistoryOf, RevisionsOf},
        rules::Step,
        story::{Memorandum, TEXT},
        varying::day,
    },
    organisation::Kind,
    story::{World, seen},
    values::Reference,
    work::{OwnWork, Task},
};

/// A memorandum in negotiation, with a second partner beside the first.
pub struct Table {
    pub memorandum: Memorandum,
    pub police: Actor,
    pub agreement: Reference,
}

impl Table {
    pub async fn laid(world: &World) -> Self {
        let memorandum = Memorandum::drafted(world).await;
        let force = world.organisation("West Midlands Police", Kind::PoliceForce).await;
        let agreement = memorandum.agreement.clone();
        let joins = AddParty {
            agreement: agreement.clone(),
            organisation: force.clone(),
            role: PartyRole::Partner,
            speaks_as: SpeaksAs::Police,
            signs: true,
            seen: seen(&world.register, &agreement).await,
        };
        world.register.change(&memorandum.commissioner, &joins).await.unwrap();
        memorandum.step(world, Step::Negotiate).await.unwrap();
        Self { police: world.person(&force, &[Role::Partner]).await, agreement, memorandum }
    }

    async fn page(&self, register: &Register, viewer: &Viewer) -> Negotiation {
        register.read(viewer, &NegotiationOf(At::Made.of(self.agreement.clone()))).await.unwrap()
    }

    async fn clause(&self, register: &Register, viewer: &Viewer, anchor: &str) -> ClausePage {
        let asked = At::Made.of(self.agreement.clone());
        register.read(viewer, &ClauseOf { asked, anchor: anchor.into() }).await.unwrap()
    }

    /// As the page of a clause offers it to an actor.
    async fn stand(&self, world: &World, actor: &Actor, anchor: &str, stand: Stand) -> TakeStand {
        let page = self.clause(&world.register, &actor.viewer, anchor).await;
        TakeStand {
            agreement: self.agreement.clone(),
            revision: page.revision,
            clause: page.shown,
            stand,
            words: if stand == Stand::Agrees { String::new() } else { "We cannot pay".into() },
            proposed: if stand == Stand::Proposes { page.text.replace("We", "We all") } else { String::new() },
        }
    }

    pub async fn says(&self, world: &World, actor: &Actor, anchor: &str, stand: Stand) {
        let stand = self.stand(world, actor, anchor, stand).await;
        world.register.change(actor, &stand).await.unwrap();
    }

    /// How a row of a clause's page reads for a viewer.
    async fn told(&self, world: &World, viewer: &Viewer, anchor: &str, party: &str) -> PartyStands {
        let page = self.clause(&world.register, viewer, anchor).await;
        page.stands.into_iter().find(|row| row.party.name == party).unwrap()
    }
}

const POLICE: &str = "West Midlands Police";
const CCG: &str = "Birmingham CrossCity CCG";

crate::story!(a_party_hears_of_the_others_once_it_has_said_where_it_stands, async |world: World| {
    let table = Table::laid(&world).await;
    let partner = table.memorandum.partner.clone();
    table.says(&world, &table.police, "c-referrals", Stand::Objects).await;

    let silent = table.told(&world, &partner.viewer, "c-referrals", POLICE).await;
    assert!(silent.stands.is_none() && silent.said.is_none());
    let page = table.page(&world.register, &partner.viewer).await;
    assert!(page.clauses.iter().all(|row| row.counts.is_empty() && !row.all_agree) && page.progress.is_empty());
    let history = HistoryOf(At::Made.of(table.agreement.clone()));
    let told = |events: &[crate::agreement::read::Event]| {
        events.iter().filter(|event| event.deed == <TakeStand as crate::Deed>::NAME).count()
    };
    let events = world.register.read(&partner.viewer, &history).await.unwrap().events;
    assert_eq!(told(&events), 0, "its history says nothing");

    // What is opened is opened to all; what is said oneself opens the same words.
    table.says(&world, &partner, "c-referrals", Stand::Agrees).await;
    let row = table.told(&world, &partner.viewer, "c-referrals", POLICE).await;
    assert_eq!((row.stands, row.said.unwrap().words), (Some(Standpoint::Objects), "We cannot pay".to_owned()));
    table.says(&world, &table.police, "c-working", Stand::Agrees).await;
    assert!(table.told(&world, &partner.viewer, "c-working", POLICE).await.stands.is_none());
    let closes = day(2, 1);
    let open = OpenRound { agreement: table.agreement.clone(), seen: 0, closes };
    let lead = &table.memorandum.commissioner;
    world.register.change(lead, &open).await.unwrap();
    assert!(table.told(&world, &partner.viewer, "c-working", POLICE).await.stands.is_none());
    let show = ShowPositions { agreement: table.agreement.clone(), seen: 1 };
    world.register.change(lead, &show).await.unwrap();
    let row = table.told(&world, &partner.viewer, "c-working", POLICE).await;
    assert_eq!(row.stands, Some(Standpoint::Agrees));

    // The lead reads everything, the public and a stranger nothing.
    let page = table.page(&world.register, &lead.viewer).await;
    assert_eq!(page.progress.iter().map(|row| row.said).collect::<Vec<_>>().len(), 3);
    let asked = NegotiationOf(At::Made.of(table.agreement.clone()));
    assert!(matches!(world.register.read(&Viewer::Public, &asked).await, Err(Refusal::NotFound)));
});

crate::story!(
    a_position_is_asked_again_when_its_clause_changes_but_for_who_proposed_the_words,
    async |world: World| {
        let table = Table::laid(&world).await;
        let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
        table.says(&world, &partner, "c-referrals", Stand::Agrees).await;
        table.says(&world, &partner, "c-working", Stand::Agrees).await;
        table.says(&world, &table.police, "c-referrals", Stand::Proposes).await;
        let row = table.told(&world, &lead.viewer, "c-referrals", POLICE).await;
        let proposal = row.said.unwrap();
        assert!(proposal.waits && proposal.proposed.contains("We all refer."));
        let work = world.register.read(&lead.viewer, &OwnWork).await.unwrap();
        assert!(work.mine.iter().any(|item| item.task == Task::DecideWords), "{:?}", work.mine);

        let take = TakeWordsOver {
            agreement: table.agreement.clone(),
            base: 1,
            position: proposal.id,
            words: proposal.proposed.clone(),
        };
        assert_eq!(world.register.change(&lead, &take).await.unwrap(), 2);
        let row = |anchor, party| table.told(&world, &lead.viewer, anchor, party);
        assert_eq!(row("c-referrals", POLICE).await.stands, Some(Standpoint::Agrees), "its own words");
        assert_eq!(row("c-referrals", POLICE).await.said.unwrap().outcome, Outcome::Taken);
        assert_eq!(row("c-referrals", CCG).await.stands, Some(Standpoint::OfWordsBefore));
        assert_eq!(row("c-working", CCG).await.stands, Some(Standpoint::Agrees), "another clause");
        let revisions = world.register.read(&lead.viewer, &RevisionsOf(table.agreement.clone())).await.unwrap();
        assert_eq!(revisions[0].took_words_of.iter().map(|body| body.name.as_str()).collect::<Vec<_>>(), [POLICE]);

        // Decided once; and what a form showed before is stale.
        assert!(matches!(world.register.change(&lead, &take).await, Err(Refusal::NotAllowed { .. })));
        let page = table.clause(&world.register, &partner.viewer, "c-referrals").await;
        let old = TakeStand {
            agreement: table.agreement.clone(),
            revision: 1,
            clause: Shown { hash: "of before".into(), ..page.shown },
            stand: Stand::Agrees,
            words: String::new(),
            proposed: String::new(),
        };
        assert!(matches!(world.register.change(&partner, &old).await, Err(Refusal::Stale { .. })));
    }
);

crate::story!(words_that_are_left_tell_their_party_why, async |world: World| {
    let table = Table::laid(&world).await;
    let lead = table.memorandum.commissioner.clone();
    table.says(&world, &table.police, "c-working", Stand::Proposes).await;
    let proposal = table.told(&world, &lead.viewer, "c-working", POLICE).await.said.unwrap();
    let leave =
        |reason: &str| LeaveWords { agreement: table.agreement.clone(), position: proposal.id, reason: reason.into() };
    assert!(matches!(world.register.change(&lead, &leave(" ")).await, Err(Refusal::Invalid(_))));
    let other = table.memorandum.partner.clone();
    assert!(matches!(world.register.change(&other, &leave("Why not")).await, Err(Refusal::Forbidden { .. })));
    world.register.change(&lead, &leave("The school cannot")).await.unwrap();
    let said = table.told(&world, &table.police.viewer, "c-working", POLICE).await.said.unwrap();
    assert_eq!((said.outcome, said.reason.as_str(), said.waits), (Outcome::Left, "The school cannot", false));
});

crate::story!(a_proposal_is_one_clause_that_reads_otherwise, async |world: World| {
    let table = Table::laid(&world).await;
    let stand = table.stand(&world, &table.police, "c-working", Stand::Proposes).await;
    let with = |proposed: &str| TakeStand { proposed: proposed.into(), ..stand.clone() };
    for bad in ["We meet.", "## A\n\nOne.\n\n## B\n\nTwo.", "## Partnership working\n\nWe meet.", "##", "# A\n\nWe."] {
        let refused = world.register.change(&table.police, &with(bad)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{bad}: {refused:?}");
    }
    let objects = TakeStand { stand: Stand::Objects, words: "  ".into(), ..stand.clone() };
    assert!(matches!(world.register.change(&table.police, &objects).await, Err(Refusal::Invalid(_))));
    world.register.change(&table.police, &with("## Working together\r\n\r\nWe meet monthly.")).await.unwrap();
    // A colleague with the page of before does not undo it unseen.
    let late = world.register.change(&table.police, &TakeStand { stand: Stand::Agrees, ..stand }).await;
    assert!(matches!(late, Err(Refusal::Stale { .. })));
});

crate::story!(a_round_asks_every_party_until_it_has_answered, async |world: World| {
    let table = Table::laid(&world).await;
    let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
    let asked = async |actor: &Actor| {
        let work = world.register.read(&actor.viewer, &OwnWork).await.unwrap();
        let mine = work.mine.into_iter().filter(|item| item.task == Task::TakeStand);
        mine.map(|item| (item.words, item.due)).collect::<Vec<_>>()
    };
    assert!(asked(&partner).await.is_empty());
    let open = |closes| OpenRound { agreement: table.agreement.clone(), seen: 0, closes };
    assert!(matches!(world.register.change(&lead, &open(day(4, 1))).await, Err(Refusal::Invalid(_))), "it begins then");
    assert_eq!(world.register.change(&lead, &open(day(2, 1))).await.unwrap(), 1);
    let words = "Say where you stand on 2 clauses of NHS memorandum 2015/16".to_owned();
    assert_eq!(asked(&partner).await, [(words, Some(day(2, 1)))]);
    assert_eq!(world.letters("Say where your organisation stands").await.len(), 4);
    table.says(&world, &partner, "c-working", Stand::Objects).await;
    assert!(asked(&partner).await[0].0.contains("a clause of"));

    // All the rest at once, each listed.
    let page = table.page(&world.register, &partner.viewer).await;
    assert_eq!(page.asked.len(), 1);
    let rest = AgreeWithRest { agreement: table.agreement.clone(), revision: page.revision, clauses: page.asked };
    assert_eq!(world.register.change(&partner, &rest).await.unwrap(), 1);
    assert!(asked(&partner).await.is_empty());
    assert!(matches!(world.register.change(&partner, &rest).await, Err(Refusal::Stale { .. })));

    // Another text asks again what it changed, and nothing else.
    table.memorandum.save(&world, 1, &TEXT.replace("We meet.", "We meet monthly.")).await.unwrap();
    assert!(asked(&partner).await[0].0.contains("a clause of"));
    let close = CloseRound { agreement: table.agreement.clone(), seen: 1 };
    assert!(matches!(world.register.change(&partner, &close).await, Err(Refusal::Forbidden { .. })));
    world.register.change(&lead, &close).await.unwrap();
    assert!(asked(&partner).await.is_empty());
    assert_eq!(world.register.change(&lead, &OpenRound { seen: 1, ..open(day(3, 1)) }).await.unwrap(), 2);

    // Once it is sent for approval, nobody says anything any more.
    let stand = table.stand(&world, &partner, "c-working", Stand::Agrees).await;
    let promise = table.memorandum.promise(&world, "We refer early").await;
    table.memorandum.request(&world, &promise).await.unwrap();
    table.memorandum.confirm(&world, &promise).await;
    table.memorandum.step(&world, Step::Approve).await.unwrap();
    assert!(matches!(world.register.change(&partner, &stand).await, Err(Refusal::NotAllowed { .. })));
});

crate::story!(who_pays_is_argued_settled_and_printed_while_it_is_open, async |world: World| {
    let table = Table::laid(&world).await;
    let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
    let agreement = || table.agreement.clone();
    let question = "Who pays for time at meetings?".to_owned();
    let raise = RaiseArgument { agreement: agreement(), clause: "c-working".into(), question: question.clone() };
    assert!(matches!(world.register.change(&partner, &raise).await, Err(Refusal::Forbidden { .. })));
    let argument = world.register.change(&lead, &raise).await.unwrap();
    let say = |seen, pays: &str| StateSide {
        agreement: agreement(),
        argument,
        seen,
        pays: pays.into(),
        reasons: "It is in the price".into(),
    };
    world.register.change(&table.police, &say(0, "The commissioners")).await.unwrap();
    let read = async |viewer: &Viewer| {
        let asked = ArgumentsOf(At::Made.of(agreement()));
        world.register.read(viewer, &asked).await.unwrap().remove(0)
    };
    let told = read(&partner.viewer).await;
    assert!(told.sides.is_empty() && !told.is_told_all && told.may_say, "it has said nothing itself");
    assert!(matches!(world.register.change(&partner, &say(7, "Each its own")).await, Err(Refusal::Stale { .. })));
    world.register.change(&partner, &say(0, "Each its own")).await.unwrap();
    assert_eq!(read(&partner.viewer).await.sides.len(), 2);

    // While it is open, what is sent for approval says so.
    let printed = async || {
        let made = At::Made.of(agreement());
        let shown = world.register.read(&lead.viewer, &crate::agreement::read::OverviewOf(made)).await.unwrap();
        let stands = crate::agreement::schedules::as_it_stands(world.register.reader(), &shown.agreement);
        stands.await.unwrap().printed.money
    };
    let open = printed().await;
    let not_agreed = open.find("Not agreed").unwrap();
    assert!(open[not_agreed..].contains(&question) && !open.contains("Each its own"), "{open}");
    let settle = |seen, settled: &str| SettleArgument {
        agreement: agreement(),
        argument,
        seen,
        note: "Both were heard".into(),
        settled: settled.into(),
    };
    world.register.change(&lead, &settle(1, "Each bears its own time")).await.unwrap();
    assert!(!printed().await.contains(&question));
    assert!(matches!(world.register.change(&lead, &settle(1, "Something else")).await, Err(Refusal::Stale { .. })));
    assert!(matches!(world.register.change(&partner, &say(2, "Others")).await, Err(Refusal::NotAllowed { .. })));
    let settled = read(&partner.viewer).await.settled.unwrap();
    assert_eq!((settled.0.as_str(), settled.1), ("Each bears its own time", Some(crate::story::today())));

    // Only the lead decides whether everybody reads it.
    let publish = PublishArgument { agreement: agreement(), argument, seen: 2, published: true };
    assert!(matches!(world.register.change(&partner, &publish).await, Err(Refusal::Forbidden { .. })));
    world.register.change(&lead, &publish).await.unwrap();
    assert!(read(&partner.viewer).await.published);
});

crate::story!(a_meeting_says_what_was_settled_and_what_comes_next, async |world: World| {
    let table = Table::laid(&world).await;
    let (partner, lead) = (table.memorandum.partner.clone(), table.memorandum.commissioner.clone());
    let record = |held_on, clause: &str| RecordMeeting {
        agreement: table.agreement.clone(),
        held_on,
        present: "Casey\nParker".into(),
        words: String::new(),
        settled: vec![Settled { clause: clause.into(), words: "By one form".into() }],
        actions: vec![Action {
            organisation: table.memorandum.ccg.clone(),
            words: "Send the form".into(),
            due: day(1, 9),
        }],
    };
    let today = crate::story::today();
    for (held_on, clause) in [(day(1, 1), "c-referrals"), (today, "c-nothing")] {
        let refused = world.register.change(&lead, &record(held_on, clause)).await;
        assert!(matches!(refused, Err(Refusal::Invalid(_))), "{refused:?}");
    }
    world.register.change(&lead, &record(today, "c-referrals")).await.unwrap();
    let asked = MeetingsOf(At::Made.of(table.agreement.clone()));
    let (meetings, may_record) = world.register.read(&partner.viewer, &asked).await.unwrap();
    assert!(!may_record && meetings[0].settled[0].1 == "Referrals" && meetings[0].actions[0].may_finish);
    let waits = async || {
        let work = world.register.read(&partner.viewer, &OwnWork).await.unwrap();
        work.mine.into_iter().filter(|item| item.task == Task::Act).map(|item| item.due).collect::<Vec<_>>()
    };
    assert_eq!(waits().await, [Some(day(1, 9))]);
    let finish = FinishAction { agreement: table.agreement.clone(), action: meetings[0].actions[0].id };
    assert!(matches!(world.register.change(&table.police, &finish).await, Err(Refusal::NotAllowed { .. })));
    world.register.change(&partner, &finish).await.unwrap();
    assert!(waits().await.is_empty());
});
