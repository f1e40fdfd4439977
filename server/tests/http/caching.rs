use axum::body::Body;
use entities::{
    access::{Actor, Role},
    organisation::{Kind, deeds::AddOrganisation},
};
use http::{HeaderName, StatusCode, header};
use server::http::POLICY_WITH_ISLAND;

use super::{Service, get};

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let service = Service::start().await;
    let first = service.get("/").await;
    let version = first.header(header::ETAG).to_owned();
    assert!(version.starts_with("W/\""), "{version}");
    let again = get("/").header(header::IF_NONE_MATCH, &version).body(Default::default()).unwrap();
    let again = service.ask(again).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header(header::ETAG), version);
    assert!(again.body.is_empty());
    let other = get("/?q=else").header(header::IF_NONE_MATCH, &version).body(Default::default()).unwrap();
    assert_eq!(service.ask(other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_signed_in_readers_page_is_their_own() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    assert_eq!(service.get("/").await.header(header::CACHE_CONTROL), "public, no-cache");
    let request = get("/").header(header::COOKIE, cookie).body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert_eq!(answered.header(header::CACHE_CONTROL), "private, no-cache");
    assert!(answered.headers.get_all(header::VARY).iter().any(|vary| vary == "cookie"), "{:?}", answered.headers);
}

#[tokio::test]
async fn built_files_are_kept_for_ever_and_come_compressed() {
    let service = Service::start().await;
    let address = "/pkg/concordat-1a2b.css";
    let answered = service.get(address).await;
    assert_eq!(answered.status, StatusCode::OK);
    assert_eq!(answered.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(answered.body, "body{}");
    let request = get(address).header(header::ACCEPT_ENCODING, "br").body(Default::default()).unwrap();
    let compressed = service.ask(request).await;
    assert_eq!(compressed.header(header::CONTENT_ENCODING), "br");
    assert_eq!(compressed.body, "(brotli)", "the twin that the build made");
}

#[tokio::test]
async fn a_built_file_cannot_lead_out_of_its_folder() {
    let service = Service::start().await;
    for address in ["/pkg/../register.db", "/pkg/%2e%2e/register.db", "/pkg/..%2fregister.db"] {
        assert_eq!(service.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn pages_come_compressed() {
    let service = Service::start().await;
    let request = get("/").header(header::ACCEPT_ENCODING, "gzip, br").body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert_eq!(answered.header(header::CONTENT_ENCODING), "br");
    assert!(!answered.header(header::ETAG).is_empty());
}

#[tokio::test]
async fn a_file_has_a_plain_name_and_a_version() {
    let service = Service::start().await;
    let answered = service.get("/feed").await;
    assert_eq!(answered.header(header::CONTENT_DISPOSITION), "attachment; filename=\"a--feed-.ics\"");
    assert!(!answered.header(header::ETAG).is_empty());
    assert_eq!(answered.body, "BEGIN:VCALENDAR");
}

/// Asks twice, with what `headers` say, and tells whether the second was answered with what was made for the first. Tried again if
/// the clock went into its next minute between the two.
async fn is_made_once(service: &Service, address: &str, headers: &[(HeaderName, &str)]) -> bool {
    let ask = async || {
        let request = headers.iter().fold(get(address), |request, (name, value)| request.header(name, *value));
        service.ask(request.body(Body::empty()).unwrap()).await.body
    };
    for _ in 0..3 {
        let minute = service.register.clock().now().timestamp() / 60;
        let (first, second) = (ask().await, ask().await);
        if service.register.clock().now().timestamp() / 60 == minute {
            return first == second;
        }
    }
    panic!("three minutes began while two pages were asked for")
}

#[tokio::test]
async fn a_page_that_everybody_reads_alike_is_made_once() {
    let service = Service::start().await;
    assert!(is_made_once(&service, "/made", &[]).await);
    assert!(is_made_once(&service, "/made?page=2", &[]).await);
    assert!(is_made_once(&service, "/made", &[(header::ACCEPT_ENCODING, "br")]).await);
    let plain = service.get("/made").await;
    let request = get("/made").header(header::ACCEPT_ENCODING, "br").body(Body::empty()).unwrap();
    let compressed = service.ask(request).await;
    assert!(plain.body.contains("<p>Made for") && plain.headers.get(header::CONTENT_ENCODING).is_none());
    assert_eq!(compressed.header(header::CONTENT_ENCODING), "br");
    assert_ne!(
        plain.header("x-request-id"),
        service.get("/made").await.header("x-request-id"),
        "each asking has its number"
    );
}

#[tokio::test]
async fn what_is_of_one_who_asks_is_made_for_each() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    for cookie in [cookie.as_str(), "concordat=of-nobody", "anything=else"] {
        assert!(!is_made_once(&service, "/made", &[(header::COOKIE, cookie)]).await, "{cookie}");
    }
    for address in ["/made-and-counted", "/made-for-nobody-to-keep", "/open-form"] {
        assert!(!is_made_once(&service, address, &[]).await, "{address}");
    }
    let none = Service::with(|settings| settings.page_megabytes = 0).await;
    assert!(!is_made_once(&none, "/made", &[]).await);
}

#[tokio::test]
async fn after_a_deed_every_page_is_made_anew() {
    let service = Service::start().await;
    let before = service.get("/made").await;
    let deed = AddOrganisation::named("Birmingham City Council", Kind::LocalAuthority);
    service.register.change(&Actor::operator(), &deed).await.unwrap();
    let after = service.get("/made").await;
    assert_ne!(before.body, after.body);
    let known = |version: &str| get("/made").header(header::IF_NONE_MATCH, version).body(Body::empty()).unwrap();
    let unchanged = service.ask(known(after.header(header::ETAG))).await;
    assert_eq!((unchanged.status, unchanged.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let changed = service.ask(known(before.header(header::ETAG))).await;
    assert_eq!((changed.status, &changed.body), (StatusCode::OK, &after.body));
}

#[tokio::test]
async fn a_page_with_an_island_keeps_its_policy() {
    let service = Service::start().await;
    let (first, second) = (service.get("/island").await, service.get("/island").await);
    assert_eq!(first.header(header::CONTENT_SECURITY_POLICY), POLICY_WITH_ISLAND);
    assert_eq!(second.header(header::CONTENT_SECURITY_POLICY), POLICY_WITH_ISLAND);
}
