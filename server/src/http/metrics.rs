//! Figures for whoever watches the program, in Prometheus' format, on a listener of their own.
//!
//! Labels are what the program itself knows: address patterns, methods, statuses. Nothing that somebody typed, so there
//! is neither personal data nor no end of them.

use std::{sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use entities::{Register, register::PROGRAM};
use http::{Method, StatusCode, header};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{family::Family, gauge::Gauge, histogram::Histogram, info::Info},
    registry::Registry,
};

/// The format's own name for itself.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is counted. Cheap to clone.
#[derive(Clone)]
pub struct Metrics(Arc<Counted>);

struct Counted {
    registry: Registry,
    requests: Family<Asked, Histogram>,
    audit_head: Gauge,
    answers: Gauge,
}

/// Which requests are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    address: String,
    method: &'static str,
    status: u32,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("concordat");
        let requests = Family::<Asked, Histogram>::new_with_constructor(|| {
            // In seconds, from a page that is at hand to one that a person stops waiting for.
            Histogram::new([0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0])
        });
        let (audit_head, answers) = (Gauge::default(), Gauge::default());
        registry.register("request_seconds", "How long requests took", requests.clone());
        registry.register("audit_head_sequence", "Entries of the audit trail", audit_head.clone());
        registry.register("database_answers", "1 if the database answers, 0 if it does not", answers.clone());
        registry.register("build", "The program", Info::new([("version", PROGRAM)]));
        Self(Arc::new(Counted { registry, requests, audit_head, answers }))
    }
}

impl Metrics {
    /// The same service, counted.
    pub fn count(&self, service: Router) -> Router {
        service.layer(from_fn_with_state(self.clone(), every_request))
    }

    /// `/metrics` and nothing else, for a listener of its own.
    pub fn page(&self, register: &Register) -> Router {
        #[expect(clippy::disallowed_methods, reason = "not an address of the register: it has its own listener")]
        Router::new().route("/metrics", get(told)).with_state((self.clone(), register.clone()))
    }
}

async fn told(State((metrics, register)): State<(Metrics, Register)>) -> Response {
    let Counted { registry, audit_head, answers, .. } = &*metrics.0;
    match register.audit_head().await {
        Ok(head) => {
            audit_head.set(head.seq);
            answers.set(1);
        }
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            answers.set(0);
        }
    }
    let mut text = String::new();
    match encode(&mut text, registry) {
        Ok(()) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn every_request(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let address = pattern(&request);
    let method = known(request.method());
    let begun = Instant::now();
    let response = next.run(request).await;
    let asked = Asked { address, method, status: response.status().as_u16().into() };
    metrics.0.requests.get_or_create(&asked).observe(begun.elapsed().as_secs_f64());
    response
}

/// The address as it is mounted; all built files are one, and so is all that is mounted nowhere.
fn pattern(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(address) => address.as_str().into(),
        None if request.uri().path().starts_with("/pkg/") => "/pkg".into(),
        None => "(none)".into(),
    }
}

/// A browser may send any word as a method.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
