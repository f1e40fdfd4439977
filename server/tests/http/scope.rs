//! Which services an agreement is about and when it is reviewed, as who drafts it says so by forms.

use entities::access::Role;
use http::StatusCode;

use super::{
    Service,
    shown_forms::{hidden, reads, sends},
};

const AGREEMENT: &str = "/agreements/mou-2015-001";
const SERVICES: &str = "/agreements/mou-2015-001/services";
const REVIEWS: &str = "/agreements/mou-2015-001/reviews";

/// A service on the demonstration, its council by its reference, and the cookie of who drafts for that.
async fn drafting() -> (Service, String, String) {
    let service = Service::demonstrating().await;
    let council = service.organisation("Birmingham City Council").await;
    let cookie = service.session(&council, Role::Commissioner).await;
    (service, council.to_string(), cookie)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_is_put_in_scope_changed_and_taken_out_by_forms() {
    let (service, council, cookie) = drafting().await;
    let opened = hidden(&reads(&service, &cookie, SERVICES).await.body);
    let day = |name: &str, day: &str, month: &str| format!("{name}-day={day}&{name}-month={month}&{name}-year=2015");
    let early = format!("{opened}&service=SVC-2014-003&host=&{}", day("starts", "1", "3"));
    let refused = sends(&service, &cookie, SERVICES, early).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("Enter a first day from 1 April 2015 on"), "{}", refused.body);

    let put = sends(&service, &cookie, SERVICES, format!("{opened}&service=SVC-2014-003&host=")).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    let late = sends(&service, &cookie, SERVICES, format!("{opened}&service=SVC-2014-004&host=")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the page showed a version of before: {}", late.body);
    let overview = reads(&service, &cookie, AGREEMENT).await.body;
    assert!(overview.contains("Services in scope") && overview.contains("As long as the agreement"), "{overview}");

    let page = reads(&service, &cookie, &format!("{SERVICES}?change=svc-2014-003")).await.body;
    let form = hidden(page.split("govuk-heading-m\">Change").nth(1).unwrap());
    let until = day("ends", "31", "12");
    let changed = sends(&service, &cookie, SERVICES, format!("{form}&host={council}&{until}")).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let overview = reads(&service, &cookie, AGREEMENT).await.body;
    assert!(overview.contains("Until 31 December 2015"), "{overview}");

    let take_out = hidden(&reads(&service, &cookie, SERVICES).await.body);
    let gone = sends(&service, &cookie, SERVICES, take_out).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let overview = reads(&service, &cookie, AGREEMENT).await.body;
    assert!(!overview.contains("Services in scope"), "{overview}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn review_days_are_settled_by_a_form_and_a_fault_stands_at_its_day() {
    let (service, _, cookie) = drafting().await;
    let opened = hidden(&reads(&service, &cookie, REVIEWS).await.body);
    let day = |name: &str, month: u32| format!("{name}-day=1&{name}-month={month}&{name}-year=2015");
    let twice = format!("{opened}&{}&{}", day("review", 10), day("review_3", 10));
    let refused = sends(&service, &cookie, REVIEWS, twice).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("Enter 1 October 2015 once"), "{}", refused.body);
    assert!(refused.body.contains("href=\"#review_3\""), "it leads to the third box: {}", refused.body);

    let days = format!("{opened}&{}&{}", day("review", 12), day("review_3", 10));
    let saved = sends(&service, &cookie, REVIEWS, days).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let overview = reads(&service, &cookie, AGREEMENT).await.body;
    let (first, second) = (overview.find("1 October 2015").unwrap(), overview.find("1 December 2015").unwrap());
    assert!(overview.contains("Review days") && first < second, "{overview}");
}
