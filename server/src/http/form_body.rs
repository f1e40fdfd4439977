//! Reads a form's bytes once, within bounds, and keeps them beside the request: a page about a failure shows them
//! again, so that nothing typed is lost.

use std::{convert::Infallible, future::ready, sync::Arc};

use app::http::{Failure, Fields, Sent, Upload};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use entities::{access::Viewer, values::text::normalised};
use futures_util::{StreamExt, stream::once};
use http::{HeaderMap, header};
use multer::Multipart;
use tokio::time::timeout;

use super::{
    in_flight::{InFlight, Room, STRANGERS_WAIT},
    rate_limit::who,
};
use crate::settings::Settings;

/// The largest form, and the largest that brings a file, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Largest {
    form: usize,
    file: usize,
}

impl Largest {
    /// From the settings.
    pub fn of(settings: &Settings) -> Self {
        Self::new(settings.largest_form(), settings.largest_file())
    }

    /// So many bytes.
    pub fn new(form: usize, file: usize) -> Self {
        Self { form, file }
    }

    /// The largest form.
    pub fn form(self) -> usize {
        self.form
    }

    /// The largest file.
    pub fn file(self) -> usize {
        self.file
    }
}

/// So much of a form that is too large, in its largest size, is read and thrown away before it is refused: a browser
/// that is still sending when the connection closes shows a broken connection instead of our page.
const READ_AT_MOST: usize = 16;

/// The middleware. What the form holds in memory is counted until it was answered.
pub async fn read(State((largest, in_flight)): State<(Largest, InFlight)>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let who = who(&request);
    let (mut parts, body) = request.into_parts();
    let mut room = in_flight.form_of(who);
    let signed_in = matches!(parts.extensions.get(), Some(Viewer::Person(_)));
    let arriving = sent(&parts.headers, body, largest, signed_in, room.as_mut());
    let arrived = if signed_in { Ok(arriving.await) } else { timeout(STRANGERS_WAIT, arriving).await };
    let sent = match arrived.unwrap_or(Err(Failure::TooSlow)) {
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

/// A form. Only who is signed in may bring a file that is larger than a form without one. Without room it is read to its end
/// and thrown away.
///
/// # Errors
/// It has too many bytes, did not arrive, is no form, or there was no room for it.
pub async fn sent(
    headers: &HeaderMap,
    body: Body,
    largest: Largest,
    signed_in: bool,
    room: Option<&mut Room>,
) -> Result<Sent, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if let Ok(boundary) = multer::parse_boundary(kind) {
        let limit = if signed_in { largest.file.saturating_add(largest.form) } else { largest.form };
        return parts(whole(body, limit, room).await?, boundary, largest).await;
    }
    let bytes = whole(body, largest.form, room).await?;
    let plain = kind.split(';').next().unwrap_or_default().trim();
    if bytes.is_empty() || plain.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Ok(Sent::Form(bytes))
    } else {
        Err(Failure::Unreadable { why: "It is not a form of this register." })
    }
}

/// Takes `multipart/form-data` apart: fields, and the one file that our forms bring.
async fn parts(bytes: Bytes, boundary: String, largest: Largest) -> Result<Sent, Failure> {
    const UNREADABLE: Failure = Failure::Unreadable { why: "The fields could not be read." };
    let mut form = Multipart::new(once(ready(Ok::<_, Infallible>(bytes))), boundary);
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(part) = form.next_field().await.map_err(|_| UNREADABLE)? {
        let name = part.name().ok_or(UNREADABLE)?.to_owned();
        if fields.len() == Fields::MOST {
            return Err(Failure::Unreadable { why: "It has too many fields." });
        }
        match part.file_name().map(ToOwned::to_owned) {
            Some(called) if file.is_none() => {
                let bytes = part.bytes().await.map_err(|_| UNREADABLE)?;
                if bytes.len() > largest.file {
                    return Err(Failure::TooLarge { limit: largest.file });
                }
                let called = normalised(&called);
                file = Some(Upload { name: called.clone(), bytes });
                fields.push((name, called));
            }
            Some(_) => return Err(Failure::Unreadable { why: "It brings more than one file." }),
            None => {
                let bytes = part.bytes().await.map_err(|_| UNREADABLE)?;
                fields.push((name, String::from_utf8(bytes.to_vec()).map_err(|_| UNREADABLE)?));
            }
        }
    }
    Ok(Sent::Parts(fields.into_iter().collect(), file))
}

async fn whole(body: Body, largest: usize, mut room: Option<&mut Room>) -> Result<Bytes, Failure> {
    let mut kept = Vec::new();
    let mut length = 0_usize;
    let mut is_kept = room.is_some();
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Failure::Unreadable { why: "It did not arrive whole." })?;
        length += chunk.len();
        is_kept = is_kept && length <= largest && room.as_mut().is_some_and(|room| room.grow(chunk.len()));
        if is_kept {
            kept.extend_from_slice(&chunk);
        } else if !kept.is_empty() {
            kept = Vec::new();
            if let Some(room) = room.as_mut() {
                room.leave();
            }
        }
        if length > largest.saturating_mul(READ_AT_MOST) {
            break;
        }
    }
    match (length > largest, is_kept) {
        (true, _) => Err(Failure::TooLarge { limit: largest }),
        (false, false) => Err(Failure::Busy),
        (false, true) => Ok(kept.into()),
    }
}
