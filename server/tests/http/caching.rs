use entities::access::Role;
use http::{StatusCode, header};

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
