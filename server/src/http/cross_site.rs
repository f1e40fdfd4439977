//! Refuses changes that another site's page asked for in somebody's name (CSRF).
//!
//! Browsers say where a request comes from, and pages cannot forge it: `Sec-Fetch-Site`, and before that `Origin`.
//! A request that may change something and says neither is refused, whatever it is: no form of ours, and no program,
//! has a reason to leave both out.

use std::sync::Arc;

use app::http::Failure;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};

use crate::settings::Settings;

/// The origin that browsers know this register by, if it is set; else the host they asked for.
#[derive(Debug, Clone)]
pub struct Origin(Option<Arc<str>>);

impl Origin {
    /// From the settings' `public_url`.
    pub fn of(settings: &Settings) -> Self {
        Self(settings.public_url.as_deref().map(Arc::from))
    }

    fn is_ours(&self, origin: &str, headers: &HeaderMap) -> bool {
        if let Some(ours) = &self.0 {
            return origin.eq_ignore_ascii_case(ours);
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        !host.is_empty() && named.is_some_and(|named| named.eq_ignore_ascii_case(host))
    }

    /// Whether a page of ours asked.
    pub fn comes_from_us(&self, headers: &HeaderMap) -> bool {
        let says = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        match (says("sec-fetch-site"), says("origin")) {
            // "none": typed into the address bar or opened from a bookmark.
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => self.is_ours(origin, headers),
            (None, None) => false,
        }
    }
}

/// The middleware.
pub async fn refuse(State(origin): State<Origin>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || origin.comes_from_us(request.headers()) {
        next.run(request).await
    } else {
        Failure::CrossSite.into_response()
    }
}
