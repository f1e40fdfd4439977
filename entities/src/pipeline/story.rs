//! What is to be bought: from contracts that end and services to be changed, with what providers say.

use chrono::NaiveDate;

use super::{FirstOf, OfQuarter, Opening, Pipeline, PipelineByQuarter, Planned, PlannedProcurements, SHOWN};
use crate::{
    Refusal,
    access::{Actor, Role, Viewer},
    audit::rows_story::fate,
    contract::{
        self, Intention, Origin,
        deeds::{Intend, WriteContract},
        read::{ContractPage, Expiring},
    },
    organisation::Kind,
    procurement::{
        EventKind, State,
        deeds::{RegisterInterest, WriteProcurement},
        story::{by_hand, event},
    },
    service::{AreaOfNeed, ClientGroup, Delivery, deeds::WriteService, read::ServicePage},
    story::World,
    values::Reference,
};

fn ending(buyer: &Reference, provider: &Reference, year: i32, published: bool) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: format!("Work until {year}"),
        description: String::new(),
        service: None,
        buyers: vec![buyer.clone()],
        providers: vec![provider.clone()],
        price: None,
        cpv: None,
        starts: NaiveDate::from_ymd_opt(2013, 4, 1),
        ends: NaiveDate::from_ymd_opt(year, 3, 31),
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: contract::State::Active,
        published,
    }
}

fn service(name: &str) -> WriteService {
    WriteService {
        existing: None,
        name: name.into(),
        area_of_need: AreaOfNeed::EarlyYears,
        client_group: ClientGroup::Children,
        delivery: Delivery::Undecided,
        independent_of: None,
        description: String::new(),
        published: true,
    }
}

/// The pipeline in short.
fn lines(pipeline: &Pipeline) -> Vec<String> {
    let plans = |when: &str, plans: &FirstOf<Planned>| -> Vec<String> {
        plans.rows.iter().map(|planned| format!("{when}: plan {}", planned.title)).collect()
    };
    let mut lines = plans("late", &pipeline.late);
    for OfQuarter { quarter, plans: planned, ends } in &pipeline.quarters {
        lines.extend(plans(&quarter.to_string(), planned));
        lines.extend(ends.rows.iter().map(|ending| format!("{quarter}: end of {}", ending.contract.title)));
    }
    lines.extend(plans("no date", &pipeline.without_day));
    lines
}

crate::story!(the_pipeline_is_made_of_plans_of_ends_and_of_undecided_services, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Provider", Kind::Voluntary).await;
    let register = &world.register;
    let soon = register.change(&commissioner, &ending(&council, &provider, 2015, true)).await.unwrap();
    let hidden = register.change(&commissioner, &ending(&council, &provider, 2016, false)).await.unwrap();
    register.change(&commissioner, &ending(&council, &provider, 2018, true)).await.unwrap();
    let early_years = register.change(&commissioner, &service("Early years")).await.unwrap();
    let plan = WriteProcurement { state: State::Planned, ..by_hand(&council) };
    let plan = register.change(&commissioner, &plan).await.unwrap();
    let opens = crate::procurement::deeds::WriteTenderEvent {
        starts: NaiveDate::from_ymd_opt(2015, 5, 1).unwrap(),
        ..event(&plan, EventKind::Tender, 12, 1)
    };
    register.change(&commissioner, &opens).await.unwrap();

    let public = register.read(&Viewer::Public, &PipelineByQuarter).await.unwrap();
    assert_eq!(
        lines(&public),
        ["January to March 2015: end of Work until 2015", "April to June 2015: plan Early help in Ladywood"]
    );
    assert_eq!(public.undecided.rows, [(early_years.clone(), "Early years".to_owned())]);
    assert!(!public.may_plan);
    let all = register.read(&commissioner.viewer, &PipelineByQuarter).await.unwrap();
    assert_eq!(lines(&all).last().unwrap(), "January to March 2016: end of Work until 2016");

    // What is planned to follow a contract stands in its place, and a service that something is planned for is not undecided any more.
    let follow = WriteProcurement {
        follows: Some(soon.clone()),
        service: Some(early_years),
        title: "The next one".into(),
        state: State::Planned,
        ..by_hand(&council)
    };
    let follow = register.change(&commissioner, &follow).await.unwrap();
    let kept = fate(register, &follow, "wrote a procurement", "follows").await;
    assert_eq!(kept.came.len(), 1, "its entry says what it follows");
    let end = Intend { contract: hidden.clone(), seen: 1, intention: Intention::LetItEnd, note: String::new() };
    register.change(&commissioner, &end).await.unwrap();
    assert!(matches!(register.change(&commissioner, &end).await, Err(Refusal::Stale { .. })));
    let all = register.read(&commissioner.viewer, &PipelineByQuarter).await.unwrap();
    assert_eq!(lines(&all), ["April to June 2015: plan Early help in Ladywood", "no date: plan The next one"]);
    assert!(all.undecided.is_empty() && all.may_plan);
    let page = register.read(&Viewer::Public, &ContractPage(soon.clone())).await.unwrap();
    assert_eq!(page.ending.followed_by[0].1, "The next one");
    assert!(matches!(
        register.change(&world.person(&provider, &[Role::Provider]).await, &end).await,
        Err(Refusal::NotFound | Refusal::Forbidden { .. })
    ));
});

crate::story!(a_contract_whose_plan_came_to_nothing_is_to_be_planned_again, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Provider", Kind::Voluntary).await;
    let register = &world.register;
    let soon = register.change(&commissioner, &ending(&council, &provider, 2015, true)).await.unwrap();
    let read = async || lines(&register.read(&Viewer::Public, &PipelineByQuarter).await.unwrap());
    let end = "January to March 2015: end of Work until 2015";
    for state in [State::Cancelled, State::Unsuccessful] {
        let follow = WriteProcurement { follows: Some(soon.clone()), state: State::Open, ..by_hand(&council) };
        let plan = register.change(&commissioner, &follow).await.unwrap();
        assert!(read().await.is_empty(), "it is followed by what is out to tender");
        let over = WriteProcurement { existing: Some((plan, 1)), state, ..by_hand(&council) };
        register.change(&commissioner, &over).await.unwrap();
        assert_eq!(read().await, [end], "{state}");
        let list = register.listed(&Viewer::Public, &Expiring::default()).await;
        assert!(list[0].followed_by.is_empty(), "nor do the contract and the list of what ends say so");
    }
});

crate::story!(of_many_plans_the_first_are_shown_and_a_list_has_them_all, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let register = &world.register;
    let opens = |plan: &Reference, year, day| crate::procurement::deeds::WriteTenderEvent {
        starts: NaiveDate::from_ymd_opt(year, 5, day).unwrap(),
        ..event(plan, EventKind::Tender, 12, 1)
    };
    let mut plans = Vec::new();
    for number in 0..=SHOWN {
        let plan = WriteProcurement { title: format!("Plan {number}"), state: State::Planned, ..by_hand(&council) };
        plans.push(register.change(&commissioner, &plan).await.unwrap());
    }
    let pipeline = async || register.read(&Viewer::Public, &PipelineByQuarter).await.unwrap();
    let listed = async |opening| {
        let list = PlannedProcurements { opening, ..PlannedProcurements::default() };
        let rows = register.listed(&Viewer::Public, &list).await;
        rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    let undated = pipeline().await;
    assert_eq!((undated.without_day.rows.len(), undated.without_day.has_more), (SHOWN, true));
    assert_eq!(listed(Some(Opening::NotKnown)).await.len(), SHOWN + 1);

    // The last to be written opens first.
    for (plan, day) in plans.iter().zip((1..=28).rev()) {
        register.change(&commissioner, &opens(plan, 2015, day)).await.unwrap();
    }
    let spring = "2015-q2".parse().unwrap();
    let dated = pipeline().await;
    assert!(dated.without_day.is_empty() && dated.late.is_empty() && !dated.is_longer);
    assert_eq!(dated.quarters.iter().map(|of| of.quarter).collect::<Vec<_>>(), [spring]);
    let shown: Vec<_> = dated.quarters[0].plans.rows.iter().map(|plan| plan.title.clone()).collect();
    let all = listed(Some(Opening::In(spring))).await;
    assert_eq!((all[0].as_str(), all.len()), ("Plan 10", SHOWN + 1));
    assert_eq!((shown.as_slice(), dated.quarters[0].plans.has_more), (&all[..SHOWN], true));
    assert!(listed(Some(Opening::In("2015-q1".parse().unwrap()))).await.is_empty());

    // What should have opened and did not comes before everything; what opens years on is found beyond all quarters.
    register.change(&commissioner, &opens(&plans[0], 2013, 1)).await.unwrap();
    register.change(&commissioner, &opens(&plans[1], 2030, 1)).await.unwrap();
    assert_eq!(listed(None).await[0], "Plan 0");
    let lines = lines(&pipeline().await);
    assert_eq!(lines[0], "late: plan Plan 0");
    assert_eq!(lines.len(), SHOWN + 1, "Plan 1 has an earlier day, too, and that counts");
});

crate::story!(providers_show_their_appetite_for_what_ends_and_the_commissioner_sees_it, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Provider", Kind::Voluntary).await;
    let rival = world.organisation("Rival", Kind::Private).await;
    let rival: Actor = world.person(&rival, &[Role::Provider]).await;
    let register = &world.register;
    let early_years = register.change(&commissioner, &service("Early years")).await.unwrap();
    let write = WriteContract { service: Some(early_years.clone()), ..ending(&council, &provider, 2015, true) };
    let soon = register.change(&commissioner, &write).await.unwrap();
    let far = register.change(&commissioner, &ending(&council, &provider, 2018, true)).await.unwrap();
    let interest = |contract: &Reference, seen, words: &str| contract::deeds::RegisterContractInterest {
        contract: contract.clone(),
        seen,
        words: words.into(),
    };
    assert!(register.change(&rival, &interest(&soon, 0, "")).await.unwrap());
    assert!(!register.change(&rival, &interest(&soon, 1, "We run two")).await.unwrap());
    assert!(matches!(register.change(&rival, &interest(&far, 0, "")).await, Err(Refusal::NotAllowed { .. })));
    let plan = WriteProcurement { service: Some(early_years.clone()), ..by_hand(&council) };
    let plan = register.change(&commissioner, &plan).await.unwrap();
    register
        .change(&rival, &RegisterInterest { procurement: plan.clone(), seen: 0, words: String::new() })
        .await
        .unwrap();

    let list = register.listed(&commissioner.viewer, &Expiring::default()).await;
    assert_eq!((list.len(), list[0].interested), (1, Some(1)), "what ends in 2018 is far off");
    let own = register.listed(&rival.viewer, &Expiring::default()).await;
    let said = own[0].own_interest.as_ref().map(|own| own.words.as_str());
    assert_eq!((own[0].interested, said), (None, Some("We run two")));
    let public = register.listed(&Viewer::Public, &Expiring::default()).await;
    assert_eq!((public[0].interested, &public[0].own_interest), (None, &None));

    let appetite =
        register.read(&commissioner.viewer, &ServicePage(early_years.clone())).await.unwrap().appetite.unwrap();
    assert_eq!((appetite.len(), appetite[0].organisation.name.as_str()), (1, "Rival"));
    let about: Vec<_> = appetite[0].interests.iter().map(|(reference, _)| reference.clone()).collect();
    assert_eq!(about, [plan, soon.clone()]);
    assert!(register.read(&rival.viewer, &ServicePage(early_years.clone())).await.unwrap().appetite.is_none());
    assert!(register.read(&rival.viewer, &ContractPage(soon.clone())).await.unwrap().interested.is_none());
    assert_eq!(
        register.read(&commissioner.viewer, &ContractPage(soon.clone())).await.unwrap().interested.unwrap().len(),
        1
    );
});
