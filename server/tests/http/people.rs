//! People's data: what is asked before a child's could be shown, what is held about a person, and pages that are true to it.

use entities::{
    access::Role,
    account::SessionLimits,
    agreement::deeds::{CreateAgreement, SaveText},
    retention::rules,
    values::FinancialYear,
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

#[tokio::test]
async fn what_looks_like_a_childs_data_is_asked_about_once_and_nothing_is_lost() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let form = "name=Hub&area=youth&clients=children&delivery=grant&description=For+a+boy%2C+DOB+12%2F03%2F2009";
    let asked = sends(&service, &cookie, "/services/new", form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("“DOB 12/03/2009” looks like a date of birth"), "{}", asked.body);
    assert!(asked.body.contains("For a boy, DOB 12/03/2009</textarea>"), "{}", asked.body);
    assert!(asked.body.contains("href=\"#checked\"") && asked.body.contains("id=\"checked\""), "{}", asked.body);

    // Another fault does not make the tick forgotten.
    let faulty = form.replace("name=Hub", "name=");
    let again = sends(&service, &cookie, "/services/new", &format!("{faulty}&checked=yes")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Enter the service") && !again.body.contains("looks like"), "{}", again.body);
    let ticked = again.body.split("id=\"checked\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(ticked.contains("checked"), "{ticked}");

    let taken = sends(&service, &cookie, "/services/new", &format!("{form}&checked=yes")).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let harmless = sends(&service, &cookie, "/services/new", &form.replace("DOB+12%2F03%2F2009", "aged+12")).await;
    assert_eq!(harmless.status, StatusCode::SEE_OTHER, "{}", harmless.body);
}

#[tokio::test]
async fn an_agreement_is_looked_through_before_it_is_published() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = service.stranger().await;
    let (commissioner, cookie) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
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
    let agreement = service.register.change(&commissioner, &create).await.unwrap();
    let text = "# Memorandum\n\n## Referrals {#c-one}\n\nAs for 943 476 5919.\n".to_owned();
    service.register.change(&commissioner, &SaveText { agreement: agreement.clone(), base: 0, text }).await.unwrap();
    let address = format!("/agreements/{}", agreement.in_address());
    let asked = sends(&service, &cookie, &address, "form=publish&edition=1&published=yes&form-seen=2").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.body);
    assert!(asked.body.contains("“943 476 5919” looks like an NHS number"), "{}", asked.body);
    let published =
        sends(&service, &cookie, &address, "form=publish&edition=1&published=yes&checked=yes&form-seen=2").await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.body);
    // Taking it back asks nothing.
    let back = sends(&service, &cookie, &address, "form=publish&edition=1&published=no&form-seen=3").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
}

#[tokio::test]
async fn what_is_held_about_a_person_is_theirs_alone_and_kept_by_nobody() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = service.stranger().await;
    let ann = service.member(&council, Role::Partner, "Ann Archer").await.1;
    let bob = service.member(&council, Role::Partner, "Bob Baker").await.1;
    for address in ["/account/data", "/account/data.json"] {
        let answered = reads(&service, &ann, address).await;
        assert_eq!(answered.status, StatusCode::OK);
        assert_eq!(answered.header(header::CACHE_CONTROL), "no-store", "{address}");
        assert!(answered.body.contains("Ann Archer") && !answered.body.contains("Bob Baker"), "{}", answered.body);
        assert!(reads(&service, &bob, address).await.body.contains("Bob Baker"));
        let nobody = service.get(address).await;
        assert!(!nobody.body.contains("Ann Archer") && nobody.status != StatusCode::OK, "{}", nobody.status);
    }
    let json: serde_json::Value =
        serde_json::from_str(&reads(&service, &ann, "/account/data.json").await.body).unwrap();
    assert_eq!(json["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(json["memberships"][0]["organisation"], "Strange Trust");
    assert!(json.get("password").is_none() && json["has_password"] == true);
}

#[tokio::test]
async fn the_pages_about_the_register_say_what_the_program_does() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let privacy = service.get("/privacy").await.body;
    for rule in rules(SessionLimits::default()) {
        assert!(privacy.contains(rule.kind.label()) && privacy.contains(&rule.kept.in_words()), "{:?}", rule.kind);
    }
    assert!(service.get("/cookies").await.body.contains(">concordat</th>"));
    for address in ["/about", "/accessibility", "/cookies", "/privacy"] {
        let answered = service.get(address).await;
        assert_eq!(answered.status, StatusCode::OK, "{address}");
        assert_eq!(answered.header(header::SET_COOKIE), "", "{address}");
        assert!(
            answered.body.contains(&format!("href=\"{address}\" class=\"govuk-footer__link\"")),
            "{}",
            answered.body
        );
    }
    let secure = |settings: &mut server::settings::Settings| {
        settings.public_url = Some("https://register.example".into());
    };
    let service = Service::mounted(app::addresses::mounts(), secure).await;
    assert!(service.get("/cookies").await.body.contains(">__Host-concordat</th>"));
}
