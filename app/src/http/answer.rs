//! What a handler answers: a page, a way on, or a file.

use std::fmt;

use axum::body::Body;
use entities::account::secret::Secret;

use super::{Cache, Failure, Page, Session, is_own_address, session::SessionChange};
use crate::form::Said;

/// A reply, or why there is none.
pub type Answer = Result<Reply, Failure>;

/// What goes back when a request was answered as asked.
pub struct Reply {
    pub(super) content: Content,
    pub(super) session: Option<SessionChange>,
    pub(super) flow: Option<FlowChange>,
    pub(super) device: Option<Secret>,
    pub(super) said: Option<Said>,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without secrets.
        f.debug_struct("Reply").field("content", &self.content).finish_non_exhaustive()
    }
}

/// What an answer does to a sign-in elsewhere.
pub(super) enum FlowChange {
    /// It goes there.
    Begin(Secret),
    /// It has come back.
    End,
}

impl fmt::Debug for FlowChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FlowChange(…)")
    }
}

#[derive(Debug)]
pub(super) enum Content {
    Page(Box<Page>),
    SeeOther(String),
    File(File),
}

impl Reply {
    pub(super) fn page(page: Page) -> Self {
        Self::of(Content::Page(Box::new(page)))
    }

    fn of(content: Content) -> Self {
        Self { content, session: None, flow: None, device: None, said: None }
    }

    /// A sign-in goes elsewhere: the answer sets its cookie.
    pub fn begin_sign_in(mut self, cookie: Secret) -> Self {
        self.flow = Some(FlowChange::Begin(cookie));
        self
    }

    /// A sign-in has come back: the answer takes its cookie away.
    pub fn end_sign_in(mut self) -> Self {
        self.flow = Some(FlowChange::End);
        self
    }

    /// The page that it leads to says once what was done.
    pub fn saying(mut self, said: Said) -> Self {
        self.said = Some(said);
        self
    }

    /// Signs in: the answer sets the session's cookie. A new token at every sign-in.
    pub fn start_session(mut self, secret: Secret) -> Self {
        self.session = Some(SessionChange::Start(Session::new(secret)));
        self
    }

    /// The browser is known from now on: the answer sets its cookie. Without a secret nothing changes.
    pub fn know_browser(mut self, device: Option<Secret>) -> Self {
        self.device = device;
        self
    }

    /// Signs out: the answer takes the cookie away, and what the browser kept of this register.
    pub fn end_session(mut self) -> Self {
        self.session = Some(SessionChange::End);
        self
    }
}

/// Goes on to an address of our own, as after every change (303).
///
/// # Errors
/// A broken page for an address that is not our own: that is a mistake of ours, never what a person typed
/// (check that with [`is_own_address`]).
pub fn see_other(address: impl Into<String>) -> Answer {
    let address = address.into();
    if is_own_address(&address) {
        Ok(Reply::of(Content::SeeOther(address)))
    } else {
        Err(Failure::broken("a redirect to an address that is not our own"))
    }
}

/// Goes to a provider of single sign-on (303): the one answer that leaves this register.
///
/// # Errors
/// A broken page for an address that is not one a header can carry.
pub fn leave_for(provider: String) -> Answer {
    let web = provider.starts_with("https://") || provider.starts_with("http://");
    if web && provider.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(Reply::of(Content::SeeOther(provider)))
    } else {
        Err(Failure::broken("the provider of single sign-on has an address that is none"))
    }
}

/// Something other than a page: a calendar, a feed, a download.
#[derive(Debug)]
pub struct File {
    pub(super) content_type: &'static str,
    pub(super) bytes: Bytes,
    pub(super) name: Option<String>,
    pub(super) cache: Cache,
    pub(super) foreign: bool,
}

#[derive(Debug)]
pub(super) enum Bytes {
    Whole(Vec<u8>),
    Stream(Body),
}

impl File {
    /// A file whose bytes are at hand: gets an `ETag`.
    pub fn new(content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { content_type, bytes: Bytes::Whole(bytes.into()), name: None, cache: Cache::AskAgain, foreign: false }
    }

    /// A file that is written while it is sent.
    pub fn stream(content_type: &'static str, body: Body) -> Self {
        Self { content_type, bytes: Bytes::Stream(body), name: None, cache: Cache::AskAgain, foreign: false }
    }

    /// To be saved under this name (letters, digits, `.`, `-` and `_`; others become `-`).
    pub fn named(mut self, name: &str) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' };
        self.name = Some(name.chars().map(plain).collect());
        self
    }

    /// Somebody else made it: should a browser open it after all, nothing in it may run or load.
    pub fn foreign(mut self) -> Self {
        self.foreign = true;
        self
    }

    /// Who may keep it.
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// As an answer.
    ///
    /// # Errors
    /// Never: it returns an [`Answer`] so that it can end a handler.
    pub fn answer(self) -> Answer {
        Ok(Reply::of(Content::File(self)))
    }
}
