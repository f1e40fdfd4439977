//! Renewing an agreement, saying what became of it, and what everybody is told once it has lapsed.

use entities::{
    access::{Actor, Role},
    agreement::{
        deeds::TakeStep,
        read::{CommitmentsOf, OverviewOf},
        rules::Step,
    },
    clock::Clock,
    values::Reference,
};
use http::{StatusCode, header};

use super::{
    Answered, Service,
    attacks::encoded,
    shown_forms::{hidden, reads, sends},
};

const HUB: &str = "/agreements/cat-2014-001";

/// What somebody types who renews the hub's arrangement.
const TYPED: &str = "title=The+hub+once+more&year=2015%2F16&starts-day=1&starts-month=4&starts-year=2015&ends-day=31&ends-month=3&ends-year=2016";

/// A commissioner of the council.
async fn commissioner(service: &Service) -> String {
    let council = service.organisation("Birmingham City Council").await;
    service.member(&council, Role::Commissioner, "Jo Bloggs").await.1
}

/// By which the box is ticked that another is to be made; nothing where it is not asked for.
fn tick(page: &str) -> String {
    let value = page.split("name=\"beside\" type=\"checkbox\" value=\"").nth(1);
    let value = value.map(|rest| rest.split('"').next().unwrap());
    value.map(|value| format!("&beside={}", encoded(value))).unwrap_or_default()
}

/// Renews the hub's arrangement as its page offers it.
async fn renew(service: &Service, cookie: &str) -> Answered {
    let page = reads(service, cookie, &format!("{HUB}/renew")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("What goes on") && page.body.contains("What stays behind"), "{}", page.body);
    let form = format!("{}&{TYPED}{}", hidden(&page.body), tick(&page.body));
    sends(service, cookie, &format!("{HUB}/renew"), form).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_renewal_is_made_only_by_who_saw_the_first() {
    let service = Service::demonstrating().await;
    let cookie = commissioner(&service).await;
    let first = renew(&service, &cookie).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let next = reads(&service, &cookie, first.header(header::LOCATION)).await.body;
    assert!(next.contains("The hub once more") && next.contains("Renews "), "{next}");
    let hub = reads(&service, &cookie, HUB).await.body;
    assert!(hub.contains("Renewed by ") && hub.contains(first.header(header::LOCATION)), "{hub}");

    let page = reads(&service, &cookie, &format!("{HUB}/renew")).await.body;
    assert!(page.contains("It is renewed already"), "{page}");
    let unseen = sends(&service, &cookie, &format!("{HUB}/renew"), format!("{}&{TYPED}", hidden(&page))).await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unseen.body);
    assert!(unseen.body.contains("renews CAT-2014-001 already"), "{}", unseen.body);
    assert!(unseen.body.contains("value=\"The hub once more\""), "what was typed stays: {}", unseen.body);
    let second = renew(&service, &cookie).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    assert_ne!(first.header(header::LOCATION), second.header(header::LOCATION));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_renewed_is_what_was_shown() {
    let service = Service::demonstrating().await;
    let cookie = commissioner(&service).await;
    let page = reads(&service, &cookie, &format!("{HUB}/renew")).await.body;
    let form = hidden(&page);
    let version = form.split('&').find(|field| field.starts_with("form-seen-cat-2014-001=")).unwrap();
    let send = async |form: String| {
        sends(&service, &cookie, &format!("{HUB}/renew"), format!("{form}&{TYPED}{}", tick(&page))).await
    };
    let late = send(form.replace(version, "form-seen-cat-2014-001=0")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("value=\"The hub once more\""), "{}", late.body);
    assert!(hidden(&late.body).contains(version), "it carries what it shows now: {}", late.body);
    let without = send(form.replace(version, "x=1")).await;
    assert_eq!(without.status, StatusCode::BAD_REQUEST, "{}", without.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agreement_that_cannot_be_renewed_together_with_another_is_told_by_its_field() {
    let service = Service::demonstrating().await;
    let cookie = commissioner(&service).await;
    for (also, says) in [
        ("the+police", "Enter a reference, like MOU-2014-001"),
        ("MOU-1999-001", "No agreement that you may read has this reference"),
        ("ISA-2014-001", "was not signed"),
    ] {
        let page = reads(&service, &cookie, &format!("{HUB}/renew?also={also}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{also}: {}", page.body);
        assert!(page.body.contains(says) && page.body.contains("href=\"#also\""), "{also}: {}", page.body);
        assert!(page.body.contains("What goes on"), "what can be renewed is offered: {}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_becomes_of_it_is_said_and_read_by_everybody_once_nothing_renews_it() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let (actor, cookie) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
    let address = format!("{HUB}/conclude");
    let page = reads(&service, &cookie, &address).await;
    assert!(page.body.contains("The agreement as a whole, on 31 March 2015"), "{}", page.body);
    let form = hidden(&page.body);
    let lacking = sends(&service, &cookie, &address, format!("{form}&kind=ended")).await;
    assert_eq!(lacking.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(lacking.body.contains("Enter in a sentence what becomes of it"), "{}", lacking.body);
    let renewed = sends(&service, &cookie, &address, format!("{form}&kind=ended&words=The+board+decided+so")).await;
    assert_eq!(renewed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", renewed.body);
    assert!(renewed.body.contains("CAT-2015-001 renews CAT-2014-001"), "{}", renewed.body);
    withdrawn(&service, &actor, &"CAT-2015-001".parse().unwrap()).await;
    let said = sends(&service, &cookie, &address, format!("{form}&kind=ended&words=The+board+decided+so")).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.body);
    let public = service.get(HUB).await.body;
    assert!(public.contains("It ended, and nothing takes its place: The board decided so"), "{public}");
    let late = sends(&service, &cookie, &address, format!("{form}&kind=elsewhere&words=Another")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody said it meanwhile: {}", late.body);
    let anew = hidden(&reads(&service, &cookie, &address).await.body);
    let anew = sends(&service, &cookie, &address, format!("{anew}&kind=elsewhere&words=The+police+go+on")).await;
    assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", anew.body);
    let public = service.get(HUB).await.body;
    assert!(public.contains("The police go on") && !public.contains("The board decided so"), "{public}");
}

/// Withdraws an agreement that is being made.
async fn withdrawn(service: &Service, lead: &Actor, agreement: &Reference) {
    let shown = service.register.read(&lead.viewer, &OverviewOf(agreement.into())).await.unwrap();
    let (seen, schedules) = (shown.agreement.version, shown.schedules);
    let withdraw = TakeStep { agreement: agreement.clone(), step: Step::Withdraw, seen, schedules };
    service.register.change(lead, &withdraw).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_figures_decide_is_not_for_a_person_to_say() {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let (actor, cookie) = service.member(&council, Role::Commissioner, "Jo Bloggs").await;
    let renewed = renew(&service, &cookie).await;
    let next: Reference = renewed.header(header::LOCATION).rsplit('/').next().unwrap().parse().unwrap();
    let promised = service.register.read(&actor.viewer, &CommitmentsOf((&next).into())).await.unwrap().remove(0);
    let judge = format!("/commitments/{}/judge", promised.reference.in_address());
    let page = reads(&service, &cookie, &judge).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    assert!(page.body.contains("The two targets say it themselves"), "{}", page.body);
    let nonsense = reads(&service, &cookie, &format!("{judge}?before=COM-1999-001")).await;
    assert!(nonsense.body.contains("There is no commitment of the year before"), "{}", nonsense.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_told_what_has_lapsed_and_still_operates() {
    let clock = Clock::standing_on(chrono::NaiveDate::from_ymd_opt(2015, 4, 2));
    let service = Service::at(clock, app::addresses::mounts(), |_| {}).await;
    service.register.load_demonstration().await.unwrap();
    let glance = service.get("/").await.body;
    assert!(glance.contains("lapsed, still operating") && glance.contains("/agreements?status=lapsed"), "{glance}");
    let list = service.get("/agreements?status=lapsed").await.body;
    assert!(list.contains(HUB), "{list}");
    let page = service.get(HUB).await.body;
    assert!(page.contains("Lapsed, still operating: its term ended on 31 March 2015"), "{page}");
    assert!(!page.contains("Renew this agreement"), "{page}");
    let page = reads(&service, &commissioner(&service).await, HUB).await.body;
    assert!(page.contains("Renew it once more") && page.contains("Go on with CAT-2015-001"), "{page}");

    let before = Service::demonstrating().await.get("/").await.body;
    assert!(!before.contains("lapsed, still operating"), "{before}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_into_force_meanwhile_is_taken_over_as_it_is_chosen() {
    let clock = Clock::standing_on(chrono::NaiveDate::from_ymd_opt(2015, 1, 10));
    let service = Service::at(clock, app::addresses::mounts(), |_| {}).await;
    service.register.load_demonstration().await.unwrap();
    let cookie = commissioner(&service).await;
    let draft = reads(&service, &cookie, "/agreements/cat-2015-001").await.body;
    let address = "/agreements/cat-2015-001/take-over?of=CAT-2014-001";
    assert!(draft.contains("Edition 2 of CAT-2014-001 came into force after") && draft.contains(address), "{draft}");
    let page = reads(&service, &cookie, address).await.body;
    assert!(page.contains("Clause: Who is there"), "{page}");
    assert!(page.contains("You have written it otherwise here"), "the clause was written anew: {page}");
    assert!(page.contains("This agreement</th>"), "what was written here stands beside it: {page}");
    assert!(page.contains("Nothing: this agreement stays as it is"), "{page}");
    let joins =
        page.split("name=\"chosen\" type=\"checkbox\" value=\"").find(|rest| rest.starts_with("party:")).unwrap();
    let joins = joins.split('"').next().unwrap();
    let form = hidden(&page);
    let stale = format!("{}&chosen={}", form.replace("edition=2", "edition=1"), encoded(joins));
    let stale = sends(&service, &cookie, address, stale).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    let none = sends(&service, &cookie, address, form.clone()).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is decided by pressing alone: {}", none.body);
    let both = format!("{form}&chosen={}&chosen=nothing", encoded(joins));
    let both = sends(&service, &cookie, address, both).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY, "something or nothing: {}", both.body);
    let taken = sends(&service, &cookie, address, format!("{form}&chosen={}", encoded(joins))).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    let draft = reads(&service, &cookie, "/agreements/cat-2015-001").await.body;
    assert!(!draft.contains("came into force after"), "{draft}");
    assert!(
        draft.contains("Children’s Hospital")
            || draft.contains("Children&#x27;s Hospital")
            || draft.contains("Children's Hospital"),
        "{draft}"
    );
    assert!(reads(&service, &cookie, address).await.body.contains("There is nothing to choose from"));
}
