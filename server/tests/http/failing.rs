use http::{Request, StatusCode, header};

use super::{Service, from_somewhere};

/// What every page about a failure has: the shell, one h1, a way on.
#[track_caller]
fn is_a_page(body: &str, heading: &str) {
    assert!(body.starts_with("<!DOCTYPE html>"), "{body}");
    assert_eq!(body.matches("<h1").count(), 1, "{body}");
    assert!(body.contains(heading), "{body}");
    assert!(body.contains("A demonstration"), "{body}");
    assert!(body.contains("Go to the start of the register"), "{body}");
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_what_to_do() {
    let service = Service::start().await;
    for address in ["/nowhere", "/records/unknown", "/pkg/nothing.css", "/records/%FF"] {
        let answered = service.get(address).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{address}");
        is_a_page(&answered.body, "Page not found");
        assert_eq!(answered.header(header::CACHE_CONTROL), "no-store", "{address}");
    }
}

#[tokio::test]
async fn a_method_that_is_not_there_is_a_page_and_names_those_that_are() {
    let service = Service::start().await;
    let request = from_somewhere(Request::delete("/new")).header("sec-fetch-site", "same-origin");
    let answered = service.ask(request.body(Default::default()).unwrap()).await;
    assert_eq!(answered.status, StatusCode::METHOD_NOT_ALLOWED);
    is_a_page(&answered.body, "This address does not take that");
    assert!(answered.header(header::ALLOW).contains("GET"), "{:?}", answered.headers);
}

#[tokio::test]
async fn a_fault_of_ours_gives_a_number_and_never_the_cause() {
    let service = Service::start().await;
    for address in ["/broken", "/panics", "/leave-for-elsewhere"] {
        let answered = service.get(address).await;
        assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        is_a_page(&answered.body, "Sorry, something is wrong with the register");
        assert!(answered.body.contains(answered.header("x-request-id")), "{}", answered.body);
        assert!(!answered.body.contains("secret cause") && !answered.body.contains("on purpose"), "{}", answered.body);
    }
}

#[tokio::test]
async fn a_register_out_of_reach_says_when_to_try_again() {
    let service = Service::start().await;
    let answered = service.get("/busy").await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answered.header(header::RETRY_AFTER), "30");
    is_a_page(&answered.body, "The register cannot be reached for a moment");
}

#[tokio::test]
async fn a_register_that_cannot_save_says_so_and_keeps_what_was_typed() {
    let service = Service::start().await;
    let answered = service.post("/full", "title=Words+of+mine&form-id=0123456789abcdef").await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answered.header(header::RETRY_AFTER), "30");
    is_a_page(&answered.body, "The register cannot save anything at the moment");
    assert!(answered.body.contains("Words of mine") && answered.body.contains("0123456789abcdef"), "{}", answered.body);
    assert!(!answered.body.contains("disk"), "the cause is for the log: {}", answered.body);
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    let service = Service::with(|settings| settings.request_seconds = 1).await;
    let answered = service.get("/slow").await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    is_a_page(&answered.body, "This took too long");
}

#[tokio::test]
async fn programs_get_their_failure_as_text() {
    let service = Service::start().await;
    let answered = service.get("/broken-feed").await;
    assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answered.header(header::CONTENT_TYPE).starts_with("text/plain"), "{:?}", answered.headers);
    assert!(answered.body.contains(answered.header("x-request-id")), "{}", answered.body);
}

#[tokio::test]
async fn a_form_that_is_too_large_is_a_page_that_says_how_much_is_not() {
    let service = Service::start().await;
    let form = format!("title=Known&text={}", "x".repeat(5 * 1024 * 1024));
    let answered = service.post("/open-form", &form).await;
    assert_eq!(answered.status, StatusCode::PAYLOAD_TOO_LARGE);
    is_a_page(&answered.body, "What you sent is too large");
    assert!(answered.body.contains("4 MB"), "{}", answered.body);
    let generous = Service::with(|settings| settings.form_megabytes = 6).await;
    assert_eq!(generous.post("/open-form", &form).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_not_a_form_is_not_read_as_one() {
    let service = Service::start().await;
    let request = from_somewhere(Request::post("/open-form"))
        .header(header::CONTENT_TYPE, "text/plain")
        .header("sec-fetch-site", "same-origin");
    let answered = service.ask(request.body("title=One".into()).unwrap()).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST);
    is_a_page(&answered.body, "What was sent cannot be read");
}

#[tokio::test]
async fn what_was_typed_is_kept_when_we_fail() {
    let service = Service::start().await;
    let answered = service.post("/broken", "title=Words+of+mine&password=hunter2&form-id=0123456789abcdef").await;
    assert_eq!(answered.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answered.body.contains("Words of mine"), "{}", answered.body);
    assert!(answered.body.contains("Send it again"), "{}", answered.body);
    assert!(answered.body.contains("0123456789abcdef"), "{}", answered.body);
    assert!(!answered.body.contains("hunter2"), "{}", answered.body);
}

#[tokio::test]
async fn head_says_what_get_would() {
    let service = Service::start().await;
    let request = from_somewhere(Request::head("/")).body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert_eq!(answered.status, StatusCode::OK);
    assert!(answered.body.is_empty());
}
