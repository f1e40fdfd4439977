//! What every answer tells the browser not to do.

use app::http::{HasIsland, IsForeign};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, header};

/// Nothing inline, nothing from elsewhere, in nobody's frame.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same for a page with an island, which is WebAssembly.
pub const POLICY_WITH_ISLAND: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// For a file that somebody else made: nothing in it loads, runs, or belongs to our origin.
pub const POLICY_FOR_FILES: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Whether browsers reach the register by https.
#[derive(Debug, Clone, Copy)]
pub struct Secure(pub bool);

const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not "no-referrer": browsers would then send `Origin: null` with our own forms.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// The middleware.
pub async fn protect(State(Secure(secure)): State<Secure>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let marks = response.extensions();
    let policy = match (marks.get::<HasIsland>(), marks.get::<IsForeign>()) {
        (_, Some(IsForeign)) => POLICY_FOR_FILES,
        (Some(HasIsland), None) => POLICY_WITH_ISLAND,
        (None, None) => POLICY,
    };
    let policy = HeaderValue::from_static(policy);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.extend(ALWAYS);
    if secure {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
