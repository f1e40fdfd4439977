use http::StatusCode;

use super::{Service, get, post, shown::shown};

#[tokio::test]
async fn only_our_own_pages_may_ask_for_a_change() {
    let service = Service::start().await;
    let site = "sec-fetch-site";
    let table: [(&[(&str, &str)], bool); 11] = [
        (&[(site, "same-origin")], true),
        (&[(site, "none")], true),
        (&[(site, "same-site")], false),
        (&[(site, "cross-site")], false),
        (&[(site, "nonsense")], false),
        (&[(site, "cross-site"), ("origin", "http://register.example")], false),
        (&[("origin", "http://register.example")], true),
        (&[("origin", "http://REGISTER.example")], true),
        (&[("origin", "http://evil.example")], false),
        (&[("origin", "null")], false),
        (&[], false),
    ];
    for (headers, taken) in table {
        let request = headers.iter().fold(post("/open-form"), |request, (name, value)| request.header(*name, *value));
        let answered = service.ask(request.body(shown("title=One", "").into()).unwrap()).await;
        let expected = if taken { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
        assert_eq!(answered.status, expected, "{headers:?}");
    }
}

#[tokio::test]
async fn the_configured_origin_stands_above_the_host_that_was_asked_for() {
    let service = Service::with(|settings| settings.public_url = Some("https://register.example".into())).await;
    for (origin, expected) in
        [("https://register.example", StatusCode::SEE_OTHER), ("http://register.example", StatusCode::FORBIDDEN)]
    {
        let request = post("/open-form").header("origin", origin).body(shown("title=One", "").into()).unwrap();
        assert_eq!(service.ask(request).await.status, expected, "{origin}");
    }
}

#[tokio::test]
async fn reading_is_open_to_links_from_everywhere() {
    let service = Service::start().await;
    let request = get("/").header("sec-fetch-site", "cross-site").body(Default::default()).unwrap();
    assert_eq!(service.ask(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_another_site_typed_is_not_offered_to_be_sent_again() {
    let service = Service::start().await;
    let request =
        post("/open-form").header("sec-fetch-site", "cross-site").body(shown("title=Trap", "").into()).unwrap();
    let answered = service.ask(request).await;
    assert!(answered.body.contains("did not come from this register"), "{}", answered.body);
    assert!(!answered.body.contains("Trap"), "{}", answered.body);
}
