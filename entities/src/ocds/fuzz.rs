//! Whatever bytes a file has, it is read or refused: no panic, and no more memory than a release may take.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;

use super::{Found, Process, Release, each, merge};

/// Reads bytes as an import does, to the compiled release.
fn read(bytes: &[u8]) {
    let (mut faults, mut releases) = (Vec::new(), Vec::new());
    let mut take = |found: Found| {
        match found {
            Found::Fault(fault) => faults.push(fault),
            Found::Release(path, json) => releases.extend(Release::read(&path, json, &mut faults)),
        }
        faults.len() < 1_000
    };
    // Refused or not, nothing else is asked of it.
    drop(each(bytes, &mut take));
    if !releases.is_empty() {
        let compiled = merge(&mut releases);
        let process = Process::of("ocds-x-1", &compiled);
        assert!(process.title.len() <= bytes.len() + 8);
        super::Notice::of(&compiled);
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Pieces of which releases are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\n",
        "\"ocid\"",
        "\"ocds-x-1\"",
        "\"id\"",
        "\"date\"",
        "\"2025-01-01T00:00:00Z\"",
        "\"tag\"",
        "\"tender\"",
        "\"releases\"",
        "\"records\"",
        "\"compiledRelease\"",
        "\"url\"",
        "\"version\"",
        "\"awards\"",
        "\"value\"",
        "\"amount\"",
        "1e9999",
        "-0",
        "null",
        "true",
        "\"&#0;&amp;rnrn\"",
        "\u{1e}",
        "1",
    ]);
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A release with anything where the register looks.
fn releases() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        select(vec!["active", "GBP", "CPV", "85311300", "2025-02-30", "2025-01-01T00:00:00Z", "1", "engagement"])
            .prop_map(Value::from),
    ];
    let keys = select(vec![
        "ocid",
        "id",
        "date",
        "tag",
        "tender",
        "title",
        "buyer",
        "name",
        "parties",
        "roles",
        "identifier",
        "scheme",
        "awards",
        "suppliers",
        "contracts",
        "period",
        "contractPeriod",
        "startDate",
        "endDate",
        "value",
        "minValue",
        "amount",
        "currency",
        "classification",
        "planning",
        "milestones",
        "type",
        "dueDate",
        "status",
        "documents",
        "items",
        "lots",
        "title",
        "additionalClassifications",
        "expressionOfInterestDeadline",
        "url",
    ]);
    let any = leaf.prop_recursive(5, 60, 6, move |inner| {
        let object = vec((keys.clone(), inner.clone()), 0..8)
            .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()));
        prop_oneof![3 => object, 1 => vec(inner, 0..4).prop_map(Value::Array)]
    });
    any.prop_map(|mut value| {
        if let Value::Object(map) = &mut value {
            map.insert("ocid".into(), "ocds-x-1".into());
            map.insert("date".into(), "2025-01-01T00:00:00Z".into());
        }
        value
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..400)) {
        read(&bytes);
        read(&packed(&bytes));
        read(&[b"\x1f\x8b".as_slice(), &bytes].concat());
        read(&[b"{\"releases\":[".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_order_of_what_releases_are_made_of_is_read_or_refused(text in pieces()) {
        read(text.as_bytes());
        read(format!("[{text}]").as_bytes());
        read(format!("{{\"ocid\":\"a\",{text}}}").as_bytes());
    }

    #[test]
    fn a_release_may_hold_anything(releases in vec(releases(), 1..4)) {
        read(Value::Array(releases).to_string().as_bytes());
    }

    #[test]
    fn a_packed_file_may_be_damaged_anywhere(at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut file = packed(include_bytes!("fixtures/releases.json"));
        let at = at.index(file.len());
        if cut { file.truncate(at) } else { file[at] = byte }
        read(&file);
    }

    #[test]
    fn deep_values_are_refused_and_do_not_end_the_program(depth in 100_usize..50_000) {
        read("[".repeat(depth).as_bytes());
        read(format!("{{\"ocid\":{}", "{\"a\":".repeat(depth)).as_bytes());
        read(format!("{{\"features\":{}", "[".repeat(depth)).as_bytes());
    }
}
