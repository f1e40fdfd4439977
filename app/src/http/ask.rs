//! One request, as a page sees it.

use chrono::NaiveDate;
use entities::{
    Refusal, Register,
    access::{Actor, Person, Viewer},
    account::{
        Visitor,
        deeds::prove::Proof,
        read::own::{OwnAccount, OwnPage},
        secret::Secret,
    },
    agreement::read::{Asked, At},
    values::{Reference, day, length},
};
use std::fmt;

use axum::extract::{FromRequestParts, RawPathParams};
use http::{HeaderValue, Method, Uri, header, request::Parts};

use super::{
    Failure, Fields, Query, Session, Site, Typed, browser, must_be_checked,
    session::{ClientAddress, cookie, device_cookie_name, flow_cookie_name},
    shown_for,
};
use crate::form::Said;

/// The number by which a request is found in the log. Made by the server, never taken from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestId(pub String);

/// Who asks for what, and the register to answer from. Cheap to clone.
#[derive(Clone)]
pub struct Ask {
    /// The register.
    pub register: Register,
    /// Who reads.
    pub viewer: Viewer,
    /// The service: its name, banner, files.
    pub site: Site,
    method: Method,
    uri: Uri,
    params: Vec<(String, String)>,
    query: Query,
    request_id: RequestId,
    session: Option<Session>,
    flow: Option<Session>,
    device: Option<Session>,
    client: Option<ClientAddress>,
    if_none_match: Option<HeaderValue>,
    user_agent: Option<HeaderValue>,
    said: Option<Said>,
}

impl Ask {
    /// Reads path and query of a request that was routed.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] for a query that is not one, not found for a path that is not UTF-8.
    pub async fn of(parts: &mut Parts, site: &Site) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Failure::not_found())?;
        let params = params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let query = Query::new(Fields::parse(parts.uri.query().unwrap_or_default().as_bytes())?);
        Ok(Self { params, query, ..Self::outline(parts, site) })
    }

    /// What is known without reading path or query: enough for a page about a failure.
    pub fn outline(parts: &Parts, site: &Site) -> Self {
        Self {
            register: site.register.clone(),
            viewer: parts.extensions.get().cloned().unwrap_or(Viewer::Public),
            site: site.clone(),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            params: Vec::new(),
            query: Query::default(),
            request_id: parts.extensions.get().cloned().unwrap_or_default(),
            session: parts.extensions.get().cloned(),
            flow: cookie(&parts.headers, flow_cookie_name(site.secure)),
            device: cookie(&parts.headers, device_cookie_name(site.secure)),
            client: parts.extensions.get().copied(),
            if_none_match: parts.headers.get(header::IF_NONE_MATCH).cloned(),
            user_agent: parts.headers.get(header::USER_AGENT).cloned(),
            said: Said::of(&parts.headers, parts.uri.path(), site.secure),
        }
    }

    /// A piece of the path: `{ref}` in `/agreements/{ref}`. Empty for a name the address does not have.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The record's reference, `{ref}` in the address.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a piece of path that is no reference.
    pub fn reference(&self) -> Result<Reference, Refusal> {
        self.param("ref").parse().map_err(|_| Refusal::NotFound)
    }

    /// The agreement, and in which edition: `{n}` of the address, else `?edition=2`, else `?on=2015-09-01`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for an edition that is no number; [`Refusal::NotAllowed`] for a day that is none;
    /// [`Refusal::Invalid`] for two editions or days at once.
    pub fn asked(&self) -> Result<Asked, Refusal> {
        let numbered = |text: &str| text.parse().map(At::Edition).map_err(|_| Refusal::NotFound);
        let at = match (self.param("n"), self.asked_once("edition")?, self.day_asked()?) {
            ("", "", None) => At::Shown,
            ("", "", Some(day)) => At::On(day),
            ("", number, _) | (number, ..) => numbered(number)?,
        };
        Ok(at.of(self.reference()?))
    }

    /// The agreement in the edition that is being made.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a piece of path that is no reference.
    pub fn made(&self) -> Result<Asked, Refusal> {
        Ok(At::Made.of(self.reference()?))
    }

    /// The day of `?on=2015-09-01`, or of the three boxes of a form that asks for one.
    fn day_asked(&self) -> Result<Option<NaiveDate>, Refusal> {
        let no_day = || Refusal::rule("The day that was asked for is no day", "Write it as in ?on=2015-09-01");
        let on = self.asked_once("on")?;
        if !on.is_empty() {
            return NaiveDate::parse_from_str(on, "%Y-%m-%d").map(Some).map_err(|_| no_day());
        }
        let [on, month, year] = ["on-day", "on-month", "on-year"].map(|name| self.asked_once(name));
        day::from_fields(on?, month?, year?).map_err(|_| no_day())
    }

    /// What the query asks for by a name; empty for nothing.
    fn asked_once(&self, name: &'static str) -> Result<&str, Refusal> {
        let asked = self.query.once(name).map_err(|fault| Refusal::Invalid(vec![fault]))?;
        Ok(asked.unwrap_or_default())
    }

    /// What stands after the `?`.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What a filter finds, and what the filter's panel shows. Of a filter that is not understood nothing is listed, and the
    /// panel says what is wrong, by the field.
    ///
    /// # Errors
    /// The list cannot be read.
    pub async fn listed<F, L: Default>(
        &self,
        filter: Result<F, Refusal>,
        read: impl AsyncFnOnce(F) -> Result<L, Refusal>,
    ) -> Result<(L, Typed), Failure> {
        let typed = Typed::new(self.query.fields().clone());
        let found = match filter {
            Ok(filter) => read(filter).await,
            Err(refusal) => Err(refusal),
        };
        match found {
            Ok(found) => Ok((found, typed)),
            // Also what the register does not know: an organisation of that name.
            Err(refusal @ Refusal::Invalid(_)) => Ok((L::default(), typed.refused(refusal)?)),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// The path that was asked, without the query.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Path and query, to come back to.
    pub fn address(&self) -> &str {
        self.uri.path_and_query().map_or("/", |address| address.as_str())
    }

    /// Whether it only reads.
    pub fn is_safe(&self) -> bool {
        self.method.is_safe()
    }

    /// The number of this request in the log.
    pub fn request_id(&self) -> &str {
        &self.request_id.0
    }

    /// The token of the session it came with, for signing out.
    pub fn session(&self) -> Option<&Secret> {
        self.session.as_ref().map(Session::secret)
    }

    /// The secret of the sign-in that this browser has sent to single sign-on.
    pub fn sign_in_begun(&self) -> Option<&Secret> {
        self.flow.as_ref().map(Session::secret)
    }

    /// From where somebody signs in; `browser` as [`browser`](Self::browser) says it.
    pub fn visitor<'a>(&'a self, browser: &'a str) -> Visitor<'a> {
        let (address, device) = (self.client.map(|client| client.0), self.device.as_ref().map(Session::secret));
        Visitor { browser, address, device }
    }

    /// What proves once more who acts: what was typed as password, or the session.
    pub fn proof(&self, password: &str) -> Proof<'_> {
        Proof { password: password.to_owned(), session: self.session() }
    }

    /// What it was made with, in words: `Firefox on Windows`.
    pub fn browser(&self) -> String {
        browser::in_words(self.user_agent.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default())
    }

    /// The person who is signed in.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] when nobody is.
    pub fn person(&self) -> Result<&Person, Refusal> {
        self.viewer.person().ok_or(Refusal::SignInNeeded)
    }

    /// The account of whoever reads, with the session that asks.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] when nobody is signed in.
    pub async fn own_account(&self) -> Result<OwnAccount, Refusal> {
        self.register.read(&self.viewer, &OwnPage).await
    }

    /// Whether somebody acts for the organisation for which this form was shown.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] when nobody is signed in; [`Refusal::OtherOrganisation`] when they act for another.
    pub fn acts_as_shown(&self, typed: &Typed) -> Result<(), Refusal> {
        let (shown, now) = (typed.get(Typed::FOR), shown_for(Some(&self.person()?.organisation)));
        // By the reference: a body may be renamed while a form is open.
        let reference = |named: &str| named.split(' ').next().map(ToOwned::to_owned);
        if reference(shown) == reference(&now) {
            return Ok(());
        }
        Err(Refusal::OtherOrganisation { shown: shown.to_owned(), now })
    }

    /// Who acts when this form is pressed.
    ///
    /// # Errors
    /// [`Refusal::SignInNeeded`] when nobody is signed in; [`Refusal::OtherOrganisation`] when they act for another organisation
    /// than the form was shown for; [`Refusal::Invalid`] for the field [`CHECKED`](super::CHECKED) when something
    /// that was typed looks like a child's data and nobody has said that they looked at it again.
    pub fn actor(&self, typed: &Typed) -> Result<Actor, Refusal> {
        self.acts_as_shown(typed)?;
        let person = self.person()?.clone();
        let by_hand = || typed.fields().iter().filter(|(name, _)| !Typed::is_of_the_form(name));
        let long: Vec<_> = by_hand().filter_map(|(name, value)| length::too_long(name, value)).collect();
        if !long.is_empty() {
            return Err(Refusal::Invalid(long));
        }
        must_be_checked(typed, by_hand().map(|(_, value)| value))?;
        Ok(Actor::person(person, typed.press()))
    }

    /// What was done just now, to be said on this page.
    pub fn said(&self) -> Option<Said> {
        self.said.filter(|_| self.is_safe())
    }

    /// The version the browser already has.
    pub(super) fn if_none_match(&self) -> Option<&HeaderValue> {
        self.if_none_match.as_ref()
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither viewer nor query: both may be personal data.
        f.debug_struct("Ask")
            .field("method", &self.method)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}
