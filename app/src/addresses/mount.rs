//! One address with one method: what it needs, which limit counts it, and the function that answers.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use http::{HeaderValue, Method, StatusCode, header};

use super::LARGEST_FORM;
use crate::http::{
    Answer, Ask, Failure, IsAlike, NOT_AS_SHOWN, Need, Sent, Site, Typed, failures::AsText, respond::respond,
};

/// Which rate limit counts a request (architecture.md §6: never plain reading).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Reading: not limited.
    None,
    /// Signing in and setting passwords.
    SignIn,
    /// Changing anything.
    Change,
    /// Searching and exporting.
    Search,
}

type Answering = Pin<Box<dyn Future<Output = Answer> + Send>>;

#[derive(Clone)]
enum Handler {
    Read(Arc<dyn Fn(Ask) -> Answering + Send + Sync>),
    Change(Arc<dyn Fn(Ask, Typed) -> Answering + Send + Sync>),
    Function,
}

/// One address with one method.
#[derive(Clone)]
pub struct Mount {
    /// GET (which answers HEAD, too) or POST.
    pub method: Method,
    /// The pattern, as in pages.md: `/agreements/{ref}`.
    pub address: &'static str,
    /// What is needed before the handler is asked at all. What a reader sees then is up to the read.
    pub need: Need,
    /// Which rate limit counts it.
    pub limit: Limit,
    /// Whether people read it: then a failure is a page, else a line of text.
    pub html: bool,
    /// Whether its form may bring a file.
    pub takes_file: bool,
    handler: Handler,
}

/// What is said to a file that no form of ours sent.
const NO_FILES: Failure = Failure::Unreadable { why: "No file can be sent there." };

/// What is said to a request that does not bring what a function needs.
const NO_ARGUMENTS: Failure = Failure::Unreadable { why: "What the function needs is missing, or is something else." };

/// How leptos begins its errors about a request that it could not read (`ServerFnErrorEncoding`).
const UNREAD: [&str; 4] = ["Args|", "MissingArg|", "Deserialization|", "Request|"];

/// A page: `GET`.
pub fn page<H, F>(address: &'static str, need: Need, handler: H) -> Mount
where
    H: Fn(Ask) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let handler = Handler::Read(Arc::new(move |ask| Box::pin(handler(ask))));
    Mount { method: Method::GET, address, need, limit: Limit::None, html: true, takes_file: false, handler }
}

/// A form's handler: `POST`, on the form's own address.
pub fn post<H, F>(address: &'static str, need: Need, handler: H) -> Mount
where
    H: Fn(Ask, Typed) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let handler = Handler::Change(Arc::new(move |ask, typed| Box::pin(handler(ask, typed))));
    Mount { method: Method::POST, address, need, limit: Limit::Change, html: true, takes_file: false, handler }
}

/// Something for programs: `GET`, its failures are text.
pub fn file<H, F>(address: &'static str, need: Need, handler: H) -> Mount
where
    H: Fn(Ask) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    Mount { html: false, ..page(address, need, handler) }
}

/// What an island asks the server for: a leptos server function, on the address that the function names.
pub fn function(address: &'static str, need: Need) -> Mount {
    let (limit, handler) = (Limit::Change, Handler::Function);
    Mount { method: Method::POST, address, need, limit, html: false, takes_file: false, handler }
}

impl Mount {
    /// The same, for a form that may bring a file.
    pub fn with_file(self) -> Self {
        Self { takes_file: true, ..self }
    }

    /// The same, counted by this limit.
    pub fn limited(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    async fn answer(self, site: Site, request: Request) -> Response {
        let (html, is_counted) = (self.html, self.limit != Limit::None);
        let mut response = match self.handler {
            Handler::Function => self.call(&site, request).await,
            Handler::Read(_) | Handler::Change(_) => match self.asked(site, request).await {
                Ok((ask, answer)) => respond(&ask, answer),
                Err(failure) => failure.into_response(),
            },
        };
        if is_counted {
            // Each asking counts, so each is answered anew.
            response.extensions_mut().remove::<IsAlike>();
        }
        if !html {
            response.extensions_mut().insert(AsText);
        }
        response
    }

    /// Hands a request to leptos' server functions, once its viewer may come here.
    async fn call(self, site: &Site, request: Request) -> Response {
        let (mut parts, body) = request.into_parts();
        let ask = Ask::outline(&parts, site);
        if let Err(refusal) = self.need.check(&ask.viewer) {
            return Failure::from(refusal).into_response();
        }
        let body = match parts.extensions.remove::<Sent>() {
            Some(Sent::Form(bytes)) => Body::from(bytes),
            Some(Sent::Parts(..)) => return NO_FILES.into_response(),
            None => body,
        };
        // Leptos answers a browser that navigates with a redirect to wherever its `Referer` points: nobody navigates there.
        parts.headers.remove(header::REFERER);
        parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let mut request = Request::from_parts(parts, body);
        // As long a text as a form may bring: axum's own limit is half of that.
        DefaultBodyLimit::max(LARGEST_FORM).apply(&mut request);
        let register = site.register.clone();
        let with = move || leptos::prelude::provide_context(register.clone());
        let answered = leptos_axum::handle_server_fns_with_context(with, request).await.into_response();
        if answered.status() != StatusCode::INTERNAL_SERVER_ERROR {
            return answered;
        }
        // Leptos says of what it could not read, too, that the server is at fault.
        let (parts, body) = answered.into_parts();
        let said = to_bytes(body, LARGEST_FORM).await.unwrap_or_default();
        match UNREAD.iter().any(|kind| said.starts_with(kind.as_bytes())) {
            true => NO_ARGUMENTS.into_response(),
            false => Response::from_parts(parts, Body::from(said)),
        }
    }

    async fn asked(self, site: Site, request: Request) -> Result<(Ask, Answer), Failure> {
        let (mut parts, body) = request.into_parts();
        let ask = Ask::of(&mut parts, &site).await?;
        let answer = match self.handler {
            Handler::Function => return Err(Failure::not_found()),
            Handler::Read(read) => {
                self.need.check(&ask.viewer)?;
                read(ask.clone()).await
            }
            Handler::Change(change) => {
                if ask.viewer.person().is_none() {
                    self.need.check(&ask.viewer)?;
                }
                // The server has read it already, to keep it for a failure's page; alone, read it here.
                let sent = match parts.extensions.remove::<Sent>() {
                    Some(sent) => sent,
                    None => Sent::Form(
                        to_bytes(body, LARGEST_FORM).await.map_err(|_| Failure::TooLarge { limit: LARGEST_FORM })?,
                    ),
                };
                let typed = Typed::new(sent.fields()?);
                if !typed.is_as_it_was_shown() {
                    return Err(NOT_AS_SHOWN);
                }
                // Before what the roles of the organisation allow by which somebody acts now: the form was for another.
                if matches!(self.need, Need::May(_)) {
                    ask.acts_as_shown(&typed)?;
                }
                self.need.check(&ask.viewer)?;
                match sent {
                    Sent::Parts(..) if !self.takes_file => return Err(NO_FILES),
                    Sent::Parts(_, file) => change(ask.clone(), typed.with_file(file)).await,
                    Sent::Form(_) => change(ask.clone(), typed).await,
                }
            }
        };
        Ok((ask, answer))
    }
}

impl fmt::Debug for Mount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({:?})", self.method, self.address, self.need)
    }
}

/// The axum router of these mounts, with our own answers for addresses and methods that are not among them.
///
/// # Panics
/// At start, when two mounts claim the same method and address: a mistake a test finds, too.
pub fn router(mounts: Vec<Mount>, site: &Site) -> Router {
    let router = mounts.into_iter().fold(Router::new(), |router, mount| {
        let site = site.clone();
        let filter = if mount.method == Method::GET { MethodFilter::GET } else { MethodFilter::POST };
        let address = mount.address;
        let handler = move |request: Request| {
            let (mount, site) = (mount.clone(), site.clone());
            async move { mount.answer(site, request).await }
        };
        #[expect(clippy::disallowed_methods, reason = "this is the one list of addresses")]
        router.route(address, on(filter, handler))
    });
    router.fallback(|| async { Failure::not_found() }).method_not_allowed_fallback(|| async { Failure::NoSuchMethod })
}
