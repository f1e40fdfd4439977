//! Awards of one notice that bear the same number although they are several: each for lots, suppliers or sums of its own. Merged
//! by their numbers they would become one, of the last sum and with all suppliers; so each gets a number of its own, which a
//! later release of the process gives it again.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    Fault,
    visit::{joined, list, text},
};

/// Lists whose elements are counted and summed.
const LISTS: [&str; 2] = ["awards", "contracts"];

/// Tells apart what bears the same number and is not the same, and notes it.
pub fn tell_apart(release: &mut Value, path: &str, faults: &mut Vec<Fault>) {
    for key in LISTS {
        let Some(items) = release.get_mut(key).and_then(Value::as_array_mut) else { continue };
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
            let instead = format!("each was kept as one of the {key} of its own");
            faults.push(Fault::new(joined(path, key), reason, instead, &Value::Null));
            let own: Vec<String> = at.iter().map(|one| format!("{id}/{}", of_whom(&items[*one]))).collect();
            for (place, (one, number)) in at.iter().zip(&own).enumerate() {
                let is_own = own.iter().filter(|other| *other == number).count() == 1;
                let number = if is_own { number.clone() } else { format!("{number}/{}", place + 1) };
                if let Some(item) = items[*one].as_object_mut() {
                    item.insert("id".into(), number.into());
                }
            }
        }
    }
}

/// The number as text: `7` and `"7"` are one.
fn id_of(item: &Value) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told_apart(mut release: Value) -> (Value, Vec<String>) {
        let mut faults = Vec::new();
        tell_apart(&mut release, "[0]", &mut faults);
        (release, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn awards_of_one_number_are_as_many_as_they_are() {
        let award = |supplier: &str, amount: u32| json!({"id": 7, "suppliers": [{"id": supplier}], "value": {"amount": amount}});
        let (release, faults) = told_apart(json!({"awards": [award("s1", 1), award("s2", 2), award("s1", 3)]}));
        let ids: Vec<_> = list(&release, "awards").iter().map(|award| text(award, "id").unwrap()).collect();
        assert_eq!(ids, ["7/s1/1", "7/s2", "7/s1/3"]);
        let fault =
            "[0].awards: 3 awards of the release have the number 7; each was kept as one of the awards of its own";
        assert_eq!(faults, [fault]);
    }

    #[test]
    fn the_same_award_twice_is_one_and_other_numbers_stay() {
        let release =
            json!({"awards": [{"id": "1", "title": "x"}, {"id": "1", "title": "x"}, {"id": "2"}, {"title": "none"}]});
        assert_eq!(told_apart(release.clone()), (release, vec![]));
        assert_eq!(told_apart(json!({"awards": "none"})).1, Vec::<String>::new());
    }
}
