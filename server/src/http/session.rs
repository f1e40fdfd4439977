//! Who asks: turns the session's cookie into a viewer.

use std::time::Duration;

use app::http::{Ask, Failure, Sent, Session, Site, cookie, failures, session_cookie_name};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::HeaderMap;
use tokio::time::timeout;

use super::{
    cross_site::Origin,
    form_body::{self, Largest},
    in_flight::{InFlight, STRANGERS_WAIT},
    rate_limit::{Who, who},
};
use crate::settings::Settings;

/// What the middleware needs. Cheap to clone.
#[derive(Clone)]
pub struct Recognition {
    site: Site,
    origin: Origin,
    form: Largest,
    in_flight: InFlight,
    patience: Duration,
}

impl Recognition {
    /// From the settings.
    pub fn of(site: &Site, settings: &Settings, in_flight: InFlight) -> Self {
        Self {
            site: site.clone(),
            origin: Origin::of(settings),
            form: Largest::of(settings),
            in_flight,
            patience: Duration::from_secs(settings.request_seconds),
        }
    }

    /// A form that nobody has read yet, for a page about a failure; none that another site's page has sent.
    async fn kept(&self, who: Who, headers: &HeaderMap, body: Body) -> Option<Sent> {
        if !self.origin.comes_from_us(headers) {
            return None;
        }
        let mut room = self.in_flight.form_of(who)?;
        let arriving = form_body::sent(headers, body, self.form, false, Some(&mut room));
        timeout(self.patience.min(STRANGERS_WAIT), arriving).await.ok()?.ok()
    }
}

/// The middleware. Without a cookie the database is not asked; a cookie that means nothing is nobody's.
pub async fn recognise(State(here): State<Recognition>, request: Request, next: Next) -> Response {
    let Some(session) = session_of(request.headers(), here.site.secure) else { return next.run(request).await };
    match here.site.register.viewer_of(session.secret()).await {
        Ok(viewer) => {
            let mut request = request;
            // Also one that opens nothing: it may wait for a code.
            request.extensions_mut().insert(session);
            request.extensions_mut().insert(viewer);
            next.run(request).await
        }
        Err(refusal) => {
            let who = who(&request);
            let (parts, body) = request.into_parts();
            let mut response = Failure::from(refusal).into_response();
            let kept = if parts.method.is_safe() { None } else { here.kept(who, &parts.headers, body).await };
            if let Some(sent) = kept {
                response.extensions_mut().insert(sent);
            }
            failures::page_for(&Ask::outline(&parts, &here.site), response)
        }
    }
}

/// The middleware, once more when a form has arrived: a session, a membership or a role that ended meanwhile acts no more.
pub async fn recognise_again(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let Some(session) = session.filter(|_| !request.method().is_safe()) else { return next.run(request).await };
    match site.register.viewer_of(session.secret()).await {
        Ok(viewer) => {
            request.extensions_mut().insert(viewer);
            next.run(request).await
        }
        Err(refusal) => Failure::from(refusal).into_response(),
    }
}

fn session_of(headers: &HeaderMap, secure: bool) -> Option<Session> {
    cookie(headers, session_cookie_name(secure))
}
