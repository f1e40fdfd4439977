//! One line a request: number, method, address pattern, status, milliseconds. The pattern and not the path, so that no
//! name or reference gets into the log.

use std::time::Instant;

use app::http::RequestId;
use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use entities::account::secret::hexadecimal;
use http::HeaderValue;
use tracing::Instrument;

/// The middleware. The number is made here, never taken from outside, and goes back as `x-request-id`.
pub async fn every_request(mut request: Request, next: Next) -> Response {
    let id = hexadecimal::<8>().unwrap_or_default();
    let address = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str);
    let span = tracing::info_span!("request", id, method = %request.method(), address);
    request.extensions_mut().insert(RequestId(id.clone()));
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    span.in_scope(|| tracing::info!(status, ms, "answered"));
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
