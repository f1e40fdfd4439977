use http::StatusCode;
use server::http::{POLICY, POLICY_WITH_ISLAND};

use super::Service;

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let service = Service::start().await;
    for address in
        ["/", "/nowhere", "/new", "/panics", "/feed", "/broken", "/pkg/concordat-1a2b.css", "/pkg/nothing", "/leave"]
    {
        let answered = service.get(address).await;
        assert_eq!(answered.header("content-security-policy"), POLICY, "{address}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answered.header("referrer-policy"), "same-origin", "{address}");
        assert_eq!(answered.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(answered.header("x-request-id").len(), 16, "{address}");
        assert_eq!(answered.header("strict-transport-security"), "", "{address}: plain http");
    }
}

#[tokio::test]
async fn https_is_remembered_by_browsers() {
    let service = Service::with(|settings| settings.public_url = Some("https://register.example".into())).await;
    assert_eq!(service.get("/").await.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn a_page_without_an_island_has_no_script_at_all() {
    let service = Service::start().await;
    let answered = service.get("/").await;
    assert_eq!(answered.status, StatusCode::OK);
    assert!(!answered.body.contains("<script"), "{}", answered.body);
    assert!(!answered.body.contains("<!>") && !answered.body.contains("nonce"), "{}", answered.body);
    assert!(answered.body.ends_with("</html>"), "{}", answered.body);
}

#[tokio::test]
async fn a_page_with_an_island_has_one_script_from_a_file_and_may_run_webassembly() {
    let service = Service::start().await;
    let answered = service.get("/island").await;
    assert_eq!(answered.header("content-security-policy"), POLICY_WITH_ISLAND);
    assert_eq!(answered.body.matches("<script").count(), 1, "{}", answered.body);
    assert!(
        answered.body.ends_with("<script type=\"module\" src=\"/pkg/islands-3c4d.js\"></script></body></html>"),
        "{}",
        answered.body
    );
    assert!(answered.body.contains("<title>With an island – Concordat</title>"), "{}", answered.body);
    let island = answered.body.split("<leptos-island").nth(1).expect("an island");
    assert!(island.contains("data-props=\"{&quot;name&quot;:&quot;&lt;/script&gt;"), "{island}");
    assert!(island.contains("Hello <!---->&lt;/script&gt;"), "{island}");
}

#[tokio::test]
async fn the_request_number_is_made_here() {
    let service = Service::start().await;
    let request = super::get("/").header("x-request-id", "from-outside").body(Default::default()).unwrap();
    let answered = service.ask(request).await;
    assert_ne!(answered.header("x-request-id"), "from-outside");
}
