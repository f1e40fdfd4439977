//! How long anyone waits.

use std::time::Duration;

use app::http::Failure;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::timeout;

use crate::settings::Settings;

/// After so long, an apology.
#[derive(Debug, Clone, Copy)]
pub struct Patience(Duration);

impl Patience {
    /// From the settings' `request_seconds`.
    pub fn of(settings: &Settings) -> Self {
        Self(Duration::from_secs(settings.request_seconds))
    }
}

/// The middleware. A change that is cut off here is rolled back by its transaction, or was already done.
pub async fn limit(State(Patience(patience)): State<Patience>, request: Request, next: Next) -> Response {
    timeout(patience, next.run(request)).await.unwrap_or_else(|_| Failure::TooSlow.into_response())
}
