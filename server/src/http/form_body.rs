//! Reads a form's bytes once, within bounds, and keeps them beside the request: a page about a failure shows them
//! again, so that nothing typed is lost.

use std::sync::Arc;

use app::http::{Failure, Sent};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use http::{HeaderMap, header};

/// The largest form, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct LargestForm(pub usize);

/// So much of a form that is too large, in its largest size, is read and thrown away before it is refused: a browser
/// that is still sending when the connection closes shows a broken connection instead of our page.
const READ_AT_MOST: usize = 16;

/// The middleware.
pub async fn read(State(largest): State<LargestForm>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let sent = match sent(&parts.headers, body, largest).await {
        Ok(sent) => sent,
        Err(failure) => return failure.into_response(),
    };
    parts.extensions.insert(sent.clone());
    let mut response = next.run(Request::from_parts(parts, Body::empty())).await;
    if response.extensions().get::<Arc<Failure>>().is_some() {
        response.extensions_mut().insert(sent);
    }
    response
}

/// A form's bytes.
///
/// # Errors
/// They are too many, did not arrive, or are no form's.
pub async fn sent(headers: &HeaderMap, body: Body, LargestForm(largest): LargestForm) -> Result<Sent, Failure> {
    let bytes = whole(body, largest).await?;
    if bytes.is_empty() || is_form(headers) {
        Ok(Sent(bytes))
    } else {
        Err(Failure::Unreadable { why: "It is not a form of this register." })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

async fn whole(body: Body, largest: usize) -> Result<Bytes, Failure> {
    let mut kept = Vec::new();
    let mut length = 0_usize;
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::Unreadable { why: "It did not arrive whole." })?;
        length += chunk.len();
        if length <= largest {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
        if length > largest.saturating_mul(READ_AT_MOST) {
            break;
        }
    }
    if length > largest { Err(Failure::TooLarge { limit: largest }) } else { Ok(kept.into()) }
}
