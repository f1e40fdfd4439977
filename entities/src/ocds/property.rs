//! What must hold for every set of releases.

use chrono::{DateTime, TimeDelta};
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Map, Value};

use super::{Release, merge};

/// Any JSON, shaped like releases: few keys, so that they meet; arrays with and without ids; null.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![Just(Value::Null), any::<u8>().prop_map(Value::from), "[a-c]".prop_map(Value::from)];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let object = vec(("[a-d]", inner.clone()), 0..4).prop_map(|pairs| Value::Object(pairs.into_iter().collect()));
        let numbered = vec((0_u8..3, inner.clone()), 0..4).prop_map(|items| {
            let item = |(id, value): (u8, Value)| {
                Value::Object(Map::from_iter([("id".to_string(), id.to_string().into()), ("v".to_string(), value)]))
            };
            Value::Array(items.into_iter().map(item).collect())
        });
        prop_oneof![object, numbered, vec(inner, 0..3).prop_map(Value::Array)]
    })
}

fn releases() -> impl Strategy<Value = Vec<Release>> {
    vec(vec(("[a-d]", json()), 0..4), 1..6).prop_map(|bodies| {
        let release = |(at, pairs): (usize, Vec<(String, Value)>)| Release {
            ocid: "ocds-x-1".into(),
            id: format!("r{at}"),
            date: DateTime::UNIX_EPOCH + TimeDelta::days(i64::try_from(at).unwrap()),
            digest: String::new(),
            json: Value::Object(pairs.into_iter().collect()),
        };
        bodies.into_iter().enumerate().map(release).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_arrival_does_not_change_what_is_merged(releases in releases(), picks in vec(any::<Index>(), 6)) {
        let mut shuffled = releases.clone();
        for pick in picks {
            let at = pick.index(shuffled.len());
            let release = shuffled.remove(at);
            shuffled.push(release);
        }
        prop_assert_eq!(merge(&mut shuffled), merge(&mut releases.clone()));
    }

    #[test]
    fn no_null_is_left_in_an_object(releases in releases()) {
        fn has_none(value: &Value, in_whole_array: bool) -> bool {
            match value {
                Value::Null => in_whole_array,
                Value::Object(map) => map.values().all(|value| has_none(value, in_whole_array)),
                // An array that is replaced whole is taken as it stands.
                Value::Array(items) => {
                    let whole = in_whole_array || items.iter().any(|item| !item.is_object());
                    items.iter().all(|item| has_none(item, whole))
                }
                _ => true,
            }
        }
        prop_assert!(has_none(&merge(&mut releases.clone()), false));
    }
}
