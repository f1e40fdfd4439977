//! Merging the releases of one process (OCDS 1.1, "Merging"): in order of their dates, what a later one says stands.
//!
//! Objects merge key by key; arrays of objects merge by their elements' `id`, and an element without one stands for itself;
//! other arrays, and those that the schema marks so, are replaced whole; `null` removes. `id`, `date` and `tag` are the
//! compiled release's own. What is empty says nothing.
//!
//! PyPI `ocdsmerge` does the same, and a test holds the two together (`e2e/peers`). They differ in five things on purpose.
//! Releases of the same date are put in order by id and digest, so that the order in which they arrive does not matter;
//! dates are compared as instants, whatever zone they are written in; the ids `1` and `"1"` are one; `null` removes an object or an array as well as a
//! text, as the standard says; and a number that comes to stand for plainly another award, contract or party stands for both
//! ([`apart`](super::apart)).

use serde_json::{Map, Value};

use super::{Release, apart::Known};

/// Arrays that are replaced whole although objects may stand in them: `wholeListMerge` in the release schema 1.1.5, or objects
/// without an `id` there. Each by its path without positions. Arrays of anything but objects are replaced in any case.
const WHOLE: &[&str] = &[
    "awards.amendment.changes",
    "awards.amendments.changes",
    "awards.items.additionalClassifications",
    "awards.suppliers.additionalIdentifiers",
    "buyer.additionalIdentifiers",
    "contracts.amendment.changes",
    "contracts.amendments.changes",
    "contracts.implementation.transactions.payee.additionalIdentifiers",
    "contracts.implementation.transactions.payer.additionalIdentifiers",
    "contracts.items.additionalClassifications",
    "contracts.relatedProcesses.relationship",
    "parties.additionalIdentifiers",
    "parties.roles",
    "relatedProcesses.relationship",
    "tender.additionalProcurementCategories",
    "tender.amendment.changes",
    "tender.amendments.changes",
    "tender.items.additionalClassifications",
    "tender.procuringEntity.additionalIdentifiers",
    "tender.submissionMethod",
    "tender.tenderers.additionalIdentifiers",
];

/// What a compiled release says of itself instead of taking it over: `omitWhenMerged` in the schema.
const OWN: &[&str] = &["id", "date", "tag"];

/// Puts releases in the order in which they are merged, whatever order they came in.
pub fn in_order(releases: &mut [Release]) {
    releases.sort_by(|one, other| (one.date, &one.id, &one.digest).cmp(&(other.date, &other.id, &other.digest)));
}

/// Merges releases of one process; the order they are given in does not matter.
pub fn merge(releases: &mut [Release]) -> Value {
    in_order(releases);
    let (mut compiled, mut known) = (Map::new(), Known::default());
    for release in &*releases {
        if let Value::Object(map) = &*known.told_apart(&release.json) {
            for (key, value) in map.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
                merge_key(&mut compiled, key, value, &mut key.clone());
            }
        }
    }
    if let Some(last) = releases.last() {
        let date = last.date.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        compiled.insert("id".into(), format!("{}-{date}", last.ocid).into());
        compiled.insert("date".into(), date.into());
        compiled.insert("tag".into(), Value::Array(vec!["compiled".into()]));
    }
    Value::Object(compiled)
}

/// Takes a value over into a key; `path` names it in the schema, and is as it was afterwards. False if the value says nothing:
/// then the key is as it was.
fn merge_key(into: &mut Map<String, Value>, key: &str, value: &Value, path: &mut String) -> bool {
    match value {
        Value::Null => {
            into.shift_remove(key);
            true
        }
        Value::Object(later) => {
            if let Some(Value::Object(kept)) = into.get_mut(key) {
                return merge_keys(kept, later, path);
            }
            let mut fresh = Map::new();
            merge_keys(&mut fresh, later, path) && put(into, key, Value::Object(fresh))
        }
        Value::Array(later) if !WHOLE.contains(&path.as_str()) && of_objects(later) => {
            match into.get_mut(key) {
                Some(Value::Array(kept)) if of_objects(kept) => return merge_items(kept, later, path),
                _ => {}
            }
            let mut fresh = Vec::new();
            merge_items(&mut fresh, later, path) && put(into, key, Value::Array(fresh))
        }
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) => put(into, key, value.clone()),
    }
}

fn put(into: &mut Map<String, Value>, key: &str, value: Value) -> bool {
    into.insert(key.to_owned(), value);
    true
}

fn of_objects(items: &[Value]) -> bool {
    items.iter().all(Value::is_object)
}

fn merge_keys(kept: &mut Map<String, Value>, later: &Map<String, Value>, path: &mut String) -> bool {
    let (length, mut said) = (path.len(), false);
    for (key, value) in later {
        path.push('.');
        path.push_str(key);
        said |= merge_key(kept, key, value, path);
        path.truncate(length);
    }
    said
}

fn merge_items(kept: &mut Vec<Value>, later: &[Value], path: &mut String) -> bool {
    let mut said = false;
    for item in later.iter().filter_map(Value::as_object) {
        let id = id_of(item);
        let known = kept.iter_mut().filter_map(Value::as_object_mut).find(|kept| id.is_some() && id_of(kept) == id);
        said |= match known {
            Some(earlier) => {
                // The id stays as it was written first.
                let id = earlier.get("id").cloned();
                let said = merge_keys(earlier, item, path);
                earlier.extend(id.map(|id| ("id".to_owned(), id)));
                said
            }
            None => {
                let mut fresh = Map::new();
                let said = merge_keys(&mut fresh, item, path);
                if said {
                    kept.push(Value::Object(fresh));
                }
                said
            }
        };
    }
    said
}

/// An element's id as text: `1` and `"1"` are the same.
fn id_of(item: &Map<String, Value>) -> Option<String> {
    match item.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;

    fn on(day: u32, json: Value) -> Release {
        Release {
            ocid: "ocds-x-1".into(),
            id: format!("r{day}"),
            date: DateTime::parse_from_rfc3339(&format!("2025-01-{day:02}T00:00:00Z")).unwrap().to_utc(),
            digest: String::new(),
            json,
        }
    }

    #[test]
    fn what_a_later_release_says_stands() {
        let merged = merge(&mut [
            on(2, json!({"tag": ["tender"], "tender": {"title": "New", "status": null}})),
            on(1, json!({"tag": ["planning"], "tender": {"title": "Old", "status": "planned", "description": "Kept"}})),
        ]);
        assert_eq!(
            merged,
            json!({
                "tender": {"title": "New", "description": "Kept"},
                "id": "ocds-x-1-2025-01-02T00:00:00Z", "date": "2025-01-02T00:00:00Z", "tag": ["compiled"],
            })
        );
    }

    #[test]
    fn arrays_with_ids_merge_by_id_and_others_are_replaced() {
        let merged = merge(&mut [
            on(
                1,
                json!({"awards": [{"id": "1", "date": "a", "title": "x"}], "tags": ["a", "b"],
                "buyer": {"additionalIdentifiers": [{"id": "1"}]}, "notes": [{"id": "1"}]}),
            ),
            on(
                2,
                json!({"awards": [{"id": 1, "date": "b"}, {"id": "2"}], "tags": ["c"],
                "buyer": {"additionalIdentifiers": [{"id": "2"}]}, "notes": [{"text": "no id"}]}),
            ),
        ]);
        assert_eq!(merged["awards"], json!([{"id": "1", "date": "b", "title": "x"}, {"id": "2"}]));
        assert_eq!(merged["tags"], json!(["c"]));
        assert_eq!(merged["buyer"]["additionalIdentifiers"], json!([{"id": "2"}]));
        assert_eq!(merged["notes"], json!([{"id": "1"}, {"text": "no id"}]));
    }

    #[test]
    fn awards_of_one_number_that_are_plainly_several_stay_several() {
        let award = |day, supplier: &str, amount: u32| {
            let supplier = json!({"id": supplier, "name": format!("{supplier} Homes Limited")});
            let value = json!({"amount": amount, "currency": "GBP"});
            on(day, json!({"awards": [{"id": "7", "suppliers": [supplier], "value": value}]}))
        };
        let mut releases = [award(3, "Cedar", 300_000), award(1, "Alder", 100_000), award(2, "Birch", 200_000)];
        let merged = merge(&mut releases);
        let told = |award: &Value| {
            (
                award["suppliers"][0]["id"].clone(),
                award["value"]["amount"].clone(),
                award["suppliers"].as_array().unwrap().len(),
            )
        };
        let awards: Vec<_> = merged["awards"].as_array().unwrap().iter().map(told).collect();
        assert_eq!(
            awards,
            [
                (json!("Alder"), json!(100_000), 1),
                (json!("Birch"), json!(200_000), 1),
                (json!("Cedar"), json!(300_000), 1)
            ]
        );
    }

    #[test]
    fn what_is_empty_says_nothing_and_null_removes_whatever_it_is() {
        let full =
            json!({"tender": {"title": "x", "items": [{"id": "1"}]}, "awards": [{"id": "1"}], "buyer": {"id": "b"}});
        let empty = json!({"tender": {}, "awards": [], "buyer": {"address": {}}});
        let merged = merge(&mut [on(1, full.clone()), on(2, empty)]);
        for key in ["tender", "awards", "buyer"] {
            assert_eq!(merged[key], full[key], "{key}");
        }
        let merged = merge(&mut [on(1, full), on(2, json!({"tender": null, "awards": null}))]);
        assert_eq!((merged.get("tender"), merged.get("awards")), (None, None));
    }

    #[test]
    fn a_key_may_change_its_kind() {
        let merged =
            merge(&mut [on(1, json!({"a": "text", "b": [{"id": "1"}]})), on(2, json!({"a": {"x": 1}, "b": "text"}))]);
        assert_eq!((&merged["a"], &merged["b"]), (&json!({"x": 1}), &json!("text")));
    }
}
