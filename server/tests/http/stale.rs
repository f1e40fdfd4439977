//! Forms that come too late: what changed meanwhile is told field by field, what was typed stays, what was left alone is brought
//! up to date; and whoever acts for another organisation by then, or on what is frozen by then, is told that and nothing else.

use entities::{
    access::{Actor, Role},
    account::{AddPerson, Email, deeds::roles::SetRoles},
    agreement::{
        Reason, State,
        deeds::{SetAside, Vary},
        read::{At, OverviewOf},
    },
    organisation::{Kind, deeds::AddOrganisation},
    values::Reference,
};
use http::{StatusCode, header};

use super::{
    PASSWORD, Service,
    shown_forms::{hidden, reads, sends},
};

async fn organisation(service: &Service, name: &str) -> Reference {
    let add = AddOrganisation::named(name, Kind::LocalAuthority);
    service.register.change(&Actor::operator(), &add).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_edit_tells_what_changed_keeps_what_was_typed_and_undoes_nothing() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = organisation(&service, "Council").await;
    let one = service.session(&council, Role::Commissioner).await;
    let other = service.session(&council, Role::Commissioner).await;
    let begun = hidden(&reads(&service, &one, "/services/new").await.body);
    let fields = |name: &str, description: &str| {
        format!(
            "name={name}&area=youth&clients=children&delivery=grant&independent_of=&description={description}&published=yes"
        )
    };
    let made = sends(&service, &one, "/services/new", format!("{begun}&{}", fields("Hub", "old"))).await;
    let address = format!("{}/edit", made.header(header::LOCATION));

    let opened = hidden(&reads(&service, &one, &address).await.body);
    let meanwhile = hidden(&reads(&service, &other, &address).await.body);
    let saved = sends(&service, &other, &address, format!("{meanwhile}&{}", fields("Nest", "old"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);

    let late = sends(&service, &one, &address, format!("{opened}&{}", fields("Hub", "new"))).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    for words in
        ["What changed since you opened this page", "Hub", r#"value="Nest""#, "\nnew</textarea>", "What it is now"]
    {
        assert!(late.body.contains(words), "{words}: {}", late.body);
    }
    assert!(!late.body.contains(r#"value="Hub""#), "a field that was left alone shows what it is now: {}", late.body);
    // Pressed again as it stands there, it undoes nothing.
    let again = sends(&service, &one, &address, format!("{}&{}", hidden(&late.body), fields("Nest", "new"))).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    let page = reads(&service, &one, made.header(header::LOCATION)).await.body;
    assert!(page.contains("Nest") && page.contains("new"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_late_form_of_roles_takes_no_role_away_that_it_did_not_show() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let council = organisation(&service, "Council").await;
    let (first, one) = service.member(&council, Role::Administrator, "Max").await;
    service.member(&council, Role::Administrator, "Ada").await;
    let added = service.add_person(&council, Role::Partner, "Jo Bloggs", "jo@example.org").await;
    let address = format!("/admin/people/{}/{}", added.account, added.membership);
    let opened = reads(&service, &one, &address).await.body;
    let roles = vec![Role::Partner, Role::Commissioner];
    let given = SetRoles { membership: added.membership, seen: 1, roles };
    service.register.change(&first, &given).await.unwrap();

    let late = sends(&service, &one, &address, format!("{}&role=partner&role=coordinator", hidden(&opened))).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("What changed since you opened this page"), "{}", late.body);
    let ticked = |role: &str| {
        let input = late.body.split(&format!(r#"value="{role}""#)).nth(1).unwrap();
        input.split('>').next().unwrap().contains("checked")
    };
    assert!(ticked("partner") && ticked("commissioner") && ticked("coordinator"), "{}", late.body);
    assert!(!ticked("signatory"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_tabs_organisation_is_named_before_the_roles_it_lacks() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let (council, school) = (organisation(&service, "Council").await, organisation(&service, "School").await);
    service.add_person(&council, Role::Commissioner, "Jo Bloggs", "jo@example.org").await;
    let again = AddPerson {
        email: Email::parse("jo@example.org").unwrap(),
        name: "Jo Bloggs".into(),
        organisation: school,
        roles: vec![Role::Provider],
        demonstration: false,
        by_mail: false,
    };
    let second = service.register.change(&Actor::operator(), &again).await.unwrap().membership;
    let session = service.register.sign_in("jo@example.org", PASSWORD.into(), "a test").await.unwrap().token;
    let cookie = format!("concordat={}", session.reveal());
    let opened = hidden(&reads(&service, &cookie, "/services/new").await.body);
    service.register.act_for(&session, second).await.unwrap();
    let late = sends(&service, &cookie, "/services/new", format!("{opened}&name=Hub&area=youth")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("opened for Council") && late.body.contains("act for School"), "{}", late.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_frozen_for_approval_says_so_to_who_may_draft_it() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let (_, commissioner) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
    for side in ["details", "parties", "services", "reviews", "commitments/new", "funding/new"] {
        let page = reads(&service, &commissioner, &format!("/agreements/isa-2014-001/{side}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{side}: {}", page.body);
        assert!(page.body.contains("can reopen the wording"), "{side}: {}", page.body);
        assert!(!page.body.contains("ask an administrator"), "{side}: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_added_to_one_edition_comes_into_no_other() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let (actor, cookie) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
    let agreement: Reference = "cat-2014-001".parse().unwrap();
    let vary = async || {
        let shown = service.register.read(&actor.viewer, &OverviewOf((&agreement).into())).await.unwrap();
        let newest = shown.editions.rows.iter().find(|row| row.state == State::Signed).unwrap();
        let vary = Vary {
            agreement: agreement.clone(),
            reason: Reason::Money,
            words: "The money changes".into(),
            effective_on: "2015-02-01".parse().unwrap(),
            seen: newest.version,
        };
        service.register.change(&actor, &vary).await.unwrap();
    };
    vary().await;
    let mut opened = Vec::new();
    for side in ["commitments/new", "funding/new"] {
        let address = format!("/agreements/cat-2014-001/{side}");
        opened.push((hidden(&reads(&service, &cookie, &address).await.body), address));
    }
    let made = service.register.read(&actor.viewer, &OverviewOf(At::Made.of(agreement.clone()))).await.unwrap();
    let aside = SetAside { agreement: agreement.clone(), seen: made.agreement.version };
    service.register.change(&actor, &aside).await.unwrap();
    vary().await;
    for (form, address) in opened {
        let late = sends(&service, &cookie, &address, form).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{address}: {}", late.body);
    }
}
