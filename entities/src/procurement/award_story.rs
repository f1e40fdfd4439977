//! An award brings what follows from it, and becomes a contract with its supplier.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    EventKind, Standstill, State,
    deeds::{AwardProcurement, MakeContract, NewSupplier, WithdrawAward, WriteProcurement},
    read::{ContractDraftOf, ProcurementPage, TenderCalendar},
    story::{by_hand, called, import},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    audit::rows_story::fate,
    contract::{self, Origin, deeds::WriteContract, read::ContractPage},
    organisation::{Kind, read::OrganisationNames},
    story::{World, pressing},
    values::{Pence, Reference},
};

/// A contract of a council.
fn written(title: &str, council: &Reference, providers: Vec<Reference>) -> WriteContract {
    WriteContract {
        existing: None,
        procurement: None,
        title: title.into(),
        description: String::new(),
        service: None,
        buyers: vec![council.clone()],
        providers,
        price: None,
        cpv: None,
        starts: None,
        ends: None,
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: contract::State::Pending,
        published: true,
    }
}

/// A supplier as the second field of a form names it.
fn supplier(name: &str, is_another: bool) -> NewSupplier {
    NewSupplier { field: "provider_2".into(), name: name.into(), kind: Kind::Private, is_another }
}

/// The field that is at fault.
fn fault<T: std::fmt::Debug>(refused: Result<T, Refusal>) -> String {
    match refused {
        Err(Refusal::Invalid(faults)) => faults[0].field.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A notice that awards "Mentoring" to Mentors Ltd, which has a company number, and to Helpers, which has none.
async fn mentoring(world: &World) -> Reference {
    let notice = json!({"ocid": "ocds-x-9", "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["award"],
        "buyer": {"name": "Birmingham"}, "tender": {"title": "Mentoring"},
        "parties": [{"id": "s1", "name": "Mentors Ltd", "identifier": {"scheme": "GB-COH", "id": "1234567"}}],
        "awards": [{"id": "a", "status": "active", "date": "2014-11-01T00:00:00Z",
            "suppliers": [{"id": "s1", "name": "Mentors Ltd"}, {"name": "Helpers"}]}]});
    import(world, "award.json", &notice.to_string()).await.unwrap();
    called(world, "Mentoring").await
}

fn draft_of(procurement: &Reference, award: &str) -> ContractDraftOf {
    ContractDraftOf { procurement: procurement.clone(), award: award.to_owned() }
}

crate::story!(an_award_brings_its_events_and_becomes_a_contract, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let provider = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let register = &world.register;
    let open = WriteProcurement { state: State::Open, ..by_hand(&council) };
    let reference = register.change(&commissioner, &open).await.unwrap();
    let day = |month, day| NaiveDate::from_ymd_opt(2014, month, day).unwrap();
    let award = AwardProcurement {
        procurement: reference.clone(),
        seen: 1,
        provider: provider.clone(),
        price: Some(Pence::pounds(80_000)),
        on: day(12, 15),
        standstill: Standstill::ProcurementAct,
        starts: NaiveDate::from_ymd_opt(2015, 1, 5),
        ends: NaiveDate::from_ymd_opt(2016, 1, 4),
    };
    let too_soon = AwardProcurement { starts: Some(day(12, 22)), ..award.clone() };
    let refused = register.change(&commissioner, &too_soon).await;
    assert!(matches!(&refused, Err(Refusal::Invalid(faults)) if faults[0].field == "starts"), "{refused:?}");
    register.change(&commissioner, &award).await.unwrap();
    assert!(matches!(register.change(&commissioner, &award).await, Err(Refusal::Stale { .. })));
    let told = (
        fate(register, &reference, "entered an award", "awards").await.came.len(),
        fate(register, &reference, "entered an award", "events").await.came.len(),
    );
    assert_eq!(told, (1, 4), "its entry says which award, and what it brought");

    let page = register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!(page.state, State::Awarded);
    let events: Vec<_> =
        page.events.iter().map(|event| format!("{} {}", event.kind.code(), event.when.in_words())).collect();
    let expected = [
        "award 15 December 2014",
        "standstill_end 24 December 2014",
        "contract_start 5 January 2015",
        "expiry 4 January 2016",
    ];
    assert_eq!(events, expected, "8 working days from the notice");
    let draft = register.read(&commissioner.viewer, &draft_of(&reference, &page.awards[0].key)).await.unwrap();
    assert_eq!(draft.award.suppliers[0].organisation, Some(provider.clone()));
    assert!(draft.contracts.is_empty());
    let contract = WriteContract {
        starts: draft.award.starts,
        ends: draft.award.ends,
        ..written(&draft.procurement.title, &council, vec![provider])
    };
    let contract = MakeContract {
        procurement: reference.clone(),
        seen: register
            .read(&commissioner.viewer, &ProcurementPage(reference.clone()))
            .await
            .unwrap()
            .procurement
            .version,
        add: Vec::new(),
        contract,
    };
    let contract = register.change(&commissioner, &contract).await.unwrap();
    let page = register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!(page.contracts, [(contract.clone(), "Early help in Ladywood".to_owned())]);
    assert_eq!(
        register.read(&Viewer::Public, &ContractPage(contract.clone())).await.unwrap().procurement.unwrap().0,
        reference
    );
});

crate::story!(a_wrong_award_is_withdrawn_with_what_it_brought, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let wrong = world.organisation("Family Help CIC", Kind::SocialEnterprise).await;
    let right = world.organisation("Family Help Ltd", Kind::Private).await;
    let register = &world.register;
    let open = WriteProcurement { state: State::Open, ..by_hand(&council) };
    let reference = register.change(&commissioner, &open).await.unwrap();
    let award = |provider: &Reference, seen, ends| AwardProcurement {
        procurement: reference.clone(),
        seen,
        provider: provider.clone(),
        price: None,
        on: NaiveDate::from_ymd_opt(2014, 12, 15).unwrap(),
        standstill: Standstill::ProcurementAct,
        starts: NaiveDate::from_ymd_opt(2015, 1, 5),
        ends: NaiveDate::from_ymd_opt(ends, 1, 4),
    };
    let read = async || {
        let page = register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
        let stands = page.events.iter().filter(|event| !event.cancelled).map(|event| event.kind).collect::<Vec<_>>();
        (page, stands)
    };
    let first = register.change(&commissioner, &award(&wrong, 1, 2016)).await.unwrap();
    let second = register.change(&commissioner, &award(&right, 2, 2017)).await.unwrap();
    let withdraw =
        |award, seen, why: &str| WithdrawAward { procurement: reference.clone(), seen, award, why: why.into() };
    assert_eq!(fault(register.change(&commissioner, &withdraw(first, 3, " ")).await), "why");
    assert!(matches!(register.change(&commissioner, &withdraw(first, 2, "x")).await, Err(Refusal::Stale { .. })));
    assert!(matches!(register.change(&commissioner, &withdraw(99, 3, "x")).await, Err(Refusal::NotAllowed { .. })));

    // What the other award brought, too, stays; so does the state.
    register.change(&commissioner, &withdraw(first, 3, "It is another body")).await.unwrap();
    let (page, stands) = read().await;
    assert_eq!((page.state, page.awards.len(), page.awards[0].by_hand), (State::Awarded, 1, Some(second)));
    let all = [EventKind::Award, EventKind::StandstillEnd, EventKind::ContractStart, EventKind::Expiry];
    assert_eq!(stands, all);
    assert_eq!(page.events.iter().filter(|event| event.cancelled).count(), 1, "its own end");
    let gone = fate(register, &reference, "withdrew an award", "awards").await;
    assert_eq!((gone.gone.len(), gone.kept.len()), (1, 1), "its entry says which it was");
    let said = fate(register, &reference, "withdrew an award", "reasons").await;
    assert_eq!(said.came, ["It is another body"]);

    // Of the last one a contract was made; that is cancelled first.
    let contract = written("Early help", &council, vec![right.clone()]);
    let make = MakeContract {
        procurement: reference.clone(),
        seen: register
            .read(&commissioner.viewer, &ProcurementPage(reference.clone()))
            .await
            .unwrap()
            .procurement
            .version,
        add: Vec::new(),
        contract: contract.clone(),
    };
    let made = register.change(&commissioner, &make).await.unwrap();
    let refused = register.change(&commissioner, &withdraw(second, 4, "Nobody was awarded")).await;
    assert!(matches!(&refused, Err(Refusal::NotAllowed { why, .. }) if why.contains(made.as_str())), "{refused:?}");
    let off = WriteContract { existing: Some((made, 1)), state: contract::State::Cancelled, ..contract };
    register.change(&commissioner, &off).await.unwrap();
    register.change(&commissioner, &withdraw(second, 4, "Nobody was awarded")).await.unwrap();
    let (page, stands) = read().await;
    assert_eq!((page.state, page.awards.len(), stands.len()), (State::Closed, 0, 0));
    let told = register.read(&Viewer::Public, &TenderCalendar::default()).await.unwrap();
    assert_eq!(told.iter().filter(|event| event.cancelled).count(), 5, "calendars are told of every one");
    let why = page.events.iter().find(|event| event.kind == EventKind::Award).unwrap().note.as_str();
    assert_eq!(why, "The award was withdrawn: Nobody was awarded");

    register.change(&commissioner, &award(&right, 5, 2017)).await.unwrap();
    let (page, stands) = read().await;
    assert_eq!((page.state, stands), (State::Awarded, all.to_vec()), "the right one can be entered");
});

crate::story!(an_award_of_a_notice_keeps_its_procurement_awarded, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (reference, register) = (mentoring(&world).await, &world.register);
    let award = AwardProcurement {
        procurement: reference.clone(),
        seen: 1,
        provider: council,
        price: None,
        on: NaiveDate::from_ymd_opt(2014, 12, 15).unwrap(),
        standstill: Standstill::None,
        starts: None,
        ends: None,
    };
    let award = register.change(&commissioner, &award).await.unwrap();
    let withdraw = WithdrawAward { procurement: reference.clone(), seen: 2, award, why: "A slip".into() };
    register.change(&commissioner, &withdraw).await.unwrap();
    let page = register.read(&Viewer::Public, &ProcurementPage(reference.clone())).await.unwrap();
    assert_eq!((page.state, page.awards.len(), page.awards[0].by_hand), (State::Awarded, 1, None));
    let cancelled = page.events.iter().filter(|event| event.cancelled);
    assert!(cancelled.clone().all(|event| event.by_hand) && cancelled.count() == 1, "the notice’s own events stay");
});

crate::story!(suppliers_of_a_notice_come_into_the_register_with_their_contract_or_not_at_all, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (reference, register) = (mentoring(&world).await, &world.register);
    let make = |names: &[&str], contract| MakeContract {
        procurement: reference.clone(),
        seen: 1,
        add: names.iter().map(|name| supplier(name, false)).collect(),
        contract,
    };
    let contract = written("Mentoring", &council, Vec::new());
    let day = |year| NaiveDate::from_ymd_opt(year, 4, 1);
    let wrong = WriteContract { starts: day(2016), ends: day(2015), ..contract.clone() };
    assert_eq!(fault(register.change(&commissioner, &make(&["Mentors Ltd", "Nobody"], wrong)).await), "ends");
    let nobody = make(&["Mentors Ltd", "Nobody"], contract.clone());
    assert_eq!(fault(register.change(&commissioner, &nobody).await), "provider_2");
    assert_eq!(
        register.read(&Viewer::Public, &OrganisationNames(&[])).await.unwrap(),
        ["Council"],
        "what was refused left nothing behind"
    );

    let (pressed, deed) = (pressing(&commissioner, &"a".repeat(32)), make(&["mentors ltd", "Helpers"], contract));
    let made = register.change(&pressed, &deed).await.unwrap();
    assert_eq!(register.change(&pressed, &deed).await.unwrap(), made, "pressed twice it is one contract");
    assert_eq!(
        register.read(&Viewer::Public, &OrganisationNames(&[])).await.unwrap(),
        ["Council", "Helpers", "Mentors Ltd"]
    );
    let page = register.read(&Viewer::Public, &ContractPage(made.clone())).await.unwrap();
    let providers: Vec<_> = page.row.providers.iter().map(|named| named.name.as_str()).collect();
    assert_eq!((providers, page.procurement.unwrap().0), (vec!["Mentors Ltd", "Helpers"], reference.clone()));

    // One is known by its number now, the other by its name only.
    let draft = register.read(&commissioner.viewer, &draft_of(&reference, "n0")).await.unwrap();
    assert_eq!((draft.contracts.len(), draft.unknown.len()), (1, 1));
    assert_eq!(draft.unknown[0].namesakes, page.row.providers[1..]);
});

crate::story!(a_supplier_with_the_name_of_another_body_is_added_when_somebody_says_so, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let namesake = world.organisation("Mentors Ltd", Kind::Voluntary).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let (reference, register) = (mentoring(&world).await, &world.register);
    let draft = register.read(&commissioner.viewer, &draft_of(&reference, "n0")).await.unwrap();
    let namesakes = |at: usize| draft.unknown[at].namesakes.iter().map(|named| &named.reference).collect::<Vec<_>>();
    assert_eq!((namesakes(0), namesakes(1)), (vec![&namesake], vec![]));

    let make = |is_another| MakeContract {
        procurement: reference.clone(),
        seen: 1,
        add: vec![supplier("Mentors Ltd", is_another)],
        contract: written("Mentoring", &council, Vec::new()),
    };
    assert_eq!(fault(register.change(&commissioner, &make(false)).await), "provider_2");
    let made = register.change(&commissioner, &make(true)).await.unwrap();
    let provider = register.read(&Viewer::Public, &ContractPage(made.clone())).await.unwrap().row.providers.remove(0);
    assert_eq!(provider.name, "Mentors Ltd");
    assert_ne!(provider.reference, namesake, "the contract is that of the body that was added");
    let again = register.change(&commissioner, &make(false)).await.unwrap();
    let known = register.read(&Viewer::Public, &ContractPage(again.clone())).await.unwrap().row.providers.remove(0);
    assert_eq!(known.reference, provider.reference, "it is known by its number now");
});
