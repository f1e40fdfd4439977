//! Why a request was not answered as asked.

use entities::Refusal;
use std::{fmt, sync::Arc};

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// Found out by the register or by the HTTP stack. As a response it is bare: a status, and itself as an extension,
/// which [`failures`](super::failures) turns into a page for the person who asked.
#[derive(Debug)]
pub enum Failure {
    /// The register refused.
    Refused(Refusal),
    /// The address exists, the method does not.
    NoSuchMethod,
    /// The request cannot be read.
    Unreadable {
        /// In words, for the person who sent it.
        why: &'static str,
    },
    /// More bytes than we take.
    TooLarge {
        /// What we take, in bytes.
        limit: usize,
    },
    /// Too many requests of a limited sort.
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Too many forms are arriving at once: there is no room to keep this one.
    Busy,
    /// A change asked for by another site's page.
    CrossSite,
    /// It took longer than we let anyone wait.
    TooSlow,
    /// A panic: our fault, with nothing more known than the log says.
    Panicked,
}

impl Failure {
    /// 404.
    pub fn not_found() -> Self {
        Self::Refused(Refusal::NotFound)
    }

    /// 500, with the cause for the log.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Refused(Refusal::Broken(cause.into()))
    }

    /// The status that says the same.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refusal) => status_of(refusal),
            Self::NoSuchMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unreadable { .. } => StatusCode::BAD_REQUEST,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooSlow | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which to try again, where that makes sense.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany { retry_after } => Some(*retry_after),
            Self::Refused(Refusal::SlowDown { seconds }) => Some((*seconds).into()),
            Self::TooSlow | Self::Busy | Self::Refused(Refusal::Unavailable | Refusal::Hindered(_)) => Some(30),
            _ => None,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            other => write!(f, "{other:?}"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The status that says the same as a refusal of the register.
pub(super) fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::SignInNeeded | Refusal::Forbidden { .. } => StatusCode::FORBIDDEN,
        Refusal::Invalid(_) | Refusal::NotAllowed { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale { .. } | Refusal::OtherOrganisation { .. } => StatusCode::CONFLICT,
        Refusal::SlowDown { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Unavailable | Refusal::Hindered(_) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
