//! The releases of a file, one at a time: no more than one is held, however long the file is.

use std::{fmt, io::Read};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{
    Fault,
    shape::{NotOcds, Shape, opened},
};

/// One thing found in a file, at its JSON path.
#[derive(Debug)]
pub enum Found {
    Release(String, Value),
    Fault(Fault),
}

/// Gives what a file holds to `take`, in order, until it answers false.
///
/// # Errors
/// As [`super::shape::shape_of`].
pub fn each(reader: impl Read, shape: Shape, take: &mut dyn FnMut(Found) -> bool) -> Result<(), NotOcds> {
    let mut json = serde_json::Deserializer::from_reader(opened(reader)?);
    let mut stopped = false;
    let mut give = |found| {
        let goes_on = take(found);
        stopped = !goes_on;
        goes_on
    };
    let read = match shape {
        Shape::Release => Value::deserialize_from(&mut json).map(|release| {
            give(Found::Release("release".into(), release));
        }),
        Shape::Releases => List { path: "", element: Packed::Release, give: &mut give }.deserialize(&mut json),
        Shape::ReleasePackage => {
            Package { key: "releases", element: Packed::Release, give: &mut give }.deserialize(&mut json)
        }
        Shape::RecordPackage => {
            Package { key: "records", element: Packed::Record, give: &mut give }.deserialize(&mut json)
        }
    };
    match read {
        Err(_) if stopped => Ok(()),
        read => Ok(read?),
    }
}

trait DeserializeFrom: Sized {
    fn deserialize_from<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error>;
}

impl DeserializeFrom for Value {
    fn deserialize_from<'de, D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(json)
    }
}

type Give<'a> = &'a mut dyn FnMut(Found) -> bool;

#[derive(Clone, Copy)]
enum Packed {
    Release,
    Record,
}

/// `{"releases": […]}` or `{"records": […]}`; the other keys are skipped.
struct Package<'a> {
    key: &'static str,
    element: Packed,
    give: Give<'a>,
}

impl<'de> DeserializeSeed<'de> for Package<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Package<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with \"{}\"", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == self.key {
                map.next_value_seed(List { path: self.key, element: self.element, give: &mut *self.give })?;
            } else if key == "version" {
                let version = map.next_value::<Value>()?;
                if version.as_str().is_none_or(|version| !version.starts_with("1.1")) {
                    let reason = "the package is not of OCDS version 1.1";
                    (self.give)(Found::Fault(Fault::new("version", reason, "it was read as if it were", &version)));
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// `[…]`
struct List<'a> {
    path: &'static str,
    element: Packed,
    give: Give<'a>,
}

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut at = 0_usize;
        while let Some(value) = seq.next_element::<Value>()? {
            let path = format!("{}[{at}]", self.path);
            let goes_on = match self.element {
                Packed::Release => (self.give)(Found::Release(path, value)),
                Packed::Record => record(&path, value, self.give),
            };
            if !goes_on {
                return Err(A::Error::custom("nobody listens any more"));
            }
            at += 1;
        }
        Ok(())
    }
}

/// The releases of a record; where it only links to them, what it compiled of them.
fn record(path: &str, mut record: Value, give: Give) -> bool {
    let releases = match record.get_mut("releases").map(Value::take) {
        Some(Value::Array(releases)) => releases,
        _ => Vec::new(),
    };
    let linked = releases.iter().any(|release| release.get("ocid").is_none() && release.get("url").is_some());
    if !linked && !releases.is_empty() {
        let mut places = releases.into_iter().enumerate();
        return places.all(|(at, release)| give(Found::Release(format!("{path}.releases[{at}]"), release)));
    }
    let (reason, instead) = ("the record gives no releases", "its compiled release was read as one release");
    match record.get_mut("compiledRelease").map(Value::take) {
        Some(compiled @ Value::Object(_)) => {
            give(Found::Fault(Fault::new(format!("{path}.releases"), reason, instead, &Value::Null)))
                && give(Found::Release(format!("{path}.compiledRelease"), compiled))
        }
        _ => give(Found::Fault(Fault::new(path, "the record has no releases", "it was left out", &Value::Null))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(file: &str) -> Vec<String> {
        let shape = super::super::shape::shape_of(file.as_bytes()).unwrap();
        let mut paths = Vec::new();
        let mut take = |found| {
            paths.push(match found {
                Found::Release(path, _) => path,
                Found::Fault(fault) => format!("!{}", fault.path),
            });
            true
        };
        each(file.as_bytes(), shape, &mut take).unwrap();
        paths
    }

    #[test]
    fn every_release_has_its_path() {
        assert_eq!(paths(r#"{"ocid":"a"}"#), ["release"]);
        assert_eq!(paths(r#"[{"ocid":"a"},{"ocid":"b"}]"#), ["[0]", "[1]"]);
        assert_eq!(paths(r#"{"version":"1.0","releases":[{},{}]}"#), ["!version", "releases[0]", "releases[1]"]);
        let records = r#"{"records":[
            {"releases":[{"ocid":"a"},{"ocid":"a"}]},
            {"releases":[{"url":"https://example.org/1"}],"compiledRelease":{"ocid":"b"}},
            {"ocid":"c"}]}"#;
        assert_eq!(
            paths(records),
            [
                "records[0].releases[0]",
                "records[0].releases[1]",
                "!records[1].releases",
                "records[1].compiledRelease",
                "!records[2]"
            ]
        );
    }

    #[test]
    fn reading_stops_when_nobody_listens() {
        let mut seen = 0;
        let mut take = |_| {
            seen += 1;
            seen < 2
        };
        each(&br#"[{"ocid":"a"},{"ocid":"b"},{"ocid":"c"}]"#[..], Shape::Releases, &mut take).unwrap();
        assert_eq!(seen, 2);
    }
}
