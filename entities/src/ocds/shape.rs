//! What a file is: how releases are packed in it, or why it is not read.

use serde_json::{Map, Value};

/// How releases are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub packing: Packing,
    pub content: Content,
}

/// How many there are of what a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `{…}`
    One,
    /// `[{…}, {…}]`
    Array,
    /// `{…} {…}`: JSON lines, or files put one behind the other.
    Several,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// `{"ocid": …, "date": …}`
    Release,
    /// `{"releases": […]}`
    ReleasePackage,
    /// `{"ocid": …, "releases": […], "compiledRelease": …}`
    Record,
    /// `{"records": […]}`
    RecordPackage,
}

impl Shape {
    /// In words.
    pub const fn label(self) -> &'static str {
        use Content::{Record, RecordPackage, Release, ReleasePackage};
        match (self.packing, self.content) {
            (Packing::One, Release) => "one release",
            (Packing::One, ReleasePackage) => "a release package",
            (Packing::One, Record) => "one record",
            (Packing::One, RecordPackage) => "a record package",
            (Packing::Array, Release) => "an array of releases",
            (Packing::Array, ReleasePackage) => "an array of release packages",
            (Packing::Array, Record) => "an array of records",
            (Packing::Array, RecordPackage) => "an array of record packages",
            (Packing::Several, Release) => "releases one after another (JSON lines)",
            (Packing::Several, ReleasePackage) => "release packages one after another",
            (Packing::Several, Record) => "records one after another (JSON lines)",
            (Packing::Several, RecordPackage) => "record packages one after another",
        }
    }
}

/// Why a file is not read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotOcds {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("it is {0}, not OCDS JSON")]
    OtherKind(String),
    #[error("its JSON is broken at line {line}, column {column}: {why}")]
    BrokenJson { line: usize, column: usize, why: String },
    #[error("the release that begins on line {line} is longer than 4 MB, and none is")]
    TooLong { line: usize },
    #[error("it unpacks to more than 200 times its size, as no file of notices does")]
    Bomb,
}

/// True of an object with the keys of a release.
pub fn is_release(object: &Map<String, Value>) -> bool {
    ["ocid", "tag", "tender", "buyer", "awards"].into_iter().any(|key| object.contains_key(key))
}

/// What an object is that is none of OCDS.
pub fn named(object: &Map<String, Value>) -> String {
    let has = |key: &str| object.contains_key(key);
    match object.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => "GeoJSON".into(),
        _ if has("openapi") || has("swagger") => "an API description".into(),
        _ if has("$schema") => "a JSON schema".into(),
        _ if object.is_empty() => "an empty object".into(),
        _ => {
            let short = |key: &String| format!("\"{}\"", key.chars().take(40).collect::<String>());
            let keys: Vec<_> = object.keys().take(4).map(short).collect();
            format!("about something else (with {})", keys.join(", "))
        }
    }
}
