//! A page: what is known about it before it is rendered, and how to render it.

use std::fmt;

use http::StatusCode;
use leptos::prelude::*;

use super::{Answer, Reply, Typed};

/// Who may keep a copy of an answer, and for how long.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cache {
    /// Kept, but asked for again each time (`ETag`, 304). A signed-in reader's copy is their own. For pages.
    #[default]
    AskAgain,
    /// Kept by anyone for so many seconds. For what is the same for everyone: feeds, open data.
    Anyone {
        /// Seconds.
        seconds: u32,
    },
    /// Kept by nobody. For one-time links and whatever must not come back with the Back button.
    Nobody,
}

type Show = Box<dyn FnOnce() -> AnyView + Send>;

/// A page in the making. [`show`](Page::show) ends it.
pub struct Page {
    pub(crate) title: String,
    pub(crate) heading: Option<String>,
    pub(crate) caption: Option<String>,
    pub(crate) crumbs: Vec<(String, String)>,
    pub(crate) typed: Option<Typed>,
    pub(crate) show: Option<Show>,
    pub(super) status: StatusCode,
    pub(super) cache: Cache,
}

impl Page {
    /// A page that says what it is: title of the document and, unless [`heading`](Self::heading) says otherwise, its h1.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            heading: None,
            caption: None,
            crumbs: Vec::new(),
            typed: None,
            show: None,
            status: StatusCode::OK,
            cache: Cache::default(),
        }
    }

    /// An h1 that differs from the document's title, where the title must say more.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Small words above the h1: the reference, the kind.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// One step on the way here, from the top. "Home" comes by itself.
    pub fn crumb(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((text.into(), href.into()));
        self
    }

    /// The form on this page: its fields show these values, and if it was refused, the page carries the refusal's
    /// status, the error summary, and "Error:" before its title.
    pub fn typed(mut self, typed: &Typed) -> Self {
        self.status = typed.status();
        self.typed = Some(typed.clone());
        self
    }

    /// Another status than 200.
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Who may keep it; the default is right for almost every page.
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// The page's content below the h1. The closure runs once, inside leptos' render owner; everything it shows has
    /// been read before.
    ///
    /// # Errors
    /// Never: it returns an [`Answer`] so that it can end a page's function.
    pub fn show<V: IntoView + 'static>(mut self, content: impl FnOnce() -> V + Send + 'static) -> Answer {
        self.show = Some(Box::new(move || content().into_any()));
        Ok(Reply::page(self))
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("status", &self.status).finish_non_exhaustive()
    }
}
