//! What a file is: read through once, keeping nothing, so that a broken file is refused before anything is changed.

use std::{collections::BTreeSet, fmt, io::Read};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How releases are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One release.
    Release,
    /// `{"releases": […]}`
    ReleasePackage,
    /// `{"records": [{"releases": […]}]}`
    RecordPackage,
    /// `[…]`
    Releases,
}

impl Shape {
    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Release => "one release",
            Self::ReleasePackage => "a release package",
            Self::RecordPackage => "a record package",
            Self::Releases => "an array of releases",
        }
    }
}

/// Why a file is not read at all.
#[derive(Debug, thiserror::Error)]
pub enum NotOcds {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("it is {0}, not OCDS JSON")]
    OtherKind(String),
    #[error("its JSON is broken at line {line}, column {column}: {why}")]
    BrokenJson { line: usize, column: usize, why: String },
}

impl From<serde_json::Error> for NotOcds {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_io() {
            return Self::Unreadable(error.into());
        }
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_string();
        Self::BrokenJson { line, column, why }
    }
}

/// Names a file's shape.
///
/// # Errors
/// It is of another kind, which is named, or its JSON is broken.
pub fn shape_of(reader: impl Read) -> Result<Shape, NotOcds> {
    let mut reader = opened(reader)?;
    let outline: Outline = serde_json::from_reader(&mut reader)?;
    outline.shape().map_err(NotOcds::OtherKind)
}

/// A reader past a byte order mark, if the file looks like JSON at all.
pub fn opened<R: Read>(mut reader: R) -> Result<impl Read + use<R>, NotOcds> {
    let mut start = [0_u8; 8];
    let mut read = 0;
    while read < start.len() {
        match reader.read(&mut start[read..])? {
            0 => break,
            more => read += more,
        }
    }
    let text = start[..read].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start[..read]).to_vec();
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let kind = match first {
        _ if text.starts_with(b"PK") => "a ZIP archive or an Office document",
        _ if text.starts_with(b"%PDF") => "a PDF document",
        _ if text.starts_with(b"\x1f\x8b") => "compressed with gzip (unpack it first)",
        _ if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") => "text in UTF-16 (save it as UTF-8)",
        _ if text.starts_with(b"SQLite f") => "an SQLite database",
        Some(b'{' | b'[') => return Ok(std::io::Cursor::new(text).chain(reader)),
        Some(b'<') => "XML or HTML",
        Some(_) => "a table or other text (CSV, perhaps)",
        None if read == 0 => "empty",
        None => "blank",
    };
    Err(NotOcds::OtherKind(kind.into()))
}

/// The keys of a file's object, or of the first object of its array. Values are skipped, not kept.
#[derive(Debug, Default)]
struct Outline {
    is_array: bool,
    keys: BTreeSet<String>,
    /// The `type` of a file that is about something else, like GeoJSON.
    kind: Option<String>,
}

impl Outline {
    fn shape(self) -> Result<Shape, String> {
        let has = |key: &str| self.keys.contains(key);
        let is_release = ["ocid", "tag", "tender", "buyer", "awards"].into_iter().any(has);
        match self.is_array {
            true if self.keys.is_empty() => Err("an array without releases".into()),
            true if is_release => Ok(Shape::Releases),
            true if has("releases") || has("records") => Err("an array of packages (give them one by one)".into()),
            true => Err(format!("an array of something else (with {})", self.named_keys())),
            false if has("releases") => Ok(Shape::ReleasePackage),
            false if has("records") => Ok(Shape::RecordPackage),
            false if is_release => Ok(Shape::Release),
            false if self.kind.as_deref() == Some("FeatureCollection") => Err("GeoJSON".into()),
            false if has("openapi") || has("swagger") => Err("an API description".into()),
            false if has("$schema") => Err("a JSON schema".into()),
            false if self.keys.is_empty() => Err("an empty object".into()),
            false => Err(format!("an object about something else (with {})", self.named_keys())),
        }
    }

    fn named_keys(&self) -> String {
        self.keys.iter().take(4).map(|key| format!("\"{key}\"")).collect::<Vec<_>>().join(", ")
    }
}

/// The most keys that are looked at: enough for any release.
const MOST_KEYS: usize = 100;

impl<'de> Deserialize<'de> for Outline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut outline = Outline::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "type" {
                outline.kind = map.next_value::<Scalar>()?.0;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
            if outline.keys.len() < MOST_KEYS {
                outline.keys.insert(key.chars().take(40).collect());
            }
        }
        Ok(outline)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Outline, A::Error> {
        let first = seq.next_element::<Element>()?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Outline { is_array: true, ..first.map(|first| first.0).unwrap_or_default() })
    }
}

/// The first element of an array: an object's outline, or nothing of anything else.
struct Element(Outline);

impl<'de> Deserialize<'de> for Element {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|value| {
            let keys = value.as_object().map(|map| map.keys().cloned().collect()).unwrap_or_default();
            Self(Outline { is_array: true, keys, kind: None })
        })
    }
}

/// A text, or nothing of anything else.
struct Scalar(Option<String>);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|value| Self(value.as_str().map(str::to_owned)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(file: &[u8]) -> Result<Shape, String> {
        shape_of(file).map_err(|why| why.to_string())
    }

    #[test]
    fn every_packing_of_releases_is_known() {
        assert_eq!(named(br#"{"ocid":"x","tag":[]}"#), Ok(Shape::Release));
        assert_eq!(named(b"\xef\xbb\xbf {\"version\":\"1.1\",\"releases\":[]}"), Ok(Shape::ReleasePackage));
        assert_eq!(named(br#"{"records":[]}"#), Ok(Shape::RecordPackage));
        assert_eq!(named(br#"[{"ocid":"x"},{"y":1}]"#), Ok(Shape::Releases));
    }

    #[test]
    fn a_file_of_another_kind_is_named() {
        for (file, kind) in [
            (&b""[..], "it is empty"),
            (b"  \n", "it is blank"),
            (b"PK\x03\x04", "a ZIP archive"),
            (b"%PDF-1.7", "a PDF"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"<html>", "XML or HTML"),
            (b"a,b\n1,2\n", "CSV"),
            (b"\xff\xfe[\0", "UTF-16"),
            (b"[]", "an array without releases"),
            (b"[1,2]", "an array without releases"),
            (b"{}", "an empty object"),
            (br#"[{"name":"x"}]"#, r#"an array of something else (with "name")"#),
            (br#"{"type":"FeatureCollection","features":[]}"#, "GeoJSON"),
            (br#"{"name":"x","version":"1"}"#, r#"an object about something else (with "name", "version")"#),
        ] {
            let why = named(file).unwrap_err();
            assert!(why.contains(kind), "{why} does not name {kind}");
        }
    }

    #[test]
    fn a_file_cut_short_is_refused_with_the_line() {
        let why = named(b"[{\"ocid\":\"x\"},\n{\"ocid\":").unwrap_err();
        assert!(why.starts_with("its JSON is broken at line 2, column "), "{why}");
        assert!(named(b"[{\"ocid\":\"x\"}] and more").is_err());
    }
}
