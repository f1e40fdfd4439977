//! The functions that islands call, asked with something else than an island sends.

use entities::access::Role;
use http::{StatusCode, header};

use super::{Answered, Service, post};

async fn calls(service: &Service, cookie: &str, address: &str, body: &str) -> Answered {
    let request = post(address).header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
    service.ask(request.body(body.to_owned().into()).unwrap()).await
}

#[tokio::test]
async fn a_function_whose_arguments_are_missing_or_odd_says_that_the_request_is_wrong() {
    let service = Service::mounted(app::addresses::mounts(), |_| {}).await;
    let cookie = service.sign_in("Jo Bloggs", Role::Commissioner).await;
    let right = calls(&service, &cookie, "/api/preview", "text=words").await;
    assert!(right.status == StatusCode::OK && right.body.contains("words"), "{}", right.body);
    for (address, body) in [
        ("/api/preview", ""),
        ("/api/preview", "words"),
        ("/api/preview", "txt=words"),
        ("/api/preview", "text[a]=words"),
        ("/api/preview", "text=one&text=two"),
        ("/api/preview", "%ff"),
        ("/api/organisations", "typed[a]=council"),
        ("/api/organisations", "typed=one&typed=two"),
    ] {
        let answered = calls(&service, &cookie, address, body).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{address} {body}: {}", answered.body);
        assert!(answered.body.starts_with("What was sent cannot be read\nRequest "), "{body}: {}", answered.body);
    }
    // What an island leaves out because nobody has typed anything is nothing typed.
    assert_eq!(calls(&service, &cookie, "/api/organisations", "").await.body, "[]");
}
