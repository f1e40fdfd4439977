//! A fault in a file: where, why, what was done instead, and the raw text.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

/// The longest raw text that is kept, in characters.
const LONGEST: usize = 500;

/// Something in a file that could not be used as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Where, as a JSON path: `releases[12].tender.value.amount`.
    pub path: String,
    /// Why it cannot be used.
    pub reason: String,
    /// What was done instead.
    pub instead: String,
    /// What stood there, as it stood there, cut to 500 characters.
    pub raw: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(path: impl Into<String>, reason: impl ToString, instead: impl ToString, raw: &Value) -> Self {
        let raw = match raw {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Self {
            path: path.into(),
            reason: reason.to_string(),
            instead: instead.to_string(),
            raw: raw.chars().take(LONGEST).collect(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path, self.reason, self.instead)?;
        if self.raw.is_empty() { Ok(()) } else { write!(f, " [{}]", self.raw.replace('\n', " ")) }
    }
}
