//! Every address of the register, in one list: method, pattern, what it needs, and the function that answers.
//!
//! The list is data, so that a test can walk it and hold each mount against the access table; [`router`] makes the
//! axum router of it, and is the only place that mounts anything. Order: by who uses it, as in pages.md.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use entities::access::Permission;
use http::Method;

use crate::{
    about, account, admin, agreements, commitments, contracts, funding,
    http::{Answer, Ask, Failure, Fields, Link, Need, Sent, Site, Typed, failures::AsText, respond::respond},
    organisations, providers, services, tenders,
};

/// The largest form unless the settings say otherwise, in bytes as sent: a long memorandum with its schedules, twice over.
pub const LARGEST_FORM: usize = 4 * 1024 * 1024;

/// Main navigation. Only what is mounted below.
pub const NAVIGATION: &[Link] = &[
    Link { text: "Agreements", href: "/agreements" },
    Link { text: "Commitments", href: "/commitments" },
    Link { text: "Money", href: "/funding" },
    Link { text: "Services", href: "/services" },
    Link { text: "Contracts", href: "/contracts" },
    Link { text: "Providers", href: "/providers" },
    Link { text: "Tenders", href: "/tenders" },
];

/// Links beside the name of whoever is signed in. Only what is mounted below.
pub const PERSONAL: &[Link] =
    &[Link { text: "Your work", href: "/work" }, Link { text: "Your account", href: "/account" }];

/// Where to sign in, for whoever is not.
pub const SIGN_IN: Option<Link> = Some(Link { text: "Sign in", href: "/sign-in" });

/// Where people and organisations are kept, for administrators.
pub const ADMINISTRATION: Option<Link> = Some(Link { text: "Administration", href: "/admin" });

/// Links of the footer. Only what is mounted below.
pub const FOOTER: &[Link] = &[
    Link { text: "About", href: "/about" },
    Link { text: "Accessibility", href: "/accessibility" },
    Link { text: "Cookies", href: "/cookies" },
    Link { text: "Privacy", href: "/privacy" },
];

/// The pages and forms of this crate. The server adds what is not HTML.
pub fn mounts() -> Vec<Mount> {
    [everybody(), signed_in(), agreements(), register(), administration()].concat()
}

/// For the public, and everybody else.
fn everybody() -> Vec<Mount> {
    vec![
        page("/", Need::Nothing, crate::home::page),
        page("/search", Need::Nothing, crate::search::page).limited(Limit::Search),
        page("/agreements", Need::Nothing, agreements::list::page),
        page("/agreements/{ref}", Need::Nothing, agreements::overview::page),
        page("/agreements/{ref}/text", Need::Nothing, agreements::text::page),
        page("/agreements/{ref}/commitments", Need::Nothing, agreements::commitments::page),
        page("/agreements/{ref}/funding", Need::Nothing, agreements::funding::page),
        page("/agreements/{ref}/signatures", Need::Nothing, agreements::signatures::page),
        page("/agreements/{ref}/history", Need::Nothing, agreements::history::page),
        page("/agreements/{ref}/trace", Need::Nothing, agreements::trace::page),
        page("/commitments", Need::Nothing, commitments::list::page),
        page("/commitments/{ref}", Need::Nothing, commitments::show::page),
        page("/funding", Need::Nothing, funding::year::page),
        page("/funding/{ref}", Need::Nothing, funding::show::page),
        page("/services", Need::Nothing, services::list::page),
        page("/services/{ref}", Need::Nothing, services::show::page),
        page("/contracts", Need::Nothing, contracts::list::page),
        page("/contracts/{ref}", Need::Nothing, contracts::show::page),
        page("/providers", Need::Nothing, providers::list::page),
        page("/providers/{ref}", Need::Nothing, providers::show::page),
        page("/tenders", Need::Nothing, tenders::list::page),
        page("/tenders/{ref}", Need::Nothing, tenders::show::page),
        file("/tenders.ics", Need::Nothing, tenders::calendar::file),
        file("/tenders.atom", Need::Nothing, tenders::feed::file),
        page("/organisations", Need::Nothing, organisations::list::page),
        page("/organisations/{ref}", Need::Nothing, organisations::show::page),
        page("/about", Need::Nothing, about::register::page),
        page("/accessibility", Need::Nothing, about::accessibility::page),
        page("/cookies", Need::Nothing, about::cookies::page),
        page("/privacy", Need::Nothing, about::privacy::page),
    ]
}

/// Signing in and out, and what waits for whoever is.
fn signed_in() -> Vec<Mount> {
    vec![
        page("/sign-in", Need::Nothing, account::sign_in::page),
        post("/sign-in", Need::Nothing, account::sign_in::post).limited(Limit::SignIn),
        post("/sign-out", Need::Nothing, account::sign_out::post),
        page("/set-password/{secret}", Need::Nothing, account::set_password::page),
        post("/set-password/{secret}", Need::Nothing, account::set_password::post).limited(Limit::SignIn),
        page("/sign-in/single", Need::Nothing, account::single::page).limited(Limit::SignIn),
        page("/sign-in/single/back", Need::Nothing, account::single_back::page),
        page("/sign-in/code", Need::Nothing, account::code::page),
        post("/sign-in/code", Need::Nothing, account::code::post).limited(Limit::SignIn),
        page("/reset-password", Need::Nothing, account::forgotten::page),
        post("/reset-password", Need::Nothing, account::forgotten::post).limited(Limit::SignIn),
        page("/account", Need::SignedIn, account::overview::page),
        post("/account", Need::SignedIn, account::overview::post),
        page("/account/password", Need::SignedIn, account::password::page),
        post("/account/password", Need::SignedIn, account::password::post).limited(Limit::SignIn),
        page("/account/email", Need::SignedIn, account::email::page),
        post("/account/email", Need::SignedIn, account::email::post).limited(Limit::SignIn),
        page("/account/email/{secret}", Need::Nothing, account::confirm_email::page),
        post("/account/email/{secret}", Need::Nothing, account::confirm_email::post).limited(Limit::SignIn),
        page("/account/second-factor", Need::SignedIn, account::second_factor::page),
        post("/account/second-factor", Need::SignedIn, account::second_factor::post).limited(Limit::SignIn),
        page("/account/data", Need::SignedIn, account::data::page),
        file("/account/data.json", Need::SignedIn, account::data::file),
        page("/work", Need::SignedIn, crate::work::page),
    ]
}

/// Drafting, confirming, funding, signing.
fn agreements() -> Vec<Mount> {
    use Permission::{Answer, Draft, Sign, Steer};
    vec![
        page("/agreements/new", Need::May(Steer), agreements::new::page),
        post("/agreements/new", Need::May(Steer), agreements::new::post),
        post("/agreements/{ref}", Need::May(Steer), agreements::overview::post),
        page("/agreements/{ref}/parties", Need::May(Draft), agreements::parties::page),
        post("/agreements/{ref}/parties", Need::May(Draft), agreements::parties::post),
        page("/agreements/{ref}/details", Need::May(Draft), agreements::details::page),
        post("/agreements/{ref}/details", Need::May(Draft), agreements::details::post),
        page("/agreements/{ref}/edit", Need::May(Draft), agreements::drafting::page),
        post("/agreements/{ref}/edit", Need::May(Draft), agreements::drafting::post),
        function("/api/preview", Need::May(Draft)),
        page("/agreements/{ref}/sign", Need::May(Sign), agreements::sign::page),
        post("/agreements/{ref}/sign", Need::May(Sign), agreements::sign::post),
        page("/agreements/{ref}/commitments/new", Need::May(Draft), commitments::new::page),
        post("/agreements/{ref}/commitments/new", Need::May(Draft), commitments::new::post),
        post("/commitments/{ref}", Need::May(Draft), commitments::show::post),
        page("/commitments/{ref}/edit", Need::May(Draft), commitments::edit::page),
        post("/commitments/{ref}/edit", Need::May(Draft), commitments::edit::post),
        page("/commitments/{ref}/respond", Need::May(Answer), commitments::respond::page),
        post("/commitments/{ref}/respond", Need::May(Answer), commitments::respond::post),
        page("/agreements/{ref}/funding/new", Need::May(Draft), funding::new::page),
        post("/agreements/{ref}/funding/new", Need::May(Draft), funding::new::post),
        post("/funding/{ref}", Need::May(Answer), funding::show::post),
        page("/funding/{ref}/edit", Need::May(Draft), funding::edit::page),
        post("/funding/{ref}/edit", Need::May(Draft), funding::edit::post),
    ]
}

/// Keeping services, contracts and tenders; reporting results and interest.
fn register() -> Vec<Mount> {
    use Permission::{KeepRegister, TakePart};
    vec![
        page("/services/new", Need::May(KeepRegister), services::new::page),
        post("/services/new", Need::May(KeepRegister), services::new::post),
        page("/services/{ref}/edit", Need::May(KeepRegister), services::edit::page),
        post("/services/{ref}/edit", Need::May(KeepRegister), services::edit::post),
        page("/services/{ref}/need", Need::May(KeepRegister), services::need::page),
        post("/services/{ref}/need", Need::May(KeepRegister), services::need::post),
        page("/contracts/new", Need::May(KeepRegister), contracts::new::page),
        post("/contracts/new", Need::May(KeepRegister), contracts::new::post),
        page("/contracts/{ref}/edit", Need::May(KeepRegister), contracts::edit::page),
        post("/contracts/{ref}/edit", Need::May(KeepRegister), contracts::edit::post),
        page("/contracts/{ref}/measures/new", Need::May(KeepRegister), contracts::measure::page),
        post("/contracts/{ref}/measures/new", Need::May(KeepRegister), contracts::measure::post),
        page("/contracts/{ref}/observations/new", Need::May(TakePart), contracts::observe::page),
        post("/contracts/{ref}/observations/new", Need::May(TakePart), contracts::observe::post),
        page("/tenders/new", Need::May(KeepRegister), tenders::new::page),
        post("/tenders/new", Need::May(KeepRegister), tenders::new::post),
        page("/tenders/{ref}/edit", Need::May(KeepRegister), tenders::edit::page),
        post("/tenders/{ref}/edit", Need::May(KeepRegister), tenders::edit::post),
        page("/tenders/{ref}/events/new", Need::May(KeepRegister), tenders::event::page),
        post("/tenders/{ref}/events/new", Need::May(KeepRegister), tenders::event::post),
        page("/tenders/{ref}/interest", Need::May(TakePart), tenders::interest::page),
        post("/tenders/{ref}/interest", Need::May(TakePart), tenders::interest::post),
    ]
}

/// Keeping people and organisations. An administrator sees nothing else that the public does not see.
fn administration() -> Vec<Mount> {
    use Permission::Administer;
    vec![
        page("/admin", Need::May(Administer), admin::overview::page),
        page("/admin/people", Need::May(Administer), admin::people::page),
        page("/admin/people/new", Need::May(Administer), admin::invite::page),
        post("/admin/people/new", Need::May(Administer), admin::invite::post),
        page("/admin/people/{id}", Need::May(Administer), admin::person::page),
        post("/admin/people/{id}", Need::May(Administer), admin::person::post),
        page("/admin/people/{id}/{membership}", Need::May(Administer), admin::membership::page),
        post("/admin/people/{id}/{membership}", Need::May(Administer), admin::membership::post),
        page("/admin/organisations", Need::May(Administer), admin::organisations::page),
        page("/admin/organisations/new", Need::May(Administer), admin::organisation_new::page),
        post("/admin/organisations/new", Need::May(Administer), admin::organisation_new::post),
        page("/admin/organisations/{ref}", Need::May(Administer), admin::organisation::page),
        post("/admin/organisations/{ref}", Need::May(Administer), admin::organisation::post),
        page("/admin/single-sign-on", Need::May(Administer), admin::single_sign_on::page),
        post("/admin/single-sign-on", Need::May(Administer), admin::single_sign_on::post),
        page("/admin/mail", Need::May(Administer), admin::mail::page),
    ]
}

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
    handler: Handler,
}

/// A page: `GET`.
pub fn page<H, F>(address: &'static str, need: Need, handler: H) -> Mount
where
    H: Fn(Ask) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let handler = Handler::Read(Arc::new(move |ask| Box::pin(handler(ask))));
    Mount { method: Method::GET, address, need, limit: Limit::None, html: true, handler }
}

/// A form's handler: `POST`, on the form's own address.
pub fn post<H, F>(address: &'static str, need: Need, handler: H) -> Mount
where
    H: Fn(Ask, Typed) -> F + Send + Sync + 'static,
    F: Future<Output = Answer> + Send + 'static,
{
    let handler = Handler::Change(Arc::new(move |ask, typed| Box::pin(handler(ask, typed))));
    Mount { method: Method::POST, address, need, limit: Limit::Change, html: true, handler }
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
    Mount { method: Method::POST, address, need, limit: Limit::Change, html: false, handler: Handler::Function }
}

impl Mount {
    /// The same, counted by this limit.
    pub fn limited(self, limit: Limit) -> Self {
        Self { limit, ..self }
    }

    async fn answer(self, site: Site, request: Request) -> Response {
        if matches!(self.handler, Handler::Function) {
            return self.call(&site, request).await;
        }
        let html = self.html;
        let mut response = match self.asked(site, request).await {
            Ok((ask, answer)) => respond(&ask, answer),
            Err(failure) => failure.into_response(),
        };
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
        let body = parts.extensions.remove::<Sent>().map_or(body, |Sent(bytes)| Body::from(bytes));
        let mut request = Request::from_parts(parts, body);
        // As long a text as a form may bring: axum's own limit is half of that.
        DefaultBodyLimit::max(LARGEST_FORM).apply(&mut request);
        leptos_axum::handle_server_fns(request).await.into_response()
    }

    async fn asked(self, site: Site, request: Request) -> Result<(Ask, Answer), Failure> {
        let (mut parts, body) = request.into_parts();
        let ask = Ask::of(&mut parts, &site).await?;
        self.need.check(&ask.viewer)?;
        let answer = match self.handler {
            Handler::Function => return Err(Failure::not_found()),
            Handler::Read(read) => read(ask.clone()).await,
            Handler::Change(change) => {
                // The server has read it already, to keep it for a failure's page; alone, read it here.
                let bytes = match parts.extensions.remove::<Sent>() {
                    Some(Sent(bytes)) => bytes,
                    None => {
                        to_bytes(body, LARGEST_FORM).await.map_err(|_| Failure::TooLarge { limit: LARGEST_FORM })?
                    }
                };
                change(ask.clone(), Typed::new(Fields::parse(&bytes)?)).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_method_and_address_is_mounted_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for mount in mounts() {
            assert!(seen.insert((mount.method.to_string(), mount.address)), "{mount:?}");
        }
    }

    #[test]
    fn every_link_of_the_shell_leads_to_a_mounted_page() {
        let mounts = mounts();
        for link in NAVIGATION.iter().chain(PERSONAL).chain(FOOTER).chain(&SIGN_IN).chain(&ADMINISTRATION) {
            let mounted = mounts.iter().any(|m| m.method == Method::GET && m.address == link.href);
            assert!(mounted, "{} leads to {}, which is not mounted", link.text, link.href);
        }
    }

    #[test]
    fn every_form_has_a_page_on_its_own_address_or_is_known_to_be_a_button() {
        let mounts = mounts();
        let buttons = ["/sign-out", "/api/preview"];
        for post in mounts.iter().filter(|mount| mount.method == Method::POST) {
            let page = mounts.iter().any(|m| m.method == Method::GET && m.address == post.address);
            assert!(page || buttons.contains(&post.address), "{post:?}");
        }
    }
}
