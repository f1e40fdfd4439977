//! An award brings what follows from it, and becomes a contract with its supplier.

use chrono::NaiveDate;
use serde_json::json;

use super::{
    Standstill, State,
    deeds::{AddSupplier, AwardProcurement, WriteProcurement},
    story::{by_hand, called, import},
};
use crate::{
    Refusal,
    access::{Role, Viewer},
    contract::{self, Origin, deeds::WriteContract},
    organisation::Kind,
    story::World,
    values::Pence,
};

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

    let page = register.procurement(&Viewer::Public, &reference).await.unwrap();
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
    let draft = register.contract_draft(&commissioner.viewer, &reference, &page.awards[0].key).await.unwrap();
    assert_eq!(draft.award.suppliers[0].organisation, Some(provider.clone()));
    assert!(draft.contracts.is_empty());
    let contract = WriteContract {
        existing: None,
        procurement: Some(reference.clone()),
        title: draft.procurement.title.clone(),
        description: draft.procurement.description.clone(),
        service: draft.service,
        buyers: vec![council],
        providers: vec![provider],
        price: None,
        cpv: draft.procurement.cpv.clone(),
        starts: draft.award.starts,
        ends: draft.award.ends,
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: contract::State::Pending,
        published: true,
    };
    let contract = register.change(&commissioner, &contract).await.unwrap();
    let page = register.procurement(&Viewer::Public, &reference).await.unwrap();
    assert_eq!(page.contracts, [(contract.clone(), "Early help in Ladywood".to_owned())]);
    assert_eq!(register.contract(&Viewer::Public, &contract).await.unwrap().procurement.unwrap().0, reference);
});

crate::story!(a_supplier_of_a_notice_comes_into_the_register_once_by_its_identifiers, async |world: World| {
    let council = world.organisation("Council", Kind::LocalAuthority).await;
    let commissioner = world.person(&council, &[Role::Commissioner]).await;
    let notice = json!({"ocid": "ocds-x-9", "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["award"],
        "buyer": {"name": "Birmingham"}, "tender": {"title": "Mentoring"},
        "parties": [{"id": "s1", "name": "Mentors Ltd", "identifier": {"scheme": "GB-COH", "id": "1234567"}}],
        "awards": [{"id": "a", "status": "active", "date": "2014-11-01T00:00:00Z",
            "suppliers": [{"id": "s1", "name": "Mentors Ltd"}]}]});
    import(&world, "award.json", &notice.to_string()).await.unwrap();
    let reference = called(&world, "Mentoring").await;
    let page = world.register.procurement(&commissioner.viewer, &reference).await.unwrap();
    assert_eq!((page.awards[0].key.as_str(), &page.awards[0].suppliers[0].organisation), ("n0", &None));
    let add = |name: &str| AddSupplier { procurement: reference.clone(), name: name.into(), kind: Kind::Private };
    let added = world.register.change(&commissioner, &add("mentors ltd")).await.unwrap();
    assert_eq!(world.register.change(&commissioner, &add("Mentors Ltd")).await.unwrap(), added, "it is known now");
    assert!(matches!(world.register.change(&commissioner, &add("Somebody Else")).await, Err(Refusal::Invalid(_))));
    let page = world.register.procurement(&commissioner.viewer, &reference).await.unwrap();
    assert_eq!(page.awards[0].suppliers[0].organisation, Some(added));
});
