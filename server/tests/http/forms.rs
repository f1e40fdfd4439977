use entities::{
    access::{Actor, Role},
    account::{AddPerson, Email, deeds::leave::Leave},
    organisation::{Kind, deeds::AddOrganisation},
};
use http::{StatusCode, header};

use super::{PASSWORD, Service, post};

#[tokio::test]
async fn a_form_that_is_accepted_goes_on_to_the_record() {
    let service = Service::start().await;
    let answered = service.post("/open-form", "title=Known").await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER);
    assert_eq!(answered.header(header::LOCATION), "/records/known");
}

#[tokio::test]
async fn a_refused_form_keeps_everything_and_still_says_who_is_signed_in() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let form = "title=+&text=%3Cb%3Eline+one%0D%0Aline+two&form-id=0123456789abcdef0123456789abcdef";
    let request = post("/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, &cookie);
    let form = service.shown(&cookie, form).await;
    let answered = service.ask(request.body(form.into()).unwrap()).await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = &answered.body;
    assert!(body.contains("<title>Error: New record – Concordat</title>"), "{body}");
    assert!(body.contains("There is a problem"), "{body}");
    assert!(body.contains("<a href=\"#title\">Enter a title</a>"), "{body}");
    assert!(body.contains("id=\"title-error\""), "{body}");
    assert!(body.contains("aria-describedby=\"title-error\""), "{body}");
    assert!(body.contains("\n&lt;b&gt;line one\nline two</textarea>"), "{body}");
    assert!(body.contains("value=\"0123456789abcdef0123456789abcdef\""), "the same form: {body}");
    assert!(body.contains("Jo Bloggs") && body.contains("Birmingham City Council"), "{body}");
    assert!(body.contains("action=\"/sign-out\""), "{body}");
    assert_eq!(answered.header(header::CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_beside_the_way_to_sign_in() {
    let service = Service::start().await;
    let answered = service.post("/new", "title=Half+an+hour+of+work").await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    assert!(answered.body.contains("Sign in (opens in a new tab)"), "{}", answered.body);
    assert!(answered.body.contains("Half an hour of work"), "{}", answered.body);
    assert!(answered.body.contains("action=\"/new\""), "{}", answered.body);
}

#[tokio::test]
async fn a_page_that_needs_signing_in_leads_there_and_back() {
    let service = Service::start().await;
    let answered = service.get("/new?kind=mou").await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER);
    assert_eq!(answered.header(header::LOCATION), "/sign-in?next=%2Fnew%3Fkind%3Dmou");
}

#[tokio::test]
async fn a_form_that_does_not_say_what_was_shown_is_refused() {
    let service = Service::start().await;
    for form in [
        "",
        "form-for=",
        "form-seen=1",
        "form-for=&form-seen=",
        "form-for=&form-seen=abc",
        "form-for=&form-seen=-1",
        "form-for=&form-seen=99999999999999999999",
        "form-for=&form-seen=1&form-seen=2",
        "form-for=nonsense&form-seen=1",
        "form-for=&form-for=ORG-2014-001+Council&form-seen=1",
        "form-for=&form-seen=1&form-id=abc",
        "form-for=&form-seen=1&form-id=fedcba9876543210&form-id=0123456789abcdef",
        "form-for=&form-seen=1&form-said=abc",
        "form-for=&form-seen=1&form-seen-fun-2015-005=abc",
    ] {
        let form = format!("title=Known&{form}");
        let request = post("/open-form").header("sec-fetch-site", "same-origin").body(form.clone().into());
        let answered = service.ask(request.unwrap()).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{form}");
        for words in ["Part of this form was lost", "Nothing was saved.", "load the page again"] {
            assert!(answered.body.contains(words), "{form}: {}", answered.body);
        }
        assert!(answered.body.contains("Known"), "what was typed stays: {}", answered.body);
    }
}

#[tokio::test]
async fn a_form_that_lost_the_version_it_changes_is_told_to_load_the_page_again() {
    let service = Service::demonstrating().await;
    let cookie = service.sign_in_as_keeper().await;
    let form = service.shown(&cookie, "title=Words+of+mine&form-seen=new").await;
    let request = post("/agreements/mou-2015-001/edit").header("sec-fetch-site", "same-origin");
    let request = request.header(header::COOKIE, &cookie).body(form.into());
    let answered = service.ask(request.unwrap()).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{}", answered.body);
    for words in ["Part of this form was lost", "Nothing was saved.", "Words of mine"] {
        assert!(answered.body.contains(words), "{words}: {}", answered.body);
    }
}

#[tokio::test]
async fn a_form_shown_for_one_organisation_does_nothing_for_another_and_names_both() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let operator = Actor::operator();
    let council = AddOrganisation::named("Birmingham City Council", Kind::LocalAuthority);
    let council = service.register.change(&operator, &council).await.unwrap();
    let group = AddOrganisation::named("Birmingham CrossCity CCG", Kind::Ccg);
    let group = service.register.change(&operator, &group).await.unwrap();
    let added = service.add_person(&council, Role::Commissioner, "Jo Bloggs", "jo@example.org").await;
    let again = AddPerson {
        email: Email::parse("jo@example.org").unwrap(),
        name: "Jo Bloggs".into(),
        organisation: group,
        roles: vec![Role::Commissioner],
        demonstration: false,
        by_mail: false,
    };
    let second = service.register.change(&operator, &again).await.unwrap().membership;
    let session = service.register.sign_in("jo@example.org", PASSWORD.into(), "a test").await.unwrap().token;
    let cookie = format!("concordat={}", session.reveal());
    let form = "name=Hub&area=youth&clients=children&delivery=grant";
    let shown = service.shown(&cookie, form).await;
    let send = async |form: String| {
        let request = post("/services/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, &cookie);
        service.ask(request.body(form.into()).unwrap()).await
    };
    // Another tab changes the organisation.
    service.register.act_for(&session, second).await.unwrap();
    let late = send(shown.clone()).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    for words in
        ["opened for Birmingham City Council", "act for Birmingham CrossCity CCG", "Nothing was changed", "Hub"]
    {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    service.register.act_for(&session, added.membership).await.unwrap();
    assert_eq!(send(shown.clone()).await.status, StatusCode::SEE_OTHER, "changed back, it is done");

    // The membership ends while the form is open: nothing falls to the other one.
    let yesterday = service.register.clock().today().pred_opt();
    let leave = Leave { membership: added.membership, seen: 1, last_day: yesterday, successor: None };
    service.register.change(&operator, &leave).await.unwrap();
    let fallen = send(shown.replace("Hub", "Nest")).await;
    assert_eq!(fallen.status, StatusCode::CONFLICT, "{}", fallen.body);
    assert!(service.get("/services?q=nest").await.body.contains("No services match"));
}
