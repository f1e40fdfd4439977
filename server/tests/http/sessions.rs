use entities::access::Role;
use http::{StatusCode, header};

use super::{Service, get, post};

#[tokio::test]
async fn the_cookie_says_who_reads_and_every_page_shows_it() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let request = get("/").header(header::COOKIE, format!("other=1; {cookie}")).body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert!(answered.body.contains("Jo Bloggs"), "{}", answered.body);
    assert!(answered.body.contains("Sign out"), "{}", answered.body);
    assert!(!service.get("/").await.body.contains("Sign out"));
}

#[tokio::test]
async fn a_cookie_that_means_nothing_is_nobodys() {
    let service = Service::start().await;
    for cookie in ["concordat=".to_owned(), "concordat=nonsense".into(), format!("concordat={}", "0".repeat(64))] {
        let request = get("/new").header(header::COOKIE, &cookie).body(Default::default()).unwrap();
        assert_eq!(service.ask(request).await.status, StatusCode::SEE_OTHER, "{cookie}");
    }
}

#[tokio::test]
async fn a_role_opens_what_the_table_says_and_nothing_else() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Provider).await;
    let request = get("/steer").header(header::COOKIE, &cookie).body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    assert!(answered.body.contains("You cannot do this"), "{}", answered.body);
    assert!(answered.body.contains("Birmingham City Council"), "{}", answered.body);

    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let request = get("/steer").header(header::COOKIE, &cookie).body(Default::default()).unwrap();
    assert_eq!(service.ask(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_session_cookie_is_bound_to_host_and_https() {
    let plain = Service::start().await.get("/sign-in-now").await;
    let cookie = plain.header(header::SET_COOKIE);
    assert!(cookie.starts_with("concordat=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");

    let service = Service::with(|settings| settings.public_url = Some("https://register.example".into())).await;
    let secure = service.get("/sign-in-now").await;
    let cookie = secure.header(header::SET_COOKIE);
    assert!(cookie.starts_with("__Host-concordat=") && cookie.ends_with("; Secure"), "{cookie}");
}

#[tokio::test]
async fn signing_out_takes_the_cookie_and_the_kept_pages_away() {
    let answered = Service::start().await.get("/sign-out-now").await;
    assert!(answered.header(header::SET_COOKIE).contains("Max-Age=0"), "{:?}", answered.headers);
    assert_eq!(answered.header("clear-site-data"), "\"cache\"");
}

#[tokio::test]
async fn a_register_out_of_reach_is_a_page_even_for_somebody_signed_in() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    service.register.close().await.unwrap();
    let request = get("/").header(header::COOKIE, cookie).body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert!(answered.status.is_server_error(), "{}", answered.status);
    assert!(answered.body.starts_with("<!DOCTYPE html>"), "{}", answered.body);
    assert_eq!(answered.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn a_register_out_of_reach_keeps_what_somebody_signed_in_has_typed() {
    let service = Service::start().await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    service.register.close().await.unwrap();
    let send = async |site: &str| {
        let request = post("/new").header("sec-fetch-site", site).header(header::COOKIE, &cookie);
        service.ask(request.body("title=Half+an+hour+of+work&form-id=0123456789abcdef".into()).unwrap()).await
    };
    let ours = send("same-origin").await;
    assert_eq!(ours.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ours.header(header::RETRY_AFTER), "30");
    assert!(ours.body.contains("Half an hour of work") && ours.body.contains("0123456789abcdef"), "{}", ours.body);
    assert!(ours.body.contains("it is done once, even if it had already arrived"), "{}", ours.body);
    let another_sites = send("cross-site").await;
    assert!(!another_sites.body.contains("Half an hour of work"), "{}", another_sites.body);
}
