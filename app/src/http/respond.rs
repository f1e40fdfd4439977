//! The one place where an answer becomes a response: rendering, version, who may keep it, cookies.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use entities::access::Viewer;
use http::{HeaderName, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use super::{
    Answer, Ask, Cache, File, Page, Reply,
    answer::{Bytes, Content, FlowChange},
    render,
    session::{SessionChange, device_cookie, flow_cookie},
};
use crate::{form::Said, shell, ui::OFFERS_ORGANISATIONS};

/// On a page where a text is written; what people type has no such quotation mark in it.
const DRAFTS: &str = "data-drafting=\"";

/// On a response whose page has an island: its policy must let WebAssembly run.
#[derive(Debug, Clone, Copy)]
pub struct HasIsland;

/// On a page that everybody reads alike: nothing in it is of whoever asked.
#[derive(Debug, Clone, Copy)]
pub struct IsAlike;

/// In a form that is sent: it bears the number of the press, which is one person's.
const IS_SENT: &str = "method=\"post\"";

/// A whole response; a failure stays bare for [`failures`](super::failures) to turn into a page.
pub fn respond(ask: &Ask, answer: Answer) -> Response {
    let Reply { content, session, flow, device, said } = match answer {
        Ok(reply) => reply,
        Err(failure) => return failure.into_response(),
    };
    let mut response = match content {
        Content::Page(page) => page_response(ask, *page),
        Content::SeeOther(address) => see_other(address, said, ask.site.secure),
        Content::File(file) => file_response(ask, file),
    };
    if let Some(change) = session {
        change_session(ask, &mut response, &change);
    }
    let cookie = match &flow {
        Some(FlowChange::Begin(secret)) => flow_cookie(Some(secret), ask.site.secure),
        Some(FlowChange::End) => flow_cookie(None, ask.site.secure),
        None => None,
    };
    let known = device.and_then(|device| device_cookie(&device, ask.site.secure));
    for cookie in [cookie, known].into_iter().flatten() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn page_response(ask: &Ask, page: Page) -> Response {
    // What was done is said once: nobody keeps that page.
    let (status, cache) = (page.status, if ask.said().is_some() { Cache::Nobody } else { page.cache });
    let mut html = render::html(|| shell::document(ask, page));
    let has_island = render::has_island(&html);
    let scripts = [
        (has_island, shell::ISLANDS),
        // A list that can be narrowed to an organisation needs no island for it.
        (html.contains(OFFERS_ORGANISATIONS), shell::ORGANISATIONS),
        (html.contains(DRAFTS), shell::DRAFTING),
    ];
    for (_, script) in scripts.into_iter().filter(|(needed, _)| *needed) {
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, &shell::script(&ask.site.assets, script));
    }
    let anybody = ask.viewer == Viewer::Public && ask.session().is_none();
    let is_alike = anybody && cache == Cache::AskAgain && !html.contains(IS_SENT);
    let mut response = versioned(ask, status, cache, "text/html; charset=utf-8", html.into_bytes());
    if is_alike {
        response.extensions_mut().insert(IsAlike);
    }
    if has_island {
        response.extensions_mut().insert(HasIsland);
    }
    if let Some(cookie) = ask.said().and_then(|_| Said::taken_away(ask.site.secure)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// On a response with a file that somebody else made: its policy lets nothing in it run.
#[derive(Debug, Clone, Copy)]
pub struct IsForeign;

fn file_response(ask: &Ask, file: File) -> Response {
    let foreign = file.foreign;
    let mut response = match file.bytes {
        Bytes::Whole(bytes) => versioned(ask, StatusCode::OK, file.cache, file.content_type, bytes),
        Bytes::Stream(body) => {
            let mut response = Response::new(body);
            set(&mut response, header::CONTENT_TYPE, HeaderValue::from_static(file.content_type));
            keep(ask, &mut response, file.cache);
            response
        }
    };
    if foreign {
        response.extensions_mut().insert(IsForeign);
    }
    if let Some(value) = file.name.and_then(|name| format!("attachment; filename=\"{name}\"").parse().ok()) {
        set(&mut response, header::CONTENT_DISPOSITION, value);
    }
    response
}

fn see_other(address: String, said: Option<Said>, secure: bool) -> Response {
    let cookie = said.and_then(|said| said.cookie(&address, secure));
    // `Reply::see_other` let only printable ASCII through.
    let location = HeaderValue::try_from(address).unwrap_or(HeaderValue::from_static("/"));
    let mut response = StatusCode::SEE_OTHER.into_response();
    set(&mut response, header::LOCATION, location);
    set(&mut response, header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A body with its version: 304 without it, if the browser has that version already.
fn versioned(ask: &Ask, status: StatusCode, cache: Cache, content_type: &'static str, bytes: Vec<u8>) -> Response {
    let etag = etag(&bytes);
    let unchanged = status == StatusCode::OK && ask.is_safe() && etag.is_some() && ask.if_none_match() == etag.as_ref();
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = status;
        set(&mut response, header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        response
    };
    if let Some(etag) = etag.filter(|_| status == StatusCode::OK && cache != Cache::Nobody) {
        set(&mut response, header::ETAG, etag);
    }
    keep(ask, &mut response, if status == StatusCode::OK { cache } else { Cache::Nobody });
    response
}

/// Weak, because the same version also goes out compressed.
fn etag(bytes: &[u8]) -> Option<HeaderValue> {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"").parse().ok()
}

fn keep(ask: &Ask, response: &mut Response, cache: Cache) {
    let control = match (cache, &ask.viewer) {
        (Cache::AskAgain, Viewer::Public) => HeaderValue::from_static("public, no-cache"),
        (Cache::AskAgain, Viewer::Person(_)) => HeaderValue::from_static("private, no-cache"),
        (Cache::Anyone { seconds }, _) => HeaderValue::try_from(format!("public, max-age={seconds}"))
            .unwrap_or(HeaderValue::from_static("public, no-cache")),
        (Cache::Nobody, _) => HeaderValue::from_static("no-store"),
    };
    if !matches!(cache, Cache::Anyone { .. }) {
        set(response, header::VARY, HeaderValue::from_static("cookie"));
    }
    set(response, header::CACHE_CONTROL, control);
}

fn change_session(ask: &Ask, response: &mut Response, change: &SessionChange) {
    if let Some(cookie) = change.cookie(ask.site.secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if matches!(change, SessionChange::End) {
        // What was read while signed in must not come back with the Back button.
        let name = HeaderName::from_static("clear-site-data");
        set(response, name, HeaderValue::from_static("\"cache\""));
    }
}

fn set(response: &mut Response, name: HeaderName, value: HeaderValue) {
    response.headers_mut().insert(name, value);
}
