use entities::access::Role;
use http::{StatusCode, header};

use super::{Service, post};

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
    let request = post("/new").header("sec-fetch-site", "same-origin").header(header::COOKIE, cookie);
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
