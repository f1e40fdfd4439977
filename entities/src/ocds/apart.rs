//! One number that two releases of a process give to different things: an award of lot 1 to Alder, and later one of lot 2 to
//! Birch. Merged by their numbers they would become one, of the last sum and with both suppliers; so the later one gets a
//! number of its own. A thing that changed is still the same thing: only what is plainly another is told apart.

use std::{borrow::Cow, collections::BTreeSet};

use serde_json::Value;

use super::{
    twins::{id_of, identifier, is_of, numbered},
    visit::{get, list, text},
};
use crate::values::text::folded;

/// Lists in which a number may come to stand for another thing.
const LISTS: [&str; 3] = ["awards", "contracts", "parties"];

/// What the releases before have said, in each list.
#[derive(Default)]
pub struct Known([Vec<Thing>; LISTS.len()]);

/// A thing under the number by which it is merged, and what it was last said to be.
struct Thing {
    id: String,
    said: Said,
}

/// By what a thing is told from another; what is not said tells nothing.
#[derive(Clone, Default)]
struct Said {
    names: BTreeSet<String>,
    ids: BTreeSet<String>,
    lots: BTreeSet<String>,
    of_award: Option<String>,
    value: Option<Value>,
    date: Option<String>,
    identifier: Option<String>,
}

impl Known {
    /// The next release with a number of its own for whatever is plainly another thing than the one that had its number.
    pub fn told_apart<'a>(&mut self, release: &'a Value) -> Cow<'a, Value> {
        let mut release = Cow::Borrowed(release);
        for (key, known) in LISTS.into_iter().zip(&mut self.0) {
            let numbers: Vec<Option<String>> =
                list(&release, key).iter().map(|item| number(known, key, item)).collect();
            for (at, number) in numbers.into_iter().enumerate().filter_map(|(at, number)| Some((at, number?))) {
                if let Some(item) = release.to_mut()[key][at].as_object_mut() {
                    item.insert("id".into(), number.into());
                }
            }
        }
        release
    }
}

/// The number by which an item is merged; `None` if that is its own.
fn number(known: &mut Vec<Thing>, key: &str, item: &Value) -> Option<String> {
    let (id, said) = (id_of(item)?, Said::by(key, item));
    let same = known.iter_mut().find(|thing| thing.id == id && !said.is_another(&thing.said));
    if let Some(thing) = same {
        thing.said.take(said);
        return None;
    }
    // One that was told apart before, in the same release or a later one, and is recognised.
    if let Some(thing) = known.iter_mut().find(|thing| is_of(&thing.id, &id) && said.is_like(&thing.said)) {
        thing.said.take(said);
        return Some(thing.id.clone());
    }
    let is_taken = |id: &str| known.iter().any(|thing| thing.id == id);
    let own = match is_taken(&id) {
        false => id.clone(),
        true => {
            let number = numbered(&id, item);
            let mut others = (2..).map(|at| format!("{}/{at}", number.trim_end_matches('/')));
            if number.ends_with('/') || is_taken(&number) {
                others.find(|number| !is_taken(number)).unwrap_or(number)
            } else {
                number
            }
        }
    };
    known.push(Thing { id: own.clone(), said });
    (own != id).then_some(own)
}

impl Said {
    fn by(key: &str, item: &Value) -> Self {
        let party = [item];
        let suppliers = list(item, "suppliers");
        let whom: Vec<&Value> = if key == "parties" { party.to_vec() } else { suppliers.iter().collect() };
        let as_text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Self {
            names: whom.iter().filter_map(|one| text(one, "name")).map(folded).collect(),
            // Every party of one number has the same.
            ids: if key == "parties" { BTreeSet::new() } else { whom.iter().filter_map(|one| id_of(one)).collect() },
            lots: list(item, "relatedLots").iter().map(as_text).collect(),
            of_award: get(item, "awardID").map(as_text),
            value: get(item, "value").filter(|value| value.get("amount").is_some()).cloned(),
            date: text(item, "date").or(text(item, "dateSigned")).map(str::to_owned),
            identifier: identifier(item),
        }
    }

    /// Whether both can be read together as one thing that changed.
    fn is_another(&self, before: &Self) -> bool {
        if let (Some(one), Some(other)) = (&self.identifier, &before.identifier) {
            return one != other && apart(&self.names, &before.names);
        }
        let to_others = apart(&self.names, &before.names) && !share(&self.ids, &before.ids)
            || self.names.is_empty() && apart(&self.ids, &before.ids);
        let (of_others, for_others) = (differ(&self.of_award, &before.of_award), apart(&self.lots, &before.lots));
        let (worth, on) = (differ(&self.value, &before.value), differ(&self.date, &before.date));
        let differences = [to_others, of_others, for_others, worth, on].into_iter().filter(|differs| *differs).count();
        (to_others || of_others || for_others) && differences > 1
    }

    /// Whether it is for the same lots or bodies.
    fn is_like(&self, before: &Self) -> bool {
        let shares = share(&self.names, &before.names)
            || share(&self.ids, &before.ids)
            || share(&self.lots, &before.lots)
            || self.identifier.is_some() && self.identifier == before.identifier;
        shares && !self.is_another(before)
    }

    /// What is said now stands; what is not said any more was said before.
    fn take(&mut self, now: Self) {
        self.names.extend(now.names);
        self.ids.extend(now.ids);
        if !now.lots.is_empty() {
            self.lots = now.lots;
        }
        self.of_award = now.of_award.or(self.of_award.take());
        self.value = now.value.or(self.value.take());
        self.date = now.date.or(self.date.take());
        self.identifier = now.identifier.or(self.identifier.take());
    }
}

fn share(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_disjoint(other)
}

/// Both are said, and nothing of one is in the other.
fn apart(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_empty() && !other.is_empty() && !share(one, other)
}

/// Both are said, and are not the same.
fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The numbers that a list has in each of the releases.
    fn numbers(key: &str, releases: &[Value]) -> Vec<Vec<String>> {
        let mut known = Known::default();
        let of =
            |release: &Value| list(&known.told_apart(&json!({ key: release })), key).iter().filter_map(id_of).collect();
        releases.iter().map(of).collect()
    }

    fn award(supplier: &str, lot: &str, amount: u32) -> Value {
        json!({"id": "7", "suppliers": [{"id": supplier, "name": format!("{supplier} Ltd")}], "relatedLots": [lot],
            "value": {"amount": amount, "currency": "GBP"}, "date": "2025-02-20T00:00:00Z"})
    }

    #[test]
    fn awards_of_one_number_in_several_releases_are_as_many_as_they_are() {
        let [one, two, three] = [award("s1", "1", 100), award("s2", "2", 200), award("s3", "3", 300)];
        let told = numbers("awards", &[json!([one]), json!([two]), json!([three, two]), json!([one])]);
        assert_eq!(told, [vec!["7"], vec!["7/2+s2"], vec!["7/3+s3", "7/2+s2"], vec!["7"]]);
        // Lots are not always said, and one supplier may win two.
        let mut plain = [one.clone(), two.clone()];
        plain.iter_mut().for_each(|award| drop(award.as_object_mut().unwrap().remove("relatedLots")));
        assert_eq!(numbers("awards", &plain.map(|award| json!([award]))), [["7"], ["7/s2"]]);
        assert_eq!(numbers("awards", &[json!([one]), json!([award("s1", "2", 200)])]), [["7"], ["7/2+s1"]]);
        assert_eq!(
            numbers(
                "awards",
                &[json!([award("s1", "1", 1)]), json!([award("s1", "2", 2)]), json!([award("s1", "3", 3)])]
            )
            .concat(),
            ["7", "7/2+s1", "7/3+s1"]
        );
    }

    #[test]
    fn an_award_that_changed_is_the_same() {
        let before = award("s1", "1", 100);
        let mut others = vec![award("s1", "1", 150), award("s2", "1", 100), json!({"id": 7, "status": "cancelled"})];
        others.push(
            json!({"id": "7", "suppliers": [{"id": "s1"}, {"id": "s2", "name": "Birch"}], "value": {"amount": 5}}),
        );
        others.push(json!({"id": "7", "date": "2025-03-01T00:00:00Z", "value": {"amount": 5, "currency": "GBP"}}));
        for after in others {
            assert_eq!(numbers("awards", &[json!([before]), json!([after])]), [["7"], ["7"]], "{after}");
        }
        // In one release they were told apart already; a later one says which of them it is about.
        let (mut one, mut two) = (award("s1", "1", 100), award("s2", "2", 200));
        (one["id"], two["id"]) = ("7/1+s1".into(), "7/2+s2".into());
        let told = numbers("awards", &[json!([one, two]), json!([award("s2", "2", 250)])]);
        assert_eq!(told, [vec!["7/1+s1", "7/2+s2"], vec!["7/2+s2"]]);
    }

    #[test]
    fn a_party_is_another_by_name_and_identifier_and_a_contract_by_its_award() {
        let party =
            |name: &str, id: &str| json!([{"id": "p", "name": name, "identifier": {"scheme": "GB-COH", "id": id}}]);
        assert_eq!(numbers("parties", &[party("Alder", "1"), party("Birch", "2")]), [["p"], ["p/Birch"]]);
        assert_eq!(numbers("parties", &[party("Alder", "1"), party("Alder Homes", "1")]), [["p"], ["p"]]);
        assert_eq!(numbers("parties", &[party("Alder", "1"), party("ALDER", "2")]), [["p"], ["p"]]);
        let contract = |award: &str, amount: u32| json!([{"id": 1, "awardID": award, "value": {"amount": amount}}]);
        assert_eq!(numbers("contracts", &[contract("a", 1), contract("b", 2)]), [["1"], ["1/2"]]);
        assert_eq!(numbers("contracts", &[contract("a", 1), contract("a", 2)]), [["1"], ["1"]]);
    }
}
