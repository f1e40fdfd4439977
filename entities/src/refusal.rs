//! Why something was not done: each variant is a situation a person can act on, or says that nobody but us can.
//!
//! Which belongs where: a field that cannot be read is a [`Fault`] of [`Refusal::Invalid`]; a rule that says no is
//! [`Refusal::NotAllowed`] with what would make it possible; somebody else's change is [`Refusal::Stale`]; the database
//! gone is [`Refusal::Unavailable`]; one that answers but takes no change is [`Refusal::Hindered`]; all else is [`Refusal::Broken`], whose cause is logged and never shown.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

/// A form's or file's field that cannot be used, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field's name in the form.
    pub field: Cow<'static, str>,
    /// What to do, as a sentence without its full stop.
    pub message: String,
    /// What was read from the field, when that is only to be looked at and sent again: `£6,500,000`.
    pub read_as: Option<String>,
}

impl Fault {
    /// A fault of a field.
    pub fn new(field: impl Into<Cow<'static, str>>, message: impl ToString) -> Self {
        Self { field: field.into(), message: message.to_string(), read_as: None }
    }

    /// A filter that was given twice, with different values.
    pub fn asked_twice(field: impl Into<Cow<'static, str>>) -> Self {
        Self::new(field, "This is asked for twice, each time differently. Choose one")
    }

    /// A filter for words in which there is nothing to look for; none if there is, or if it is empty.
    #[cfg(feature = "orm")]
    pub fn unless_sought(field: impl Into<Cow<'static, str>>, words: &str) -> Option<Self> {
        let none = !words.trim().is_empty() && crate::values::text::folded(words).is_empty();
        none.then(|| Self::new(field, "Nothing can be searched by this. Enter words with letters or figures"))
    }

    /// A field whose value is shown back as it was read, before it counts.
    pub fn shown_back(field: impl Into<Cow<'static, str>>, read_as: &str) -> Self {
        let message =
            format!("Read as {read_as}. If that is right, press the button again; if not, write it another way");
        Self { field: field.into(), message, read_as: Some(read_as.to_owned()) }
    }
}

/// What keeps a database that is there from doing its work. As text: for whoever runs the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindrance {
    /// No room is left.
    #[error("the disk is full: make room on it; nothing has to be repaired")]
    Full,
    /// It may be read and not written.
    #[error(
        "the database may only be read: let this program write its file and the folder around it, \
         or name the PostgreSQL server that takes changes"
    )]
    ReadOnly,
    /// Something else holds it.
    #[error("another program holds the database: end whatever has it open, a copy, a query, an import, and try again")]
    Locked,
    /// Its files cannot be opened, read or written.
    #[error(
        "the files of the database cannot be opened, read or written: look at the disk, the folder and whose they are"
    )]
    Files,
}

/// Why a deed or a read was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Not there, or not for this viewer: 404.
    #[error("there is no such record, or it is not for you")]
    NotFound,
    /// Nobody is signed in, and somebody must be: 303 to the sign-in page.
    #[error("sign in first")]
    SignInNeeded,
    /// May be seen, may not be done: 403.
    #[error("{why}")]
    Forbidden { why: String },
    /// Fields that cannot be used: 422.
    #[error("{}", .0.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Fault>),
    /// A rule says no: 422. `instead` is what would make it possible.
    #[error("{}", in_sentences(why, instead))]
    NotAllowed { why: String, instead: String },
    /// Somebody changed the record meanwhile: 409, and both versions are shown.
    #[error("this was changed meanwhile")]
    Stale { by: Option<String>, at: Option<DateTime<Utc>> },
    /// The form was shown for another organisation than the one acted for now, each by reference and name: 409.
    #[error("this was opened for {shown} and sent for {now}")]
    OtherOrganisation { shown: String, now: String },
    /// Too many tries: 429.
    #[error("too many tries; wait {seconds} seconds")]
    SlowDown { seconds: u32 },
    /// The database does not answer: 503.
    #[error("the register cannot be reached at the moment")]
    Unavailable,
    /// The database is there and cannot do its work, until somebody who runs the register sees to it: 503.
    #[error("{0}")]
    Hindered(Hindrance),
    /// A fault of ours: 500. The cause is for the log.
    #[error("something went wrong")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is wrong and what to do, one after the other: only the last has no full stop, as every message of a fault.
pub fn in_sentences(why: &str, instead: &str) -> String {
    let ends = why.ends_with(['.', '!', '?', ':']) || why.is_empty() || instead.is_empty();
    format!("{why}{}{instead}", if ends { " " } else { ". " }).trim().to_owned()
}

impl Refusal {
    /// One field that cannot be used.
    pub fn field(field: impl Into<Cow<'static, str>>, message: impl ToString) -> Self {
        Self::Invalid(vec![Fault::new(field, message)])
    }

    /// A rule says no, and what would make it possible.
    pub fn rule(why: impl ToString, instead: impl ToString) -> Self {
        Self::NotAllowed { why: why.to_string(), instead: instead.to_string() }
    }

    /// A fault of ours, in words for the log.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Broken(cause.into())
    }
}
