//! `/pkg`: the built files. Their names change with their content, so a browser that has one never asks again.

use app::http::{Failure, Site, failures};
use axum::{
    Router,
    body::Body,
    extract::Request,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, Method, header};
use tower_http::services::ServeDir;

use crate::settings::Settings;

/// The files, each with its compressed twins beside it.
pub fn built(site: &Site, settings: &Settings) -> Router {
    let folder = ServeDir::new(settings.site_root.join("pkg")).precompressed_br().precompressed_gzip();
    Router::new()
        .nest_service("/pkg", folder)
        .layer(from_fn(keep_for_ever))
        .layer(from_fn_with_state(site.clone(), failures::pages))
}

async fn keep_for_ever(request: Request<Body>, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::NoSuchMethod.into_response();
    }
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == http::StatusCode::NOT_MODIFIED {
        let control = HeaderValue::from_static("public, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, control);
        return response;
    }
    if response.status().is_redirection() || response.status() == http::StatusCode::RANGE_NOT_SATISFIABLE {
        return response;
    }
    Failure::not_found().into_response()
}
