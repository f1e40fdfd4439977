//! What waits for each role, in the order in which it is due, and nothing once it is done.

use chrono::NaiveDate;

use super::{Item, OwnWork, Task};
use crate::{
    access::{Actor, Role},
    agreement::{rules::Step, story::Memorandum},
    commitment::{
        Answer,
        deeds::{AnswerCommitment, CostAnswer, WithdrawCommitment},
        read::CommitmentPage,
    },
    contract::{
        Direction, MeasureKind, Origin, State,
        deeds::{AddMeasure, Observe, WriteContract},
    },
    funding::{Stand, deeds::StandOnCost, story::pays},
    organisation::Kind,
    story::{World, on_day, seen},
    values::{Reading, Reference},
};

async fn waits(world: &World, actor: &Actor) -> Vec<(Task, Reference)> {
    mine(world, actor).await.into_iter().map(|item| (item.task, item.record)).collect()
}

async fn mine(world: &World, actor: &Actor) -> Vec<Item> {
    world.register.read(&actor.viewer, &OwnWork).await.unwrap().mine
}

/// Whom somebody waits for, in words.
async fn waits_for(world: &World, actor: &Actor) -> Vec<String> {
    let work = world.register.read(&actor.viewer, &OwnWork).await.unwrap();
    work.waiting_for.into_iter().map(|item| item.words).collect()
}

async fn disputes(world: &World, memorandum: &Memorandum, commitment: &Reference, costs: Vec<CostAnswer>) {
    let seen = world
        .register
        .read(&memorandum.partner.viewer, &CommitmentPage(commitment.into()))
        .await
        .unwrap()
        .commitment
        .version;
    let answer = AnswerCommitment {
        commitment: commitment.clone(),
        seen,
        answer: Answer::Dispute,
        proposed: String::new(),
        words: "Not ours".into(),
        costs,
    };
    world.register.change(&memorandum.partner, &answer).await.unwrap();
}

crate::story!(a_partner_finds_what_it_is_asked_and_nothing_once_it_has_answered, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let commitment = memorandum.promise(&world, "We refer early").await;
    let line = pays(&world, &memorandum, &commitment, 40_000).await;
    assert_eq!(waits(&world, &memorandum.partner).await, [], "nobody is asked while it is drafted");
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &commitment).await.unwrap();
    let asked = [(Task::Answer, commitment.clone()), (Task::AnswerCost, line.clone())];
    assert_eq!(waits(&world, &memorandum.partner).await, asked);
    assert_eq!(waits(&world, &memorandum.signatory).await, asked, "a signatory may answer for its organisation too");
    let stranger = world.organisation("Another trust", Kind::NhsTrust).await;
    let stranger = world.person(&stranger, &[Role::Partner]).await;
    assert_eq!(waits(&world, &stranger).await, []);

    memorandum.confirm(&world, &commitment).await;
    assert_eq!(waits(&world, &memorandum.partner).await, [(Task::AnswerCost, line.clone())]);
    let accepts = StandOnCost { line, seen: 1, stand: Stand::Agrees, words: String::new() };
    world.register.change(&memorandum.partner, &accepts).await.unwrap();
    assert_eq!(waits(&world, &memorandum.partner).await, []);
});

crate::story!(a_commissioner_finds_whom_it_waits_for_what_to_reword_and_the_next_step, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let commissioner = &memorandum.commissioner;
    let the_step = (Task::Step, memorandum.agreement.clone());
    assert_eq!(waits(&world, commissioner).await, std::slice::from_ref(&the_step), "negotiation can be opened");
    let (one, other) = (memorandum.promise(&world, "We refer early").await, memorandum.promise(&world, "We pay").await);
    let line = pays(&world, &memorandum, &other, 40_000).await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    for commitment in [&one, &other] {
        memorandum.request(&world, commitment).await.unwrap();
    }
    assert_eq!(waits(&world, commissioner).await, []);
    assert_eq!(waits_for(&world, commissioner).await.len(), 2);

    let costs = vec![CostAnswer { line: line.clone(), seen: 1, stand: Stand::Objects, words: "Not ours".into() }];
    disputes(&world, &memorandum, &other, costs).await;
    let argument = [(Task::SettleCost, line.clone()), (Task::Reword, other.clone())];
    assert_eq!(waits(&world, commissioner).await, argument);
    assert_eq!(waits_for(&world, commissioner).await, ["Birmingham CrossCity CCG has yet to answer: We refer early"]);

    memorandum.confirm(&world, &one).await;
    let withdraw = WithdrawCommitment {
        commitment: other.clone(),
        seen: seen(&world.register, &other).await,
        why: "Not agreed".into(),
    };
    world.register.change(commissioner, &withdraw).await.unwrap();
    let accepts = StandOnCost {
        line: line.clone(),
        seen: seen(&world.register, &line).await,
        stand: Stand::Agrees,
        words: String::new(),
    };
    world.register.change(&memorandum.partner, &accepts).await.unwrap();
    assert_eq!(waits(&world, commissioner).await, [the_step], "it can be sent for approval");
    assert!(waits_for(&world, commissioner).await.is_empty());
});

crate::story!(a_signatory_finds_what_to_sign_until_it_has_signed, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
    let to_sign = [(Task::Sign, memorandum.agreement.clone())];
    for signatory in [&memorandum.signatory, &memorandum.council_signatory] {
        assert_eq!(waits(&world, signatory).await, to_sign);
    }
    assert_eq!(waits(&world, &memorandum.partner).await, [], "a partner does not sign");
    assert_eq!(waits_for(&world, &memorandum.commissioner).await.len(), 2);
    let sign = memorandum.sign_as(&world).await;
    world.register.change(&memorandum.signatory, &sign).await.unwrap();
    assert_eq!(waits(&world, &memorandum.signatory).await, []);
    assert_eq!(waits(&world, &memorandum.council_signatory).await, to_sign);
    let late = "Birmingham City Council has yet to sign: NHS memorandum 2015/16";
    assert_eq!(waits_for(&world, &memorandum.commissioner).await, [late]);
    world.register.change(&memorandum.council_signatory, &sign).await.unwrap();
    assert_eq!(waits(&world, &memorandum.council_signatory).await, []);
    assert!(waits_for(&world, &memorandum.commissioner).await.is_empty());
});

crate::story!(
    a_provider_finds_the_quarter_it_has_to_report_and_it_comes_before_what_is_due_later,
    async |world: World| {
        let memorandum = Memorandum::open_for_signing(&world).await;
        // One person who provides and signs: both sorts of work stand in one list.
        let both = world.person(&memorandum.ccg, &[Role::Provider, Role::Signatory]).await;
        let write = WriteContract {
            existing: None,
            procurement: None,
            title: "School nurses".into(),
            description: String::new(),
            service: None,
            buyers: vec![memorandum.council.clone()],
            providers: vec![memorandum.ccg.clone()],
            price: None,
            cpv: None,
            starts: NaiveDate::from_ymd_opt(2014, 7, 1),
            ends: None,
            origin: Origin::Commissioned,
            council_ran_until: None,
            state: State::Active,
            published: false,
        };
        let contract = world.register.change(&memorandum.commissioner, &write).await.unwrap();
        let measure = AddMeasure {
            contract: contract.clone(),
            statement: "Children seen in time".into(),
            kind: MeasureKind::HowWell,
            unit: "%".into(),
            direction: Direction::Up,
            baseline: None,
            target: None,
            source: String::new(),
            counts_children: true,
            zero_may_be_shown: false,
        };
        let measure = world.register.change(&memorandum.commissioner, &measure).await.unwrap();
        let (report, sign) = ((Task::Report, contract.clone()), (Task::Sign, memorandum.agreement.clone()));
        assert_eq!(waits(&world, &both).await, [report, sign.clone()]);
        let due: Vec<_> = mine(&world, &both).await.iter().map(|item| item.due).collect();
        assert_eq!(due, [NaiveDate::from_ymd_opt(2014, 9, 30), NaiveDate::from_ymd_opt(2015, 4, 1)]);
        let observe = Observe {
            contract,
            measure,
            seen: 0,
            period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
            period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
            actual: Reading::whole(80),
            note: String::new(),
        };
        world.register.change(&both, &observe).await.unwrap();
        assert_eq!(waits(&world, &both).await, [sign]);
        let asked = async |year: i32, month: u32, day: u32| {
            let then = on_day(&world.register, NaiveDate::from_ymd_opt(year, month, day).unwrap());
            let mine = then.read(&both.viewer, &OwnWork).await.unwrap().mine;
            mine.into_iter().find(|item| item.task == Task::Report).map(|item| (item.words, item.due))
        };
        assert_eq!(asked(2015, 1, 30).await, None, "figures of a quarter are awaited for thirty days");
        for (on, quarter) in [((2015, 1, 31), (2014, 12, 31)), ((2015, 5, 1), (2015, 3, 31))] {
            let (words, due) = asked(on.0, on.1, on.2).await.unwrap();
            assert_eq!(due, NaiveDate::from_ymd_opt(quarter.0, quarter.1, quarter.2), "the last quarter is asked for");
            assert!(words.starts_with("Report to 31 ") && words.ends_with(": Children seen in time"), "{words}");
        }
    }
);

crate::story!(who_only_watches_or_administers_has_nothing_to_do, async |world: World| {
    let memorandum = Memorandum::open_for_signing(&world).await;
    for role in [Role::Administrator, Role::Scrutineer, Role::Accountable, Role::Coordinator] {
        let watcher = world.person(&memorandum.council, &[role]).await;
        assert_eq!(waits(&world, &watcher).await, [], "{role}");
        assert!(waits_for(&world, &watcher).await.is_empty(), "{role}");
    }
});
