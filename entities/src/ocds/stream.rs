//! The releases of a file, one at a time: no more than one is held, however long the file is and however they are packed.
//!
//! What an object is shows only once its keys are read: releases of a package and of a record are given as they come, all
//! else is kept for the case that the object is a release itself.

use std::{fmt, io::Read, rc::Rc};

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

use super::{
    Fault,
    opened::{Meter, Opened},
    shape::{Content, NotOcds, Packing, Shape, is_release, named},
    visit::joined,
};

/// One thing found in a file, at its JSON path.
#[derive(Debug)]
pub enum Found {
    Release(String, Value),
    Fault(Fault),
}

/// Gives what a file holds to `take`, in order, until it answers false. `None` if that was before anything was found.
///
/// # Errors
/// The file is of another kind, which is named; or its JSON is broken, perhaps after much was given already.
pub fn each(reader: impl Read, take: &mut dyn FnMut(Found) -> bool) -> Result<Option<Shape>, NotOcds> {
    let mut file = Opened::new(reader)?;
    let meter = Rc::clone(&file.meter);
    let mut finding = Finding { take, meter: &meter, content: None, other: None, links: 0, stopped: false };
    let mut packing = Packing::One;
    let mut number = 0_usize;
    while let Some(first) = file.next_value().map_err(|error| meter.why().unwrap_or(error.into()))? {
        let begins = meter.line();
        match (number, first, packing) {
            (0, b'[', _) => packing = Packing::Array,
            (0, ..) | (_, b'[', Packing::Array) | (_, b'{', Packing::Several) => {}
            (_, b'{', Packing::One) => packing = Packing::Several,
            _ => {
                let why = "something else follows".into();
                return Err(NotOcds::BrokenJson { line: begins, column: 1, why });
            }
        }
        let path = if number == 0 { String::new() } else { format!("[{number}]") };
        let mut json = serde_json::Deserializer::from_reader(&mut file);
        let read = if first == b'[' {
            List { path, within: Within::Array, finding: &mut finding }.deserialize(&mut json)
        } else {
            Object { path, within: Within::File, finding: &mut finding }.deserialize(&mut json)
        };
        match read {
            Ok(()) => {}
            Err(_) if finding.stopped => break,
            Err(error) => return Err(why(error, begins, &mut finding)),
        }
        number += 1;
    }
    match finding.content {
        Some(content) => Ok(Some(Shape { packing, content })),
        None if finding.stopped => Ok(None),
        None => Err(NotOcds::OtherKind("an array without releases".into())),
    }
}

/// Why a value that begins on a line could not be read.
fn why(error: serde_json::Error, begins: usize, finding: &mut Finding) -> NotOcds {
    if let Some(kind) = finding.other.take() {
        return NotOcds::OtherKind(kind);
    }
    if let Some(why) = finding.meter.why() {
        return why;
    }
    if error.is_io() {
        return NotOcds::Unreadable(error.into());
    }
    let (line, column) = (begins + error.line().saturating_sub(1), error.column());
    let why = error.to_string();
    NotOcds::BrokenJson { line, column, why: why.split(" at line ").next().unwrap_or_default().to_string() }
}

/// What was found so far, and who is told.
struct Finding<'a> {
    take: &'a mut dyn FnMut(Found) -> bool,
    meter: &'a Meter,
    /// What the file's first object was.
    content: Option<Content>,
    /// What the file is, if its first object is none of OCDS.
    other: Option<String>,
    /// Releases that were only linked to.
    links: usize,
    stopped: bool,
}

impl Finding<'_> {
    fn give<E: Error>(&mut self, found: Found) -> Result<(), E> {
        if (self.take)(found) {
            return Ok(());
        }
        self.stopped = true;
        Err(E::custom("nobody listens any more"))
    }

    fn fault<E: Error>(&mut self, path: String, reason: &str, instead: &str, raw: &Value) -> Result<(), E> {
        self.give(Found::Fault(Fault::new(path, reason, instead, raw)))
    }

    fn version<E: Error>(&mut self, path: String, version: &Value) -> Result<(), E> {
        if version.as_str().is_some_and(|version| version.starts_with("1.1")) {
            return Ok(());
        }
        self.fault(path, "the package is not of OCDS version 1.1", "it was read as if it were", version)
    }
}

/// Where an object or a list stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// In the file itself.
    File,
    /// In the file's array.
    Array,
    /// Among the releases of a package or record.
    Releases,
    /// Among the records of a package.
    Records,
}

impl Within {
    /// True where anything of OCDS may stand.
    fn is_outermost(self) -> bool {
        matches!(self, Self::File | Self::Array)
    }
}

/// `[…]`
struct List<'a, 'f> {
    path: String,
    within: Within,
    finding: &'a mut Finding<'f>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        for at in 0_usize.. {
            let path = format!("{}[{at}]", self.path);
            if seq.next_element_seed(Object { path, within: self.within, finding: &mut *self.finding })?.is_none() {
                break;
            }
        }
        Ok(())
    }
}

/// What stands at a path: a release, a record, or a package of either.
struct Object<'a, 'f> {
    path: String,
    within: Within,
    finding: &'a mut Finding<'f>,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        self.finding.meter.begin();
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a release, a record or a package")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.none_of_ocds(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.none_of_ocds(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.none_of_ocds(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.none_of_ocds(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.none_of_ocds(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.finding.meter.freely();
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        self.none_of_ocds("[…]".into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let outermost = self.within.is_outermost();
        let links = self.finding.links;
        let mut own = Map::new();
        let mut packed = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                NUMBER => return self.none_of_ocds(map.next_value()?),
                "records" if outermost => {
                    packed = Some(Content::RecordPackage);
                    self.unpack(&mut map, &mut own, "records", Content::RecordPackage)?;
                }
                "releases" if self.within != Within::Releases => {
                    let content = if own.contains_key("ocid") { Content::Record } else { Content::ReleasePackage };
                    packed = Some(content);
                    self.unpack(&mut map, &mut own, "releases", content)?;
                }
                "versionedRelease" | "features" => self.skip(&mut map)?,
                "version" if packed.is_some() => {
                    let version = map.next_value()?;
                    self.finding.version(joined(&self.path, "version"), &version)?;
                }
                _ if packed.is_some() && !OF_A_RECORD.contains(&key.as_str()) => self.skip(&mut map)?,
                _ => {
                    own.insert(key, map.next_value()?);
                }
            }
        }
        let linked = self.finding.links > links;
        self.finish(own, packed, linked)
    }
}

/// The key under which `serde_json` hands numbers over as they are written.
const NUMBER: &str = "$serde_json::private::Number";

/// What a record says of itself, beside its releases.
const OF_A_RECORD: &[&str] = &["ocid", "compiledRelease"];

impl Object<'_, '_> {
    /// Gives what a list holds; each of its values may be as long as a release, whatever stands around them.
    fn unpack<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        own: &mut Map<String, Value>,
        key: &'static str,
        content: Content,
    ) -> Result<(), A::Error> {
        if self.within.is_outermost() {
            self.finding.content.get_or_insert(content);
        }
        if let Some(version) = own.shift_remove("version") {
            self.finding.version(joined(&self.path, "version"), &version)?;
        }
        own.retain(|key, _| OF_A_RECORD.contains(&key.as_str()));
        let left = self.finding.meter.left();
        let within = if key == "records" { Within::Records } else { Within::Releases };
        map.next_value_seed(List { path: joined(&self.path, key), within, finding: &mut *self.finding })?;
        self.finding.meter.allow(left);
        Ok(())
    }

    /// Passes a value over, however long it is.
    fn skip<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        let left = self.finding.meter.left();
        self.finding.meter.freely();
        map.next_value::<IgnoredAny>()?;
        self.finding.meter.allow(left);
        Ok(())
    }

    /// Says what the object was, once all of it was read.
    fn finish<E: Error>(self, mut own: Map<String, Value>, packed: Option<Content>, linked: bool) -> Result<(), E> {
        let is_record = match packed {
            Some(Content::RecordPackage) => return Ok(()),
            Some(_) => own.contains_key("ocid") || self.within == Within::Records,
            None => own.contains_key("compiledRelease") || self.within == Within::Records,
        };
        if is_record {
            if self.within.is_outermost() {
                self.finding.content.get_or_insert(Content::Record);
            }
            return match packed {
                Some(_) if !linked => Ok(()),
                _ => self.compiled(own.shift_remove("compiledRelease")),
            };
        }
        if packed.is_some() {
            return Ok(());
        }
        if self.within == Within::Releases && !own.contains_key("ocid") && own.contains_key("url") {
            self.finding.links += 1;
            return Ok(());
        }
        if self.within.is_outermost() && self.finding.content.is_none() {
            if !is_release(&own) {
                return self.about_something_else(&own);
            }
            self.finding.content = Some(Content::Release);
        }
        let path = if self.path.is_empty() { "release".into() } else { self.path };
        self.finding.give(Found::Release(path, Value::Object(own)))
    }

    /// What a record compiled of releases that it only links to.
    fn compiled<E: Error>(self, compiled: Option<Value>) -> Result<(), E> {
        let Some(compiled @ Value::Object(_)) = compiled else {
            return self.finding.fault(self.path, "the record has no releases", "it was left out", &Value::Null);
        };
        let (reason, instead) = ("the record gives no releases", "its compiled release was read as one release");
        self.finding.fault(joined(&self.path, "releases"), reason, instead, &Value::Null)?;
        self.finding.give(Found::Release(joined(&self.path, "compiledRelease"), compiled))
    }

    /// A number or text where an object should be.
    fn none_of_ocds<E: Error>(self, value: Value) -> Result<(), E> {
        self.finding.give(Found::Release(self.path, value))
    }

    fn about_something_else<E: Error>(self, own: &Map<String, Value>) -> Result<(), E> {
        let words = named(own);
        self.finding.other = Some(match (self.within, words.strip_prefix("about ")) {
            (Within::Array, Some(something)) => format!("an array of {something}"),
            (Within::Array, None) => format!("an array of {words}"),
            (_, Some(_)) => format!("an object {words}"),
            (_, None) => words,
        });
        Err(E::custom("it is of another kind"))
    }
}

#[cfg(test)]
mod tests;
