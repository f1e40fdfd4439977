//! Money is written, shared out, disputed, and adds up to the penny.

use super::{
    Arrangement, Certainty, Recurrence, Responsibility, Spending, Stand,
    deeds::{EditFunding, Figures, Share, StandOnCost, WriteFunding},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    agreement::{
        read::{At, OverviewOf},
        rules::Step,
        story::Memorandum,
    },
    funding::read::{Line, LineOf, LinesByNumber, LinesOf, YearOf},
    list::{PAGE, Place},
    service::{
        AreaOfNeed, ClientGroup, Delivery,
        deeds::{SetNeed, WriteService},
        read::ServicePage,
    },
    story::{World, next_year, today},
    values::{Amount, Pence, Reference},
};

async fn service(world: &World, memorandum: &Memorandum) -> Reference {
    let write = hub();
    world.register.change(&memorandum.commissioner, &write).await.unwrap()
}

fn hub() -> WriteService {
    WriteService {
        existing: None,
        name: "Multi-agency safeguarding hub".into(),
        area_of_need: AreaOfNeed::FrontDoor,
        client_group: ClientGroup::Children,
        delivery: Delivery::JointTeam,
        independent_of: None,
        description: String::new(),
        published: true,
    }
}

pub fn figures(pounds: i32, shares: Vec<Share>) -> Figures {
    Figures {
        amount: Amount::exactly(Pence::pounds(pounds)),
        arrangement: Arrangement::Aligned,
        spending: Spending::Revenue,
        recurrence: Recurrence::Recurrent,
        certainty: Certainty::Agreed,
        tolerance: None,
        note: String::new(),
        shares,
    }
}

/// The clinical commissioning group's money for the safeguarding hub, all of it for one commitment.
pub async fn pays(world: &World, memorandum: &Memorandum, commitment: &Reference, pounds: i32) -> Reference {
    let share = Share { commitment: commitment.clone(), pence: Pence::pounds(pounds) };
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service: service(world, memorandum).await,
        organisation: memorandum.ccg.clone(),
        year: next_year(),
        figures: figures(pounds, vec![share]),
    };
    world.register.change(&memorandum.commissioner, &write).await.unwrap()
}

crate::story!(disputed_money_stands_apart_and_accepted_money_closes_the_gap, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    let commitment = memorandum.promise(&world, "We pay for a nurse").await;
    let line = pays(&world, &memorandum, &commitment, 40_000).await;
    let register = &world.register;
    let found = register.read(&memorandum.commissioner.viewer, &LineOf((&line).into())).await.unwrap();
    let need = SetNeed {
        service: found.line.service.clone().unwrap().0,
        seen: 1,
        year: next_year(),
        amount: Amount::exactly(Pence::pounds(100_000)),
        note: String::new(),
    };
    register.change(&memorandum.commissioner, &need).await.unwrap();
    let sums = async || register.read(&memorandum.commissioner.viewer, &YearOf(next_year())).await.unwrap().all;
    assert_eq!(sums().await.provisional, Pence::pounds(40_000), "nobody has accepted it yet");
    let stand = |seen, stand, words: &str| StandOnCost { line: line.clone(), seen, stand, words: words.into() };
    assert!(matches!(
        register.change(&memorandum.partner, &stand(1, Stand::Objects, "")).await,
        Err(Refusal::Invalid(_))
    ));
    let both = register.change(&memorandum.partner, &stand(1, Stand::Agrees, "Not ours")).await;
    assert!(matches!(both, Err(Refusal::Invalid(_))), "a dispute is not dropped: {both:?}");
    register.change(&memorandum.partner, &stand(1, Stand::Objects, "Not ours")).await.unwrap();
    assert_eq!((sums().await.disputed, sums().await.agreed), (Pence::pounds(40_000), Pence::ZERO));
    register.change(&memorandum.partner, &stand(2, Stand::Agrees, "")).await.unwrap();
    assert_eq!((sums().await.agreed, sums().await.gap()), (Pence::pounds(40_000), Some(Pence::pounds(60_000))));

    let public = register.read(&Viewer::Public, &YearOf(next_year())).await.unwrap();
    assert_eq!(public.all.agreed, Pence::ZERO, "a memorandum in negotiation counts for nobody else");
    assert_eq!(public.all.need, Some(Pence::pounds(100_000)));
});

crate::story!(an_agreement_shows_a_page_of_its_money_and_the_sums_of_all, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let (register, viewer) = (&world.register, &memorandum.commissioner.viewer);
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service: service(&world, &memorandum).await,
        organisation: memorandum.ccg.clone(),
        year: next_year(),
        figures: figures(10, Vec::new()),
    };
    for _ in 0..=PAGE {
        register.change(&memorandum.commissioner, &write).await.unwrap();
    }
    let by_number = LinesByNumber((&memorandum.agreement).into());
    let first = register.list(viewer, &by_number, &Place::First).await.unwrap();
    let all = register.listed(viewer, &by_number).await;
    assert_eq!((first.rows.len() as u64, all.len() as u64), (PAGE, PAGE + 1));
    let at_once = register.read(viewer, &LinesOf((&memorandum.agreement).into())).await.unwrap();
    let references = |lines: &[Line]| lines.iter().map(|line| line.line.reference.clone()).collect::<Vec<_>>();
    assert_eq!(references(&all), references(&at_once), "page by page as all at once");
    let overview = register.read(viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    assert_eq!((overview.money, overview.agreed), (Pence::pounds(510), Pence::ZERO), "nobody has accepted it yet");
});

crate::story!(a_service_that_is_not_published_is_read_by_those_whose_negotiation_pays_for_it, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    let register = &world.register;
    let hidden = WriteService { published: false, ..hub() };
    let hidden = register.change(&memorandum.commissioner, &hidden).await.unwrap();
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service: hidden.clone(),
        organisation: memorandum.ccg.clone(),
        year: next_year(),
        figures: figures(10, Vec::new()),
    };
    let overview =
        register.read(&memorandum.commissioner.viewer, &OverviewOf((&memorandum.agreement).into())).await.unwrap();
    let coordinator = world.person(&overview.coordinator.unwrap().reference, &[Role::Coordinator]).await;
    let guessed = register.change(&coordinator, &write).await;
    assert!(matches!(&guessed, Err(Refusal::Invalid(faults)) if faults[0].field == "service"), "{guessed:?}");
    let partner = &memorandum.partner.viewer;
    assert!(matches!(register.read(partner, &ServicePage(hidden.clone())).await, Err(Refusal::NotFound)));

    let line = register.change(&memorandum.commissioner, &write).await.unwrap();
    for inside in [partner, &coordinator.viewer] {
        assert_eq!(register.read(inside, &ServicePage(hidden.clone())).await.unwrap().service.reference, hidden);
        let page = register.read(inside, &LineOf((&line).into())).await.unwrap();
        assert_eq!(page.line.service.map(|(reference, _)| reference), Some(hidden.clone()));
    }
    let stranger = world.organisation("Strange Trust", crate::organisation::Kind::NhsTrust).await;
    let stranger = world.person(&stranger, &[Role::Partner]).await.viewer;
    for outside in [&stranger, &Viewer::Public] {
        assert!(matches!(register.read(outside, &ServicePage(hidden.clone())).await, Err(Refusal::NotFound)));
    }
});

fn accepts(line: &Reference, seen: i64) -> StandOnCost {
    StandOnCost { line: line.clone(), seen, stand: Stand::Agrees, words: String::new() }
}

/// A cost of £40,000 that its party has accepted.
async fn accepted(world: &World) -> (Memorandum, Reference, Reference) {
    let memorandum = Memorandum::drafted(world).await;
    memorandum.step(world, Step::Negotiate).await.unwrap();
    let commitment = memorandum.promise(world, "We pay for a nurse").await;
    let line = pays(world, &memorandum, &commitment, 40_000).await;
    world.register.change(&memorandum.partner, &accepts(&line, 1)).await.unwrap();
    (memorandum, commitment, line)
}

crate::story!(an_edit_of_the_amount_asks_its_party_again, async |world: World| {
    let (memorandum, commitment, line) = accepted(&world).await;
    let register = &world.register;
    let edit = |seen, pounds, share| {
        let shares = vec![Share { commitment: commitment.clone(), pence: Pence::pounds(share) }];
        EditFunding { line: line.clone(), seen, figures: figures(pounds, shares) }
    };
    let refused = register.change(&memorandum.commissioner, &edit(2, 30_000, 40_000)).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "shares"), "{refused:?}");
    assert!(matches!(
        register.change(&memorandum.commissioner, &edit(1, 30_000, 20_000)).await,
        Err(Refusal::Stale { .. })
    ));
    register.change(&memorandum.commissioner, &edit(2, 30_000, 20_000)).await.unwrap();
    let page = register.read(&memorandum.partner.viewer, &LineOf((&line).into())).await.unwrap();
    assert_eq!(page.line.line.responsibility, Responsibility::Unassigned);
    assert_eq!(page.line.unexplained(), Pence::pounds(10_000));
    assert!(page.may_answer && !page.may_draft);
});

crate::story!(money_is_a_partys_own, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    let stranger = world.organisation("Another trust", crate::organisation::Kind::NhsTrust).await;
    let write = WriteFunding {
        agreement: Some(memorandum.agreement.clone()),
        service: service(&world, &memorandum).await,
        organisation: stranger,
        year: next_year(),
        figures: figures(10, Vec::new()),
    };
    let refused = world.register.change(&memorandum.commissioner, &write).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "organisation"), "{refused:?}");
    assert!(matches!(world.register.change(&memorandum.partner, &write).await, Err(Refusal::Forbidden { .. })));
});

crate::story!(money_without_an_agreement_is_its_organisations_own_and_nobody_elses_to_write, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let foreign = world.person(&memorandum.ccg, &[Role::Commissioner]).await;
    let write = WriteFunding {
        agreement: None,
        service: service(&world, &memorandum).await,
        organisation: memorandum.council.clone(),
        year: next_year(),
        figures: figures(10, Vec::new()),
    };
    let register = &world.register;
    assert!(matches!(register.change(&foreign, &write).await, Err(Refusal::Forbidden { .. })));
    let line = register.change(&memorandum.commissioner, &write).await.unwrap();
    let edit = EditFunding { line: line.clone(), seen: 1, figures: figures(20, Vec::new()) };
    assert!(matches!(register.change(&foreign, &edit).await, Err(Refusal::Forbidden { .. })));
    assert!(!register.read(&foreign.viewer, &LineOf((&line).into())).await.unwrap().may_draft);
    for at in [At::Edition(1), At::Edition(99), At::On(today())] {
        let asked = register.read(&memorandum.commissioner.viewer, &LineOf(at.of(line.clone()))).await;
        assert!(matches!(asked, Err(Refusal::NotFound)), "it has no editions: {at:?}");
    }
    register.change(&memorandum.commissioner, &edit).await.unwrap();
});

crate::story!(nobody_takes_a_stand_on_a_cost_once_signing_is_open, async |world: World| {
    let memorandum = Memorandum::drafted(&world).await;
    let commitment = memorandum.promise(&world, "We pay for a nurse").await;
    let line = pays(&world, &memorandum, &commitment, 40_000).await;
    memorandum.step(&world, Step::Negotiate).await.unwrap();
    memorandum.request(&world, &commitment).await.unwrap();
    memorandum.confirm(&world, &commitment).await;
    memorandum.step(&world, Step::Approve).await.unwrap();
    memorandum.step(&world, Step::OpenSigning).await.unwrap();
    let stand = StandOnCost { line, seen: 1, stand: Stand::Objects, words: "Not ours".into() };
    let refused = world.register.change(&memorandum.partner, &stand).await;
    assert!(matches!(refused, Err(Refusal::NotAllowed { .. })), "the schedules are frozen: {refused:?}");
});

crate::story!(money_is_accepted_for_a_service_as_it_was_called_then, async |world: World| {
    let (memorandum, commitment, line) = accepted(&world).await;
    let register = &world.register;
    let lead = &memorandum.commissioner.viewer;
    let printed = async || register.read(lead, &OverviewOf((&memorandum.agreement).into())).await.unwrap().schedules;
    let (before, shown) = (printed().await, register.read(lead, &LineOf((&line).into())).await.unwrap().line);
    let service = shown.service.unwrap().0;
    let seen = register.read(lead, &ServicePage(service.clone())).await.unwrap().service.version;
    let renamed = WriteService { existing: Some((service, seen)), name: "Council car park".into(), ..hub() };
    register.change(&memorandum.commissioner, &renamed).await.unwrap();

    assert_eq!(printed().await, before, "what is printed and signed is what was accepted");
    let now = register.read(lead, &LineOf((&line).into())).await.unwrap().line;
    assert_eq!(now.service.unwrap().1, "Multi-agency safeguarding hub (now called Council car park)");
    assert_eq!(now.line.responsibility, Responsibility::Accepted);
    let shares = vec![Share { commitment: commitment.clone(), pence: Pence::pounds(40_000) }];
    let edit = EditFunding { line: line.clone(), seen: now.line.version, figures: figures(40_000, shares) };
    register.change(&memorandum.commissioner, &edit).await.unwrap();
    let now = register.read(lead, &LineOf((&line).into())).await.unwrap().line.line;
    assert_eq!((now.service_name.as_str(), now.responsibility), ("Council car park", Responsibility::Unassigned));
});
