//! Merging the releases of one process (OCDS 1.1, "Merging"): in order of their dates, what a later one says stands.
//!
//! Objects merge key by key; arrays whose elements all have an `id` merge by it; other arrays, and those that the schema marks
//! so, are replaced whole; `null` removes. `id`, `date` and `tag` are the compiled release's own.

use serde_json::{Map, Value};

use super::Release;

/// Arrays that the schema (1.1.5, `wholeListMerge`) replaces whole.
const WHOLE: &[&str] = &["additionalClassifications", "additionalIdentifiers"];

/// What a compiled release says of itself instead of taking it over.
const OWN: &[&str] = &["id", "date", "tag"];

/// Merges releases of one process; the order they are given in does not matter. Two of the same date are put in order by
/// their ids, then by their digests.
pub fn merge(releases: &mut [Release]) -> Value {
    releases.sort_by(|one, other| (one.date, &one.id, &one.digest).cmp(&(other.date, &other.id, &other.digest)));
    let mut compiled = Map::new();
    for release in &*releases {
        if let Value::Object(map) = &release.json {
            for (key, value) in map.iter().filter(|(key, _)| !OWN.contains(&key.as_str())) {
                merge_key(&mut compiled, key, value);
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

fn merge_key(into: &mut Map<String, Value>, key: &str, value: &Value) {
    match value {
        Value::Null => {
            into.shift_remove(key);
        }
        Value::Object(later) => {
            let kept = into.entry(key).or_insert_with(|| Value::Object(Map::new()));
            if !kept.is_object() {
                *kept = Value::Object(Map::new());
            }
            if let Value::Object(kept) = kept {
                for (key, value) in later {
                    merge_key(kept, key, value);
                }
            }
        }
        Value::Array(later) if !WHOLE.contains(&key) && by_id(later) => {
            let kept = into.entry(key).or_insert_with(|| Value::Array(Vec::new()));
            match kept {
                Value::Array(kept) if by_id(kept) => later.iter().for_each(|item| merge_item(kept, item)),
                _ => {
                    let mut fresh = Vec::new();
                    later.iter().for_each(|item| merge_item(&mut fresh, item));
                    *kept = Value::Array(fresh);
                }
            }
        }
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            into.insert(key.to_string(), value.clone());
        }
    }
}

/// True of an array of objects that all have an id.
fn by_id(items: &[Value]) -> bool {
    items.iter().all(|item| id_of(item).is_some())
}

/// An element's id as text: `1` and `"1"` are the same.
fn id_of(item: &Value) -> Option<String> {
    match item.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn merge_item(kept: &mut Vec<Value>, item: &Value) {
    let Value::Object(later) = item else { return };
    let id = id_of(item);
    let at = kept.iter().position(|kept| id_of(kept) == id).unwrap_or_else(|| {
        kept.push(Value::Object(Map::new()));
        kept.len() - 1
    });
    if let Some(Value::Object(earlier)) = kept.get_mut(at) {
        for (key, value) in later {
            merge_key(earlier, key, value);
        }
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
                "additionalClassifications": [{"id": "1"}], "notes": [{"id": "1"}]}),
            ),
            on(
                2,
                json!({"awards": [{"id": 1, "date": "b"}, {"id": "2"}], "tags": ["c"],
                "additionalClassifications": [{"id": "2"}], "notes": [{"text": "no id"}]}),
            ),
        ]);
        assert_eq!(merged["awards"], json!([{"id": 1, "date": "b", "title": "x"}, {"id": "2"}]));
        assert_eq!(merged["tags"], json!(["c"]));
        assert_eq!(merged["additionalClassifications"], json!([{"id": "2"}]));
        assert_eq!(merged["notes"], json!([{"text": "no id"}]));
    }

    #[test]
    fn a_key_may_change_its_kind() {
        let merged =
            merge(&mut [on(1, json!({"a": "text", "b": [{"id": "1"}]})), on(2, json!({"a": {"x": 1}, "b": "text"}))]);
        assert_eq!((&merged["a"], &merged["b"]), (&json!({"x": 1}), &json!("text")));
    }
}
