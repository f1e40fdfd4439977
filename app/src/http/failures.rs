//! Turns every [`Failure`], whoever found it out, into a page that says what to do next, and that still holds what
//! was typed (architecture.md, invariant 10).

use entities::Refusal;
use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};

use super::{Ask, Failure, Fields, Page, Sent, Site, respond::respond, see_other, sign_in_and_return};
use crate::ui::{failure_advice, failure_title};

/// On a response whose address is for programs: its failure is a line of text.
#[derive(Debug, Clone, Copy)]
pub struct AsText;

/// The middleware. Inside it everything may answer with a bare failure; outside it nobody sees one.
pub async fn pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let ask = Ask::outline(&parts, &site);
    let response = next.run(Request::from_parts(parts, body)).await;
    page_for(&ask, response)
}

/// The same for a response that is at hand.
pub fn page_for(ask: &Ask, mut response: Response) -> Response {
    let Some(failure) = response.extensions_mut().remove::<Arc<Failure>>() else { return response };
    log(&failure);
    if response.extensions().get::<AsText>().is_some() {
        return as_text(ask, &failure, response);
    }
    if matches!(*failure, Failure::Refused(Refusal::SignInNeeded)) && ask.is_safe() {
        return respond(ask, see_other(sign_in_and_return(ask.address())));
    }
    let kept = response.extensions_mut().remove::<Sent>().and_then(|sent| sent.fields().ok());
    let mut page = respond(ask, page_of(ask, &failure, kept));
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers_mut().remove(&name) {
            page.headers_mut().insert(name, value);
        }
    }
    page
}

fn page_of(ask: &Ask, failure: &Arc<Failure>, kept: Option<Fields>) -> super::Answer {
    let failure = Arc::clone(failure);
    let ask = ask.clone();
    Page::new(failure_title(&failure)).status(failure.status()).show(move || failure_advice(ask, failure, kept))
}

/// The cause goes to the log, never to the page.
fn log(failure: &Failure) {
    match failure {
        Failure::Refused(Refusal::Broken(cause)) => tracing::error!(%cause, "broken"),
        Failure::Refused(Refusal::Unavailable) => tracing::warn!("unavailable"),
        Failure::Refused(Refusal::Hindered(why)) => tracing::error!(%why, "hindered"),
        _ => {}
    }
}

fn as_text(ask: &Ask, failure: &Failure, mut response: Response) -> Response {
    let faults = match failure {
        Failure::Refused(Refusal::Invalid(faults)) => faults.as_slice(),
        _ => &[],
    };
    let faults: String = faults.iter().map(|fault| format!("{}: {}\n", fault.field, fault.message)).collect();
    let text = format!("{}\n{faults}Request {}\n", failure_title(failure), ask.request_id());
    let mut plain = (failure.status(), text).into_response();
    plain.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = response.headers_mut().remove(&name) {
            plain.headers_mut().insert(name, value);
        }
    }
    plain
}
