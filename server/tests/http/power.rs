//! Nobody gives power alone: a role for another body is confirmed by its people, a merge of what was promised is looked at by
//! somebody else; and what must not be shown of children is on no page.

use entities::{
    access::{Actor, Role},
    agreement::{
        PartyRole, SpeaksAs,
        deeds::{AddParty, CreateAgreement},
    },
    contract::{
        Direction, Intention, MeasureKind, Origin, State,
        deeds::{AddMeasure, Intend, Observe, WriteContract},
    },
    organisation::{Kind, deeds::AddOrganisation},
    values::{FinancialYear, Reading, Reference},
};
use http::{StatusCode, header};

use super::{Answered, Service, get, post};

async fn sends(service: &Service, cookie: &str, address: &str, form: &str) -> Answered {
    let request = post(address).header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
    let form = service.shown(cookie, form).await;
    service.ask(request.body(form.into()).unwrap()).await
}

async fn reads(service: &Service, cookie: &str, address: &str) -> Answered {
    service.ask(get(address).header(header::COOKIE, cookie).body(Default::default()).unwrap()).await
}

/// The value of the first hidden field of a name in a form of the page's own; signing out is everybody's.
fn hidden(page: &str, name: &str) -> String {
    let opens = format!("name=\"{name}\" value=\"");
    let fields = page.split(&opens).skip(1);
    let mut values = fields.map(|field| field.split('"').next().unwrap().to_owned());
    values.find(|value| value != "new").unwrap_or_else(|| panic!("no {name} in {page}"))
}

async fn organisation(service: &Service, name: &str, kind: Kind) -> Reference {
    service.register.change(&Actor::operator(), &AddOrganisation::named(name, kind)).await.unwrap()
}

#[tokio::test]
async fn a_role_of_another_body_waits_in_the_work_of_its_people() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = organisation(&service, "Council", Kind::LocalAuthority).await;
    let trust = organisation(&service, "Quiet Trust", Kind::NhsTrust).await;
    let (actor, administrator) = service.member(&council, Role::Administrator, "Max").await;
    service.session(&council, Role::Commissioner).await;
    let partner = service.session(&trust, Role::Partner).await;
    let form = format!("name=Sock+Puppet&email=sock%40example.org&organisation={trust}&role=signatory");
    let invited = sends(&service, &administrator, "/admin/people/new", &form).await;
    assert_eq!(invited.status, StatusCode::SEE_OTHER, "{}", invited.body);
    let person = reads(&service, &administrator, invited.header(header::LOCATION)).await.body;
    assert!(person.contains("More waits to be confirmed") && !person.contains(">Signatory<"), "{person}");

    let roles = format!("/organisations/{}/roles", trust.in_address());
    let work = reads(&service, &partner, "/work").await.body;
    assert!(work.contains("Confirm or refuse a role for Quiet Trust") && work.contains(&roles), "{work}");
    assert_eq!(reads(&service, &administrator, &roles).await.status, StatusCode::FORBIDDEN);
    let page = reads(&service, &partner, &roles).await.body;
    assert!(page.contains("sock@example.org") && page.contains("Signatory"), "{page}");
    let form =
        format!("form=confirm&nomination={}&form-seen={}", hidden(&page, "nomination"), hidden(&page, "form-seen"));
    assert_eq!(sends(&service, &partner, &roles, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sends(&service, &partner, &roles, &form).await.status, StatusCode::CONFLICT, "decided once");
    assert!(reads(&service, &partner, &roles).await.body.contains("No role waits to be confirmed"));

    // Nor to oneself.
    let own = actor.viewer.person().unwrap();
    let address = format!("/admin/people/{}/{}", own.account, own.membership);
    let seen = hidden(&reads(&service, &administrator, &address).await.body, "form-seen");
    let form = format!("form=roles&form-seen={seen}&role=administrator&role=signatory");
    let refused = sends(&service, &administrator, &address, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Nobody gives a role to themselves"), "{}", refused.body);
}

#[tokio::test]
async fn a_merge_that_moves_a_party_waits_for_the_lead() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = organisation(&service, "Council", Kind::LocalAuthority).await;
    let rogue = organisation(&service, "Rogue Council", Kind::LocalAuthority).await;
    let trust = organisation(&service, "Quiet Trust", Kind::NhsTrust).await;
    let (lead, lead_session) = service.member(&council, Role::Commissioner, "Lee Lead").await;
    let rogue_session = service.session(&rogue, Role::Commissioner).await;
    let create = CreateAgreement {
        title: "Memorandum".into(),
        kind: entities::agreement::Kind::Memorandum,
        year: FinancialYear::starting(2015).unwrap(),
        binding: false,
        coordinator: None,
        starts: None,
        ends: None,
        aims: String::new(),
    };
    let agreement = service.register.change(&lead, &create).await.unwrap();
    let join = AddParty {
        agreement: agreement.clone(),
        organisation: trust.clone(),
        role: PartyRole::Partner,
        speaks_as: SpeaksAs::NhsProvider,
        signs: true,
        seen: 1,
    };
    service.register.change(&lead, &join).await.unwrap();

    let merge = format!("/organisations/{}/merge", rogue.in_address());
    let page = reads(&service, &rogue_session, &format!("{merge}?with={trust}")).await.body;
    assert!(page.contains("Propose the merge"), "{page}");
    // What the page showed is what moves: a form of another page is told so.
    let form = |moves: &str| format!("form=merge&with={trust}&why=The+same&moves={moves}");
    let stale = sends(&service, &rogue_session, &merge, &form("another")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    let proposed = sends(&service, &rogue_session, &merge, &form(&hidden(&page, "moves"))).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
    assert!(
        reads(&service, &rogue_session, proposed.header(header::LOCATION))
            .await
            .body
            .contains("waits for a second look")
    );
    let look = format!("/organisations/{}/second-look", trust.in_address());
    assert_eq!(reads(&service, &rogue_session, &look).await.status, StatusCode::NOT_FOUND);
    assert!(reads(&service, &lead_session, "/work").await.body.contains(&look));
    let page = reads(&service, &lead_session, &look).await.body;
    assert!(page.contains("1 agreement that it is a party of") && page.contains(agreement.as_str()), "{page}");
    let form = format!("form=confirm&seen={}", hidden(&page, "seen"));
    assert_eq!(sends(&service, &lead_session, &look, &form).await.status, StatusCode::SEE_OTHER);
    let merged = reads(&service, &lead_session, &format!("/organisations/{}", trust.in_address())).await.body;
    assert!(merged.contains("This is the same body as"), "{merged}");
}

#[tokio::test]
async fn small_numbers_of_children_are_on_no_public_page() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = organisation(&service, "Council", Kind::LocalAuthority).await;
    let provider = organisation(&service, "Family Help", Kind::Voluntary).await;
    let (commissioner, keeper) = service.member(&council, Role::Commissioner, "Casey").await;
    let (reporter, own) = service.member(&provider, Role::Provider, "Pat").await;
    let write = WriteContract {
        existing: None,
        procurement: None,
        title: "Family support".into(),
        description: String::new(),
        service: None,
        buyers: vec![council],
        providers: vec![provider],
        price: None,
        cpv: None,
        starts: None,
        ends: service.register.clock().today().checked_add_days(chrono::Days::new(100)),
        origin: Origin::Commissioned,
        council_ran_until: None,
        state: State::Active,
        published: true,
    };
    let contract = service.register.change(&commissioner, &write).await.unwrap();
    let (intention, note) = (Intention::LetItEnd, "It ends: three children used it".to_owned());
    let intend = Intend { contract: contract.clone(), seen: 1, intention, note };
    service.register.change(&commissioner, &intend).await.unwrap();
    let measure = AddMeasure {
        contract: contract.clone(),
        statement: "Who came".into(),
        kind: MeasureKind::HowMuch,
        unit: "zqchildren".into(),
        direction: Direction::Up,
        baseline: Some(Reading::whole(2)),
        target: None,
        source: String::new(),
        counts_children: true,
        zero_may_be_shown: false,
    };
    let share = AddMeasure {
        statement: "Placed".into(),
        unit: "% of 12 zqplaced children".into(),
        baseline: None,
        ..measure.clone()
    };
    let share = service.register.change(&commissioner, &share).await.unwrap();
    let measure = service.register.change(&commissioner, &measure).await.unwrap();
    let placed = |seen, actual, note: &str| Observe {
        contract: contract.clone(),
        measure: share,
        seen,
        period_start: chrono::NaiveDate::from_ymd_opt(2014, 7 + 3 * u32::from(seen > 0), 1).unwrap(),
        period_end: chrono::NaiveDate::from_ymd_opt(2014, 7 + 3 * u32::from(seen > 0), 31).unwrap(),
        actual: Reading::whole(actual),
        note: note.into(),
    };
    let first = service.register.change(&reporter, &placed(0, 25, "")).await.unwrap();
    service.register.change(&reporter, &placed(first, 50, "Corrected from 3 children")).await.unwrap();
    let mut seen = 0;
    for actual in [4, 3] {
        let day = |day| chrono::NaiveDate::from_ymd_opt(2014, 9, day).unwrap();
        let observe = Observe {
            contract: contract.clone(),
            measure,
            seen,
            period_start: day(1),
            period_end: day(30),
            actual: Reading::whole(actual),
            note: format!("only {actual} zqcame"),
        };
        seen = service.register.change(&reporter, &observe).await.unwrap();
    }
    let page = format!("/contracts/{}", contract.in_address());
    let lists = [
        "/contracts",
        "/contracts.csv",
        "/expiring",
        "/expiring.csv",
        "/search?q=zqchildren",
        "/search?q=three+children",
    ];
    for address in [page.as_str(), "/search?q=family"].into_iter().chain(lists) {
        let public = service.get(address).await.body;
        for figure in [
            "2 zqchildren",
            "3 zqchildren",
            "4 zqchildren",
            "zqcame",
            "25%",
            "25 %",
            "3 children",
            "three children used",
        ] {
            assert!(!public.contains(figure), "{figure} at {address}: {public}");
        }
    }
    let public = service.get(&page).await.body;
    assert!(public.contains("Hidden: children could be recognised") && public.contains("50 % of 12"), "{public}");
    for cookie in [keeper, own] {
        let seen = reads(&service, &cookie, &page).await.body;
        for told in [
            "3 zqchildren",
            "Corrected from 4 zqchildren",
            "25 % of 12",
            "Corrected from 3 children",
            "three children used",
        ] {
            assert!(seen.contains(told), "{told}: {seen}");
        }
    }
}
