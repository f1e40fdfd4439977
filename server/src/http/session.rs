//! Who asks: turns the session's cookie into a viewer.

use app::http::{Ask, Failure, Session, Site, failures, session_cookie_name};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};

/// The middleware. Without a cookie the database is not asked; a cookie that means nothing is nobody's.
pub async fn recognise(State(site): State<Site>, request: Request, next: Next) -> Response {
    let Some(session) = session_of(request.headers(), site.secure) else { return next.run(request).await };
    match site.register.viewer_of(session.secret()).await {
        Ok(viewer) => {
            let mut request = request;
            // Also one that opens nothing: it may wait for a code.
            request.extensions_mut().insert(session);
            request.extensions_mut().insert(viewer);
            next.run(request).await
        }
        Err(refusal) => {
            let (parts, _body) = request.into_parts();
            failures::page_for(&Ask::outline(&parts, &site), Failure::from(refusal).into_response())
        }
    }
}

fn session_of(headers: &HeaderMap, secure: bool) -> Option<Session> {
    let name = session_cookie_name(secure);
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .find_map(|(_, value)| Session::parse(value))
}
