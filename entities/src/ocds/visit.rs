//! Finding every place of a release that a pattern names: `awards[].value`.

use serde_json::{Map, Value};

/// Sees a place: the object that holds it, its key, and its path.
pub type See<'a> = &'a mut dyn FnMut(&mut Map<String, Value>, &str, &str);

/// Calls `see` for every place of `value` that `pattern` names.
pub fn each(value: &mut Value, pattern: &str, path: &str, see: See) {
    let Value::Object(map) = value else { return };
    let (head, rest) = pattern.split_once('.').map_or((pattern, None), |(head, rest)| (head, Some(rest)));
    let Some(rest) = rest else {
        if map.contains_key(head) {
            see(map, head, &joined(path, head));
        }
        return;
    };
    match head.strip_suffix("[]") {
        Some(key) => {
            let Some(Value::Array(items)) = map.get_mut(key) else { return };
            let list = joined(path, key);
            for (at, item) in items.iter_mut().enumerate() {
                each(item, rest, &format!("{list}[{at}]"), see);
            }
        }
        None => {
            if let Some(inner) = map.get_mut(head) {
                each(inner, rest, &joined(path, head), see);
            }
        }
    }
}

/// A path one step deeper.
pub fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_string() } else { format!("{path}.{key}") }
}

/// What stands at a path of keys.
pub fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| value.get(key)).filter(|value| !value.is_null())
}

/// The text at a path of keys, if it is not blank.
pub fn text<'a>(value: &'a Value, path: &str) -> Option<&'a str> {
    get(value, path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The elements of the array at a path of keys.
pub fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    get(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_every_place_with_its_path() {
        let mut value = serde_json::json!({"awards": [{"value": {"amount": 1}}, {}, {"value": {"amount": 2}}]});
        let mut seen = Vec::new();
        each(&mut value, "awards[].value.amount", "releases[3]", &mut |map, key, path| {
            seen.push((path.to_string(), map[key].to_string()));
        });
        let places = ["releases[3].awards[0].value.amount", "releases[3].awards[2].value.amount"];
        assert_eq!(seen, [(places[0].into(), "1".into()), (places[1].into(), "2".to_string())]);
    }
}
