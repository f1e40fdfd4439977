//! One release of a file, cleaned and checked.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::{Map, Value};

use super::{
    Fault,
    check::{check, moment},
    clean,
    process::title_of,
    visit::{joined, text},
};
use crate::{Refusal, audit::sha256};

/// A release that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub ocid: String,
    pub id: String,
    pub date: DateTime<Utc>,
    /// Of the release as it was read, keys sorted, before anything was taken out: by it a release is known again.
    pub digest: String,
    pub json: Value,
}

/// The longest OCID or release id that is taken, in characters.
const LONGEST_ID: usize = 200;

impl Release {
    /// Reads the release at a path. `None` if it cannot be used at all; the faults say why.
    pub fn read(path: &str, mut json: Value, faults: &mut Vec<Fault>) -> Option<Self> {
        let digest = sha256(sorted(&json).to_string());
        if !json.is_object() {
            faults.push(Fault::new(path, "not a release", "it was left out", &json));
            return None;
        }
        let cleaned = clean::clean(&mut json);
        let skip = |key: &str, reason: &str, raw: &Value| {
            Some(Fault::new(joined(path, key), reason, "the whole release was left out", raw))
        };
        let ocid = text(&json, "ocid").filter(|ocid| ocid.chars().count() <= LONGEST_ID).map(str::to_owned);
        let Some(ocid) = ocid else {
            let raw = json.get("ocid").unwrap_or(&Value::Null);
            faults.extend(skip("ocid", "there is no OCID to know the process by", raw));
            return None;
        };
        let given = json.get("date").unwrap_or(&Value::Null);
        let date = match moment(given) {
            Ok(moment) => moment.at.trunc_subsecs(6),
            Err(_) if given.is_null() => {
                faults.extend(skip("date", "there is no date to put it in order by", given));
                return None;
            }
            Err(reason) => {
                faults.extend(skip("date", reason, given));
                return None;
            }
        };
        let id = match text(&json, "id").filter(|id| id.chars().count() <= LONGEST_ID) {
            Some(id) => id.to_owned(),
            None => {
                let raw = json.get("id").unwrap_or(&Value::Null);
                faults.push(Fault::new(joined(path, "id"), "the release has no id", "it is known by its digest", raw));
                digest.clone()
            }
        };
        for (texts, reason, instead) in [
            (cleaned.entities, "HTML entities stand in a text", "they were decoded"),
            (cleaned.misread, "UTF-8 was read as Windows-1252 in a text", "it was mended where that is sure"),
            (cleaned.breaks, "line breaks are damaged to \"rn\" in a text", "they were mended where that is sure"),
        ] {
            if texts > 0 {
                faults.push(Fault::new(path, reason, instead, &Value::Null));
            }
        }
        check(&mut json, path, faults);
        let absent = [
            (
                title_of(&json).is_none(),
                "tender.title",
                "the process has no title",
                "its OCID or an earlier release's title stands for it",
            ),
            (
                text(&json, "buyer.name").is_none(),
                "buyer.name",
                "no buyer is named",
                "\"Not stated\" or an earlier release's buyer stands for it",
            ),
        ];
        for (_, key, reason, instead) in absent.into_iter().filter(|(is_absent, ..)| *is_absent) {
            faults.push(Fault::new(joined(path, key), reason, instead, &Value::Null));
        }
        Some(Self { ocid, id, date, digest, json })
    }
}

impl Release {
    /// A release as it is kept: it was cleaned and checked when it was read.
    pub(crate) fn kept(
        ocid: &str,
        id: String,
        date: DateTime<Utc>,
        digest: String,
        json: &str,
    ) -> Result<Self, Refusal> {
        let json: Value = serde_json::from_str(json).map_err(Refusal::broken)?;
        Ok(Self { ocid: ocid.to_owned(), id, date, digest, json })
    }
}

/// The same with every object's keys in order, so that the order in which a publisher writes them does not matter.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            Value::Object(keys.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(json: Value) -> (Option<Release>, Vec<String>) {
        let mut faults = Vec::new();
        let release = Release::read("[0]", json, &mut faults);
        (release, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_release_without_ocid_or_date_is_left_out_and_the_fault_says_where() {
        for (json, fault) in [
            (json!({"date": "2025-01-01T00:00:00Z"}), "[0].ocid: there is no OCID to know the process by"),
            (json!({"ocid": "x"}), "[0].date: there is no date to put it in order by"),
            (json!({"ocid": "x", "date": "2025-13-01T00:00:00Z"}), "[0].date: there is no such date"),
            (json!("text"), "[0]: not a release"),
        ] {
            let (release, faults) = read(json);
            assert_eq!(release, None);
            assert!(faults[0].starts_with(fault), "{faults:?}");
        }
    }

    #[test]
    fn a_release_is_known_again_whatever_the_order_of_its_keys() {
        let release = |text: &str| read(serde_json::from_str(text).unwrap()).0.unwrap().digest;
        assert_eq!(
            release(r#"{"ocid":"x","date":"2025-01-01T00:00:00Z","tender":{"a":1,"b":2}}"#),
            release(r#"{"tender":{"b":2,"a":1},"date":"2025-01-01T00:00:00Z","ocid":"x"}"#)
        );
    }
}
