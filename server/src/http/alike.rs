//! Pages that everybody reads alike: made once for all who ask, until the register's next deed.
//!
//! A page is kept under the head of the audit trail as it was before the page was made, so whoever asks after a deed reads what
//! was done; and under the clock's minute, for what time alone changes: deadlines, and what the hourly sweep writes. Whoever
//! brings a cookie is asked who they are and reads what is theirs.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use app::http::{IsAlike, Site};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use entities::audit::Head;
use http::{HeaderValue, Method, StatusCode, header, response::Parts};

use crate::settings::Settings;

/// The pages that are kept. Cheap to clone.
#[derive(Clone)]
pub struct Alike {
    site: Site,
    most: usize,
    kept: Arc<Mutex<Kept>>,
}

/// When a page was made: two that are made at the same moment are the same.
#[derive(Clone, PartialEq, Eq)]
struct Moment {
    head: Head,
    minute: i64,
}

/// What was asked for: path with query, and how it may be compressed.
type Asked = (String, Option<HeaderValue>);

/// The pages of one moment.
#[derive(Default)]
struct Kept {
    moment: Option<Moment>,
    pages: HashMap<Asked, (Parts, Bytes)>,
    bytes: usize,
}

impl Alike {
    /// As many as the settings give room for.
    pub fn of(site: &Site, settings: &Settings) -> Self {
        Self { site: site.clone(), most: settings.room_for_pages(), kept: Arc::default() }
    }

    /// The moment that it is; none if the database does not answer, which is told where it is asked for more.
    async fn moment(&self) -> Option<Moment> {
        let minute = self.site.register.clock().now().timestamp() / 60;
        Some(Moment { head: self.site.register.audit_head().await.ok()?, minute })
    }

    /// The pages of a moment; those of any other are forgotten.
    fn pages_of(&self, moment: &Moment) -> MutexGuard<'_, Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.moment.as_ref() != Some(moment) {
            *kept = Kept { moment: Some(moment.clone()), ..Kept::default() };
        }
        kept
    }

    fn find(&self, moment: &Moment, asked: &Asked) -> Option<(Parts, Bytes)> {
        self.pages_of(moment).pages.get(asked).cloned()
    }

    fn keep(&self, moment: &Moment, asked: Asked, page: (Parts, Bytes)) {
        let mut kept = self.pages_of(moment);
        if kept.bytes + page.1.len() <= self.most {
            kept.bytes += page.1.len();
            kept.pages.insert(asked, page);
        }
    }
}

/// The middleware.
pub async fn once(State(alike): State<Alike>, request: Request, next: Next) -> Response {
    if alike.most == 0 || request.method() != Method::GET || request.headers().contains_key(header::COOKIE) {
        return next.run(request).await;
    }
    let Some(moment) = alike.moment().await else { return next.run(request).await };
    let asked = (request.uri().to_string(), request.headers().get(header::ACCEPT_ENCODING).cloned());
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    if let Some((parts, bytes)) = alike.find(&moment, &asked) {
        return answer(parts, bytes, known.as_ref());
    }
    let response = next.run(request).await;
    if response.extensions().get::<IsAlike>().is_none() || response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            alike.keep(&moment, asked, (parts.clone(), bytes.clone()));
            answer(parts, bytes, None)
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be compressed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A page, without its bytes if the browser has this version of it.
fn answer(mut parts: Parts, bytes: Bytes, known: Option<&HeaderValue>) -> Response {
    if known.is_none() || known != parts.headers.get(header::ETAG) {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    for of_the_bytes in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        parts.headers.remove(of_the_bytes);
    }
    Response::from_parts(parts, Body::empty())
}
