//! What a process is about: the CPV code of the tender, else that of its items. Core OCDS classifies the items; Contracts Finder
//! the tender; Find a Tender the items, in their additional classifications.

use serde_json::Value;

use super::{
    Fault,
    check::LEFT_OUT,
    visit::{each, get, joined, list, text},
};
use crate::values::CpvCode;

/// The code, and what it stands for if the notice says so. Of items that differ, the branch that they share.
pub fn cpv(compiled: &Value) -> Option<(CpvCode, Option<&str>)> {
    if let Some(tenders) = get(compiled, "tender.classification").and_then(coded) {
        return Some(tenders);
    }
    let items =
        list(compiled, "tender.items").iter().flat_map(|item| match item.get("classification").and_then(coded) {
            Some(main) => vec![main],
            None => list(item, "additionalClassifications").iter().filter_map(coded).collect(),
        });
    let items: Vec<_> = items.collect();
    let shared = CpvCode::shared(items.iter().map(|(code, _)| code))?;
    let words = items.into_iter().find(|(code, _)| *code == shared).and_then(|(_, words)| words);
    Some((shared, words))
}

fn coded(class: &Value) -> Option<(CpvCode, Option<&str>)> {
    let code = text(class, "id").filter(|_| is_cpv(class))?.parse().ok()?;
    Some((code, text(class, "description")))
}

fn is_cpv(class: &Value) -> bool {
    text(class, "scheme").is_some_and(|scheme| scheme.eq_ignore_ascii_case("CPV"))
}

/// Takes out what says that it is a CPV code and is none.
pub fn check(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    for place in ["tender.classification", "tender.items[].classification"] {
        each(release, place, path, &mut |map, key, path| {
            if is_none(&map[key], path, faults) {
                map.shift_remove(key);
            }
        });
    }
    each(release, "tender.items[].additionalClassifications", path, &mut |map, key, path| {
        let Some(Value::Array(classes)) = map.get_mut(key) else { return };
        let mut at = 0..;
        classes.retain(|class| !is_none(class, &format!("{path}[{}]", at.next().unwrap_or(0)), faults));
    });
}

fn is_none(class: &Value, path: &str, faults: &mut Vec<Fault>) -> bool {
    let is_none = is_cpv(class) && coded(class).is_none();
    if is_none {
        let code = class.get("id").cloned().unwrap_or_default();
        faults.push(Fault::new(joined(path, "id"), "not a CPV code of 8 figures", LEFT_OUT, &code));
    }
    is_none
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn class(id: &str) -> Value {
        json!({"scheme": "CPV", "id": id, "description": format!("words of {id}")})
    }

    fn of(tender: Value) -> Option<(String, Option<String>)> {
        cpv(&json!({"tender": tender})).map(|(code, words)| (code.to_string(), words.map(str::to_owned)))
    }

    #[test]
    fn the_items_say_what_the_tender_does_not() {
        let said = |id: &str| Some((id.to_owned(), Some(format!("words of {id}"))));
        let item = |id: &str| json!({"classification": class(id)});
        let (one, other) = (item("85311300"), item("85312110"));
        assert_eq!(of(json!({"classification": class("80000000"), "items": [one]})), said("80000000"));
        assert_eq!(
            of(json!({"classification": {"scheme": "UNSPSC", "id": "1"}, "items": [one, {}]})),
            said("85311300")
        );
        assert_eq!(of(json!({"items": [one, one]})), said("85311300"));
        assert_eq!(of(json!({"items": [one, other]})), Some(("85310000".into(), None)));
        // As Find a Tender has it.
        let further = json!({"additionalClassifications": [class("85311300"), class("85312110"), class("85310000")]});
        assert_eq!(of(json!({"items": [further]})), said("85310000"));
        let both = json!({"classification": class("85311300"), "additionalClassifications": [class("80000000")]});
        assert_eq!(of(json!({"items": [both]})), said("85311300"));
        assert_eq!(of(json!({"items": [{"classification": {"scheme": "UNSPSC", "id": "85311300"}}]})), None);
    }

    #[test]
    fn what_is_no_code_is_taken_out_wherever_it_stands() {
        let mut release = json!({"tender": {"classification": class("8531"), "items": [
            {"classification": class("x")}, {"additionalClassifications": [class("85311300-5"), class(""), {}]}]}});
        let mut faults = Vec::new();
        check(&mut release, "[0]", &mut faults);
        let paths: Vec<_> = faults.into_iter().map(|fault| fault.path).collect();
        let places = ["classification.id", "items[0].classification.id", "items[1].additionalClassifications[1].id"];
        assert_eq!(paths, places.map(|place| format!("[0].tender.{place}")));
        let kept = json!({"tender": {"items": [{}, {"additionalClassifications": [class("85311300-5"), {}]}]}});
        assert_eq!(release, kept);
    }
}
