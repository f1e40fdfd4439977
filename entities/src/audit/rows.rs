//! Rows that hang from a record and change with it: the parties of an agreement, the shares of a funding line. An entry
//! keeps them beside the record. Of what was before, the trail keeps a digest only, so the payload names what came and
//! what went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Refusal;

/// What became of the rows of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    called: &'static str,
    before: Option<Vec<Value>>,
    fate: Fate,
}

/// The rows in a payload. What is kept, came or went is told by what the trail writes of a row: its key does not count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Fate {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Value>,
}

impl Rows {
    /// All rows of a kind, before and after.
    ///
    /// # Errors
    /// They have no JSON.
    pub fn of<R: Serialize>(called: &'static str, before: &[R], after: &[R]) -> Result<Self, Refusal> {
        let before = told(before)?;
        let mut fate = Fate { gone: before.clone(), ..Fate::default() };
        for row in told(after)? {
            match fate.gone.iter().position(|was| *was == row) {
                Some(place) => fate.kept.push(fate.gone.remove(place)),
                None => fate.came.push(row),
            }
        }
        Ok(Self { called, before: Some(before), fate })
    }

    /// New rows of a kind; if there were others, nothing happened to them.
    ///
    /// # Errors
    /// They have no JSON.
    pub fn new<R: Serialize>(called: &'static str, came: &[R]) -> Result<Self, Refusal> {
        Ok(Self { called, before: None, fate: Fate { came: told(came)?, ..Fate::default() } })
    }

    /// What a payload says of the rows of a kind, if anything.
    pub fn in_payload(payload: &str, called: &str) -> Option<Fate> {
        let mut payload: BTreeMap<String, Value> = serde_json::from_str(payload).ok()?;
        serde_json::from_value(payload.remove(called)?).ok()
    }
}

fn told<R: Serialize>(rows: &[R]) -> Result<Vec<Value>, Refusal> {
    rows.iter().map(|row| serde_json::to_value(row).map_err(Refusal::broken)).collect()
}

/// A record with what hangs from it, in one JSON object.
#[derive(Serialize)]
struct With<'a, T, R> {
    #[serde(flatten)]
    record: &'a T,
    #[serde(flatten)]
    rows: BTreeMap<&'static str, &'a R>,
}

/// The record and its rows as they were.
pub(crate) fn before<'a, T: Serialize>(record: &'a T, rows: &'a [Rows]) -> impl Serialize + use<'a, T> {
    With { record, rows: rows.iter().filter_map(|rows| Some((rows.called, rows.before.as_ref()?))).collect() }
}

/// The record and its rows as they are now, and which came and went.
pub(crate) fn after<'a, T: Serialize>(record: &'a T, rows: &'a [Rows]) -> impl Serialize + use<'a, T> {
    With { record, rows: rows.iter().map(|rows| (rows.called, &rows.fate)).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_came_and_went_stands_beside_the_record() {
        let record = BTreeMap::from([("name", "Council")]);
        let rows = [Rows::of("codes", &["a", "b", "b"], &["b", "c"]).unwrap(), Rows::new("names", &["N"]).unwrap()];
        let said = serde_json::to_value(before(&record, &rows)).unwrap();
        assert_eq!(said, json!({ "name": "Council", "codes": ["a", "b", "b"] }));
        let said = serde_json::to_value(after(&record, &rows)).unwrap();
        let codes = json!({ "kept": ["b"], "came": ["c"], "gone": ["a", "b"] });
        assert_eq!(said, json!({ "name": "Council", "codes": codes, "names": { "came": ["N"] } }));
        let read = Rows::in_payload(&said.to_string(), "names").unwrap();
        assert_eq!(read, Fate { came: vec!["N".into()], ..Fate::default() });
        assert_eq!(Rows::in_payload(&said.to_string(), "shares"), None);
        assert_eq!(Rows::in_payload("7", "names"), None, "not every payload is a record");
    }
}
