//! Each break appears where a link is missing and goes when it is mended; a dispute stays inside the negotiation.

use chrono::NaiveDate;

use super::Break;
use crate::{
    access::{Role, Viewer},
    agreement::{
        deeds::PublishAgreement,
        read::{CommitmentsOf, HistoryOf, SignaturesOf, TextOf},
        rules::Step,
        story::{Memorandum, TEXT},
    },
    clock::Clock,
    commitment::{
        self, Answer, Confirmation,
        deeds::{AnswerCommitment, CostAnswer, EditCommitment, Wording},
        read::{CommitmentPage, ConfirmedAs},
    },
    contract::{
        Direction, MeasureKind, Origin, State,
        deeds::{AddMeasure, Observe, WriteContract},
    },
    funding::{
        Responsibility, Stand,
        deeds::{EditFunding, Figures, Share},
        read::{LineOf, LinesOf, YearOf},
        story::pays,
    },
    organisation::Kind,
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService, read::ServicePage},
    story::{World, next_year},
    trace::read::TraceOf,
    values::{Amount, Pence, Reading, Reference},
};

/// The breaks of the memorandum, as its commissioner reads them.
async fn breaks(world: &World, memorandum: &Memorandum) -> Vec<(Break, usize)> {
    world.register.read(&memorandum.commissioner.viewer, &TraceOf((&memorandum.agreement).into())).await.unwrap().breaks
}

/// A memorandum in negotiation with one commitment that its owner has confirmed.
async fn confirmed(world: &World) -> (Memorandum, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    let commitment = memorandum.promise(world, "We refer early").await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    memorandum.request(world, &commitment).await.unwrap();
    memorandum.confirm(world, &commitment).await;
    (memorandum, commitment)
}

/// The same, with money, and the service that it is for.
pub(super) async fn funded(world: &World) -> (Memorandum, Reference) {
    let (memorandum, commitment) = confirmed(world).await;
    let line = pays(world, &memorandum, &commitment, 40_000).await;
    let page = world.register.read(&memorandum.commissioner.viewer, &LineOf((&line).into())).await.unwrap();
    (memorandum, page.line.service.unwrap().0)
}

async fn edit(world: &World, memorandum: &Memorandum, commitment: &Reference, wording: Wording) {
    let seen = world
        .register
        .read(&memorandum.commissioner.viewer, &CommitmentPage(commitment.into()))
        .await
        .unwrap()
        .commitment
        .version;
    let edit = EditCommitment { commitment: commitment.clone(), seen, wording };
    world.register.change(&memorandum.commissioner, &edit).await.unwrap();
}

/// Decides who delivers a service.
pub(super) async fn deliver(world: &World, memorandum: &Memorandum, service: &Reference, delivery: Delivery) {
    let seen = world
        .register
        .read(&memorandum.commissioner.viewer, &ServicePage(service.clone()))
        .await
        .unwrap()
        .service
        .version;
    let write = WriteService {
        existing: Some((service.clone(), seen)),
        name: "Hub".into(),
        area_of_need: AreaOfNeed::FrontDoor,
        client_group: ClientGroup::Children,
        delivery,
        independent_of: None,
        description: String::new(),
        published: true,
    };
    world.register.change(&memorandum.commissioner, &write).await.unwrap();
}

pub(super) fn contract(memorandum: &Memorandum, service: &Reference, provider: &Reference) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: "Family help".into(),
        description: String::new(),
        service: Some(service.clone()),
        buyers: vec![memorandum.council.clone()],
        providers: vec![provider.clone()],
        price: None,
        cpv: None,
        starts: NaiveDate::from_ymd_opt(2014, 4, 1),
        ends: NaiveDate::from_ymd_opt(2016, 3, 31),
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: State::Active,
        published: true,
    }
}

pub(super) fn measure(contract: &Reference, statement: &str) -> AddMeasure {
    AddMeasure {
        contract: contract.clone(),
        statement: statement.into(),
        kind: MeasureKind::HowWell,
        unit: "%".into(),
        direction: Direction::Up,
        baseline: None,
        target: None,
        source: String::new(),
        counts_children: true,
        zero_may_be_shown: false,
    }
}

crate::story!(a_commitment_is_broken_until_it_is_confirmed_and_again_when_its_wording_changes, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let wording = Wording { no_money_because: Some("Done anyway".into()), ..Memorandum::wording("We refer early") };
    let commitment = memorandum.promise(&world, "We refer early").await;
    edit(&world, &memorandum, &commitment, wording.clone()).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unconfirmed, 1)]);
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &commitment).await.unwrap();
    memorandum.confirm(&world, &commitment).await;
    assert_eq!(breaks(&world, &memorandum).await, []);
    edit(&world, &memorandum, &commitment, Wording { statement: "We refer late".into(), ..wording }).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unconfirmed, 1)]);
});

crate::story!(a_commitment_without_money_is_mended_by_a_reason_or_by_money, async |world: World| {
    let (memorandum, commitment) = confirmed(&world).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unfunded, 1)]);
    let reason =
        |why: Option<&str>| Wording { no_money_because: why.map(Into::into), ..Memorandum::wording("We refer early") };
    edit(&world, &memorandum, &commitment, reason(Some("Done anyway"))).await;
    assert_eq!(
        breaks(&world, &memorandum).await,
        [(Break::Unconfirmed, 1)],
        "its owner is asked about the reason, too"
    );
    memorandum.confirm(&world, &commitment).await;
    assert_eq!(breaks(&world, &memorandum).await, []);
    edit(&world, &memorandum, &commitment, reason(None)).await;
    memorandum.confirm(&world, &commitment).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unfunded, 1)]);
    pays(&world, &memorandum, &commitment, 40_000).await;
    assert_eq!(breaks(&world, &memorandum).await, []);
});

crate::story!(money_that_no_commitment_explains_is_told_to_the_penny_until_it_is_shared_out, async |world: World| {
    let (memorandum, commitment) = confirmed(&world).await;
    let line = pays(&world, &memorandum, &commitment, 40_000).await;
    let share = async |pounds| {
        let page =
            world.register.read(&memorandum.commissioner.viewer, &LineOf((&line).into())).await.unwrap().line.line;
        let edit = EditFunding {
            line: line.clone(),
            seen: page.version,
            figures: Figures {
                amount: Amount::exactly(Pence::pounds(40_000)),
                arrangement: page.arrangement,
                spending: page.spending,
                recurrence: page.recurrence,
                certainty: page.certainty,
                tolerance: None,
                note: String::new(),
                shares: vec![Share { commitment: commitment.clone(), pence: Pence::pounds(pounds) }],
            },
        };
        world.register.change(&memorandum.commissioner, &edit).await.unwrap();
    };
    share(39_999).await;
    let trace =
        world.register.read(&memorandum.commissioner.viewer, &TraceOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(trace.breaks, [(Break::Unexplained, 1)]);
    assert_eq!(trace.rows.last().unwrap().money.as_ref().unwrap().share, Pence::pounds(1));
    share(40_000).await;
    assert_eq!(breaks(&world, &memorandum).await, []);
});

crate::story!(a_service_is_broken_until_somebody_decides_who_delivers_it, async |world: World| {
    let (memorandum, service) = funded(&world).await;
    assert_eq!(breaks(&world, &memorandum).await, []);
    deliver(&world, &memorandum, &service, Delivery::Undecided).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Undecided, 1)]);

    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let write = contract(&memorandum, &service, &provider);
    let contract = world.register.change(&memorandum.commissioner, &write).await.unwrap();
    let both = [(Break::Undecided, 1), (Break::Unmeasured, 1)];
    assert_eq!(breaks(&world, &memorandum).await, both, "the chain goes on past what is undecided");
    for statement in ["In time", "Better off"] {
        world.register.change(&memorandum.commissioner, &measure(&contract, statement)).await.unwrap();
    }
    let more = [(Break::Undecided, 1), (Break::Unobserved, 2)];
    assert_eq!(breaks(&world, &memorandum).await, more, "one service, however many measures lead through it");
    deliver(&world, &memorandum, &service, Delivery::Contract).await;
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unobserved, 2)]);
});

crate::story!(a_contract_is_broken_until_it_is_measured_and_observed_for_the_last_quarter, async |world: World| {
    let (memorandum, service) = funded(&world).await;
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let reporter = world.person(&provider, &[Role::Provider]).await;
    let write = contract(&memorandum, &service, &provider);
    let contract = world.register.change(&memorandum.commissioner, &write).await.unwrap();
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unmeasured, 1)]);
    let measure = measure(&contract, "Families visited in time");
    let measure = world.register.change(&memorandum.commissioner, &measure).await.unwrap();
    assert_eq!(breaks(&world, &memorandum).await, [(Break::Unobserved, 1)]);
    let observe = Observe {
        contract,
        measure,
        seen: 0,
        period_start: NaiveDate::from_ymd_opt(2014, 7, 1).unwrap(),
        period_end: NaiveDate::from_ymd_opt(2014, 9, 30).unwrap(),
        actual: Reading::whole(80),
        note: String::new(),
    };
    world.register.change(&reporter, &observe).await.unwrap();
    assert_eq!(breaks(&world, &memorandum).await, []);
    let february = world.register.with_clock(Clock::standing_on(NaiveDate::from_ymd_opt(2015, 2, 1)));
    let trace = february.read(&memorandum.commissioner.viewer, &TraceOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!(trace.breaks, [(Break::Unobserved, 1)], "the next quarter is due");
});

/// Signed and published, with one commitment agreed and one disputed with its cost.
pub(super) async fn signed_with_a_dispute(world: &World) -> (Memorandum, Reference, Reference) {
    let (memorandum, _) = funded(world).await;
    let disputed = memorandum.promise(world, "We pay for partnership working").await;
    let line = pays(world, &memorandum, &disputed, 70_000).await;
    memorandum.request(world, &disputed).await.unwrap();
    let register = &world.register;
    let answer = AnswerCommitment {
        commitment: disputed.clone(),
        seen: register
            .read(&memorandum.partner.viewer, &CommitmentPage((&disputed).into()))
            .await
            .unwrap()
            .commitment
            .version,
        answer: Answer::Dispute,
        proposed: String::new(),
        words: "Contentious".into(),
        costs: vec![CostAnswer { line: line.clone(), seen: 1, stand: Stand::Objects, words: "Contentious".into() }],
    };
    register.change(&memorandum.partner, &answer).await.unwrap();
    memorandum.step(world, Step::Approve).await.unwrap();
    memorandum.step(world, Step::OpenSigning).await.unwrap();
    let sign = memorandum.sign_as(world).await;
    for signatory in [&memorandum.signatory, &memorandum.council_signatory] {
        register.change(signatory, &sign).await.unwrap();
    }
    let seen = crate::story::seen(register, &memorandum.agreement).await;
    let publish = PublishAgreement { agreement: memorandum.agreement.clone(), edition: 1, published: true, seen };
    register.change(&memorandum.commissioner, &publish).await.unwrap();
    (memorandum, disputed, line)
}

crate::story!(the_public_of_a_signed_memorandum_learns_of_no_dispute_anywhere, async |world: World| {
    let (memorandum, disputed, line) = signed_with_a_dispute(&world).await;
    let register = &world.register;
    let outside = world.organisation("Another trust", Kind::NhsTrust).await;
    let outside = world.person(&outside, &[Role::Partner, Role::Commissioner, Role::Provider]).await;
    for viewer in [&Viewer::Public, &outside.viewer] {
        let agreement = &memorandum.agreement;
        let rows = register.read(viewer, &CommitmentsOf(agreement.into())).await.unwrap();
        let mut shown: Vec<_> = rows.iter().map(|row| row.shown).collect();
        shown.sort_unstable();
        assert_eq!(shown, ["Confirmed", "Not agreed"]);
        let page = register.read(viewer, &CommitmentPage((&disputed).into())).await.unwrap();
        assert!(page.said.is_empty() && page.costs.iter().all(|cost| cost.position.is_none()));
        let year = register.read(viewer, &YearOf(next_year())).await.unwrap();
        assert_eq!((year.all.disputed, year.all.provisional), (Pence::ZERO, Pence::pounds(110_000)));
        let history = register.read(viewer, &HistoryOf(agreement.into())).await.unwrap();
        assert!(history.events.iter().all(|event| event.person.is_none() && event.record == agreement.as_str()));
        let trace = register.read(viewer, &TraceOf(agreement.into())).await.unwrap();
        assert_eq!(trace.breaks, [(Break::Unconfirmed, 1)]);
        let asked = async |confirmation| {
            let filter = commitment::read::Commitments { confirmation: Some(confirmation), ..Default::default() };
            register.listed(viewer, &filter).await.len()
        };
        for confirmation in Confirmation::ALL.iter().filter(|word| **word != Confirmation::Confirmed) {
            assert_eq!(asked(ConfirmedAs::Exactly(*confirmation)).await, 0, "{confirmation} can be asked for");
        }
        assert_eq!(asked(ConfirmedAs::NotAgreed).await, 1, "what is told can be asked for");
        let everything = format!(
            "{rows:?} {page:?} {year:?} {history:?} {trace:?} {:?} {:?} {:?} {:?} {:?}",
            register.read(viewer, &LinesOf(agreement.into())).await.unwrap(),
            register.read(viewer, &LineOf((&line).into())).await.unwrap(),
            register.read(viewer, &ServicePage(page.costs[0].service.clone().unwrap().0.clone())).await.unwrap(),
            register.read(viewer, &TextOf(agreement.into())).await.unwrap(),
            register.read(viewer, &SignaturesOf(agreement.into())).await.unwrap(),
        );
        for word in ["Disputed", "Objects", "Contentious"] {
            assert!(!everything.contains(word), "{word} is told: {everything}");
        }
        assert!(TEXT.lines().all(|line| everything.contains(line)), "the text itself is public");
    }
    let page = register.read(&memorandum.commissioner.viewer, &CommitmentPage((&disputed).into())).await.unwrap();
    assert_eq!(page.commitment.confirmation, Confirmation::Disputed);
    assert_eq!(page.costs[0].responsibility, Responsibility::Disputed, "those inside still read it");
});
