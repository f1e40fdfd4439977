use axum::body::{Body, to_bytes};
use http::{Request, StatusCode, header};
use server::http::Metrics;
use tower::ServiceExt;

use super::{Service, from_somewhere};

/// A service that is counted, after some requests; and what `/metrics` tells of it.
async fn told_after(requests: Vec<Request<Body>>) -> (Service, String) {
    let mut service = Service::start().await;
    let metrics = Metrics::default();
    service.router = metrics.count(service.router.clone());
    for request in requests {
        service.ask(request).await;
    }
    let told = tell(&metrics, &service).await;
    (service, told)
}

async fn tell(metrics: &Metrics, service: &Service) -> String {
    let asked = Request::get("/metrics").body(Body::empty()).unwrap();
    let answered = metrics.page(&service.register).oneshot(asked).await.unwrap();
    assert_eq!(answered.status(), StatusCode::OK);
    assert!(answered.headers()[header::CONTENT_TYPE].to_str().unwrap().starts_with("application/openmetrics-text"));
    String::from_utf8(to_bytes(answered.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

fn get(address: &str) -> Request<Body> {
    super::get(address).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn requests_are_counted_by_pattern_method_and_status() {
    let strange = from_somewhere(Request::builder().method("BREW").uri("/")).body(Body::empty()).unwrap();
    let requests = vec![get("/records/known"), get("/records/known"), get("/records/unknown"), strange];
    let (_service, told) = told_after(requests).await;
    let count = |labels: &str, times: u32| {
        let line = format!("concordat_request_seconds_count{{{labels}}} {times}");
        assert!(told.lines().any(|told| told == line), "{line} is not in\n{told}");
    };
    count(r#"address="/records/{ref}",method="GET",status="200""#, 2);
    count(r#"address="/records/{ref}",method="GET",status="404""#, 1);
    count(r#"address="/",method="other",status="403""#, 1);
    assert!(
        told.contains(
            r#"concordat_request_seconds_bucket{le="10.0",address="/records/{ref}",method="GET",status="200"} 2"#
        ),
        "{told}"
    );
    assert!(told.contains(&format!("concordat_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))), "{told}");
    assert!(told.ends_with("# EOF\n"), "{told}");
}

#[tokio::test]
async fn what_somebody_typed_is_no_label() {
    let requests =
        vec![get("/wp-login.php?user=jo@example.org"), get("/pkg/a"), get("/pkg/b"), get("/nowhere/of-a-kind")];
    let (_service, told) = told_after(requests).await;
    assert!(!told.contains("wp-login") && !told.contains("example.org") && !told.contains("of-a-kind"), "{told}");
    assert!(told.contains(r#"count{address="(none)",method="GET",status="404"} 2"#), "{told}");
    assert!(told.contains(r#"count{address="/pkg",method="GET",status="404"} 2"#), "{told}");
}

#[tokio::test]
async fn the_audit_trail_and_the_database_have_a_figure() {
    let mut service = Service::start().await;
    let metrics = Metrics::default();
    service.router = metrics.count(service.router.clone());
    assert!(tell(&metrics, &service).await.contains("concordat_audit_head_sequence 0\n"));
    service.stranger().await;
    let told = tell(&metrics, &service).await;
    assert!(told.contains("concordat_audit_head_sequence 1\n"), "{told}");
    assert!(told.contains("concordat_database_answers 1\n"), "{told}");
    service.register.close().await.unwrap();
    assert!(tell(&metrics, &service).await.contains("concordat_database_answers 0\n"));
}

#[tokio::test]
async fn it_is_not_told_to_the_public() {
    let service = Service::start().await;
    assert_eq!(service.get("/metrics").await.status, StatusCode::NOT_FOUND);
}
