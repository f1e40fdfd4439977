use axum::body::Body;
use http::{Request, StatusCode, header};

use super::{Service, from_somewhere, get};

#[tokio::test]
async fn too_many_changes_are_a_page_that_says_how_long_to_wait_and_keeps_what_was_typed() {
    let service = Service::with(|settings| settings.changes_per_minute = 3).await;
    for _ in 0..3 {
        assert_eq!(service.post("/open-form", "title=Known").await.status, StatusCode::SEE_OTHER);
    }
    let answered = service.post("/open-form", "title=Known+words").await;
    assert_eq!(answered.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = answered.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(answered.body.contains("Wait ") && answered.body.contains("Known words"), "{}", answered.body);
}

#[tokio::test]
async fn reading_is_never_counted_and_searching_is() {
    let service = Service::with(|settings| settings.searches_per_minute = 2).await;
    for _ in 0..50 {
        assert_eq!(service.get("/").await.status, StatusCode::OK);
    }
    let statuses = [service.get("/search").await, service.get("/search").await, service.get("/search").await];
    assert_eq!(statuses.map(|answered| answered.status.as_u16()), [200, 200, 429]);
}

#[tokio::test]
async fn each_address_is_counted_by_itself_behind_a_trusted_proxy() {
    let service = Service::with(|settings| {
        settings.searches_per_minute = 1;
        settings.trusted_proxies = vec!["203.0.113.7".parse().unwrap()];
    })
    .await;
    let from = |address: &str| -> Request<Body> {
        get("/search").header("x-forwarded-for", address).body(Body::empty()).unwrap()
    };
    assert_eq!(service.ask(from("198.51.100.1")).await.status, StatusCode::OK);
    assert_eq!(service.ask(from("198.51.100.2")).await.status, StatusCode::OK);
    assert_eq!(service.ask(from("192.0.2.9, 198.51.100.1")).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn asking_for_the_head_of_a_search_counts_as_searching() {
    let service = Service::with(|settings| settings.searches_per_minute = 1).await;
    let head = || from_somewhere(Request::head("/search")).body(Body::empty()).unwrap();
    assert_eq!(service.ask(head()).await.status, StatusCode::OK);
    assert_eq!(service.ask(head()).await.status, StatusCode::TOO_MANY_REQUESTS);
}
