//! Things of one release that bear the same number although they are several: awards, each for lots, suppliers or sums of its
//! own; lots, parties, documents. Merged by their numbers they would become one, of the last sum and with all suppliers; so
//! each gets a number of its own, which a later release of the process gives it again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    Fault,
    visit::{each, list, text},
};
use crate::values::text::folded;

/// Lists of what is counted, shown or looked up one by one.
const LISTS: [&str; 13] = [
    "awards",
    "awards[].documents",
    "awards[].suppliers",
    "contracts",
    "contracts[].documents",
    "parties",
    "planning.documents",
    "planning.milestones",
    "tender.documents",
    "tender.items",
    "tender.lots",
    "tender.milestones",
    "tender.tenderers",
];

/// Those of them that name bodies: the same one may be named once for each of its roles.
const BODIES: [&str; 3] = ["parties", "suppliers", "tenderers"];

/// The longest words that a number gets behind it, in characters.
const LONGEST: usize = 60;

/// Tells apart what bears the same number and is not the same, and notes it.
pub fn tell_apart(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    for place in LISTS {
        each(release, place, path, &mut |map, key, path| {
            if let Some(items) = map.get_mut(key).and_then(Value::as_array_mut) {
                tell_apart_in(items, key, path, faults);
            }
        });
    }
}

fn tell_apart_in(items: &mut [Value], key: &str, path: &str, faults: &mut Vec<Fault>) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        if let Some(id) = id_of(item) {
            same.entry(id).or_default().push(at);
        }
    }
    for (id, at) in same {
        let differ = at.iter().any(|one| items[*one] != items[at[0]]);
        if at.len() < 2 || !differ {
            continue;
        }
        let reason = format!("{} {key} of the release have the number {id}", at.len());
        if BODIES.contains(&key) && is_one_body(at.iter().map(|one| &items[*one])) {
            let instead = "they were taken for one, with all its roles";
            faults.push(Fault::new(path, reason, instead, &Value::Null));
            with_all_roles(items, &at);
            continue;
        }
        let instead = format!("each was kept as one of the {key} of its own");
        faults.push(Fault::new(path, reason, instead, &Value::Null));
        let own: Vec<String> = at.iter().map(|one| numbered(&id, &items[*one])).collect();
        for (place, (one, number)) in at.iter().zip(&own).enumerate() {
            let is_own = number.len() > id.len() + 1 && own.iter().filter(|other| *other == number).count() == 1;
            let number =
                if is_own { number.clone() } else { format!("{}/{}", number.trim_end_matches('/'), place + 1) };
            if let Some(item) = items[*one].as_object_mut() {
                item.insert("id".into(), number.into());
            }
        }
    }
}

/// A number with what tells its bearer from others behind it; with nothing, if nothing does.
pub(super) fn numbered(id: &str, item: &Value) -> String {
    let whom = of_whom(item);
    let words = || ["name", "title", "url", "dueDate", "description"].iter().find_map(|key| text(item, key));
    let told = if whom.is_empty() { words().unwrap_or_default() } else { &whom };
    format!("{id}/{}", told.chars().take(LONGEST).collect::<String>())
}

/// True of a number that [`numbered`] made of another.
pub(super) fn is_of(number: &str, id: &str) -> bool {
    number.strip_prefix(id).is_some_and(|rest| rest.starts_with('/'))
}

/// The number as text: `7` and `"7"` are one.
pub(super) fn id_of(item: &Value) -> Option<String> {
    match item.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// For which lots it is and to whom, in the order in which it is written.
fn of_whom(item: &Value) -> String {
    let lots = list(item, "relatedLots").iter().map(|lot| lot.as_str().map_or_else(|| lot.to_string(), str::to_owned));
    let whom = list(item, "suppliers").iter().filter_map(|one| text(one, "id").or(text(one, "name")));
    lots.chain(whom.map(str::to_owned)).collect::<Vec<_>>().join("+")
}

/// True unless names or identifiers of public registers say that these are several bodies.
fn is_one_body<'a>(items: impl Iterator<Item = &'a Value>) -> bool {
    let (mut names, mut identifiers) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        names.extend(text(item, "name").map(folded));
        identifiers.extend(identifier(item));
    }
    names.len() < 2 && identifiers.len() < 2
}

/// The identifier that a party has in a public register.
pub(super) fn identifier(party: &Value) -> Option<String> {
    let (scheme, id) = (text(party, "identifier.scheme")?, text(party, "identifier.id")?);
    Some(format!("{scheme}-{id}").to_uppercase())
}

/// Gives each of these items the roles of all of them: a list of roles is merged as a whole, and the last would stand.
fn with_all_roles(items: &mut [Value], at: &[usize]) {
    let mut roles: Vec<Value> = Vec::new();
    for role in at.iter().flat_map(|one| list(&items[*one], "roles")) {
        if !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    for one in at {
        if let Some(item) = items[*one].as_object_mut().filter(|_| !roles.is_empty()) {
            item.insert("roles".into(), roles.clone().into());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told_apart(mut release: Value) -> (Value, Vec<String>) {
        let mut faults = Vec::new();
        tell_apart(&mut release, "[0]", &mut faults);
        (release, faults.iter().map(ToString::to_string).collect())
    }

    fn ids<'a>(release: &'a Value, place: &str) -> Vec<&'a str> {
        list(release, place).iter().map(|item| text(item, "id").unwrap()).collect()
    }

    #[test]
    fn awards_of_one_number_are_as_many_as_they_are() {
        let award = |supplier: &str, amount: u32| json!({"id": 7, "suppliers": [{"id": supplier}], "value": {"amount": amount}});
        let (release, faults) = told_apart(json!({"awards": [award("s1", 1), award("s2", 2), award("s1", 3)]}));
        assert_eq!(ids(&release, "awards"), ["7/s1/1", "7/s2", "7/s1/3"]);
        let fault =
            "[0].awards: 3 awards of the release have the number 7; each was kept as one of the awards of its own";
        assert_eq!(faults, [fault]);
    }

    #[test]
    fn lots_and_other_things_of_one_number_are_as_many_as_they_are() {
        let (release, faults) = told_apart(json!({
            "tender": {
                "lots": [{"id": "1", "title": "North", "value": {"amount": 1}}, {"id": 1, "title": "South"}, {"id": "2"}],
                "items": [{"id": "1", "quantity": 1}, {"id": "1", "quantity": 2}],
                "milestones": [{"id": "m", "dueDate": "2025-01-01"}, {"id": "m", "dueDate": "2025-02-01"}],
            },
            "awards": [{"id": "a", "documents": [{"id": "d", "url": "https://x/1"}, {"id": "d", "url": "https://x/2"}]}],
        }));
        assert_eq!(ids(&release, "tender.lots"), ["1/North", "1/South", "2"]);
        assert_eq!(ids(&release, "tender.items"), ["1/1", "1/2"]);
        assert_eq!(ids(&release, "tender.milestones"), ["m/2025-01-01", "m/2025-02-01"]);
        assert_eq!(ids(&release["awards"][0], "documents"), ["d/https://x/1", "d/https://x/2"]);
        let lots =
            "[0].tender.lots: 2 lots of the release have the number 1; each was kept as one of the lots of its own";
        assert!(faults.len() == 4 && faults.iter().any(|fault| fault == lots), "{faults:?}");
    }

    #[test]
    fn two_bodies_of_one_number_stay_two_and_one_that_is_named_for_each_role_is_one() {
        let coh = |id: &str| json!({"scheme": "GB-COH", "id": id});
        let (release, faults) = told_apart(json!({"parties": [
            {"id": "p", "name": "Alder", "identifier": coh("01234567")}, {"id": "p", "name": "Birch"},
            {"id": "q", "name": "Cedar Ltd", "roles": ["buyer"]}, {"id": "q", "name": "CEDAR LTD", "roles": ["supplier"]},
        ], "awards": [{"suppliers": [{"id": "0", "name": "Alder"}, {"id": "0", "name": "Birch"}]}]}));
        assert_eq!(ids(&release, "parties"), ["p/Alder", "p/Birch", "q", "q"]);
        assert_eq!(ids(&release["awards"][0], "suppliers"), ["0/Alder", "0/Birch"]);
        for party in &list(&release, "parties")[2..] {
            assert_eq!(party["roles"], json!(["buyer", "supplier"]));
        }
        let told =
            "[0].parties: 2 parties of the release have the number q; they were taken for one, with all its roles";
        assert!(faults.len() == 3 && faults.iter().any(|fault| fault == told), "{faults:?}");
        let two = json!({"parties": [{"id": 1, "name": "X", "identifier": coh("1")}, {"id": 1, "name": "X", "identifier": coh("2")}]});
        assert_eq!(ids(&told_apart(two).0, "parties"), ["1/X/1", "1/X/2"]);
    }

    #[test]
    fn the_same_award_twice_is_one_and_other_numbers_stay() {
        let release =
            json!({"awards": [{"id": "1", "title": "x"}, {"id": "1", "title": "x"}, {"id": "2"}, {"title": "none"}]});
        assert_eq!(told_apart(release.clone()), (release, vec![]));
        assert_eq!(told_apart(json!({"awards": "none"})).1, Vec::<String>::new());
    }
}
