//! Reads a form's bytes once, within bounds, and keeps them beside the request: a page about a failure shows them
//! again, so that nothing typed is lost.

use std::sync::Arc;

use app::{
    addresses::LARGEST_FORM,
    http::{Failure, Sent},
};
use axum::{
    body::{Body, Bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use http::{HeaderMap, header};

/// So much of a form that is too large is read and thrown away before it is refused: a browser that is still sending
/// when the connection closes shows a broken connection instead of our page.
const READ_AT_MOST: usize = 16 * LARGEST_FORM;

/// The middleware.
pub async fn read(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let bytes = match whole(body).await {
        Ok(bytes) if bytes.is_empty() || is_form(&parts.headers) => bytes,
        Ok(_) => return Failure::Unreadable { why: "It is not a form of this register." }.into_response(),
        Err(failure) => return failure.into_response(),
    };
    let sent = Sent(bytes);
    parts.extensions.insert(sent.clone());
    let mut response = next.run(Request::from_parts(parts, Body::empty())).await;
    if response.extensions().get::<Arc<Failure>>().is_some() {
        response.extensions_mut().insert(sent);
    }
    response
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

async fn whole(body: Body) -> Result<Bytes, Failure> {
    let mut kept = Vec::new();
    let mut length = 0_usize;
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::Unreadable { why: "It did not arrive whole." })?;
        length += chunk.len();
        if length <= LARGEST_FORM {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
        if length > READ_AT_MOST {
            break;
        }
    }
    if length > LARGEST_FORM { Err(Failure::TooLarge { limit: LARGEST_FORM }) } else { Ok(kept.into()) }
}
