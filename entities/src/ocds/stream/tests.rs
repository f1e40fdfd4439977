//! Files of every packing, and files that are something else.

use super::*;

fn paths(file: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut take = |found| {
        paths.push(match found {
            Found::Release(path, _) => path,
            Found::Fault(fault) => format!("!{}", fault.path),
        });
        true
    };
    each(file.as_bytes(), &mut take).unwrap();
    paths
}

fn shape(file: &[u8]) -> Result<&'static str, String> {
    each(file, &mut |_| true).map(|shape| shape.unwrap().label()).map_err(|why| why.to_string())
}

#[test]
fn every_release_has_its_path() {
    assert_eq!(paths(r#"{"ocid":"a"}"#), ["release"]);
    assert_eq!(paths(r#"[{"ocid":"a"},{"ocid":"b"}]"#), ["[0]", "[1]"]);
    assert_eq!(paths(r#"{"version":"1.0","releases":[{},{}]}"#), ["!version", "releases[0]", "releases[1]"]);
    assert_eq!(paths(r#"{"releases":[{}],"version":"1.0"}"#), ["releases[0]", "!version"]);
    let records = r#"{"records":[
        {"releases":[{"ocid":"a"},{"ocid":"a"}],"ocid":"a","compiledRelease":{"ocid":"a"}},
        {"releases":[{"url":"https://example.org/1"}],"compiledRelease":{"ocid":"b"}},
        {"ocid":"c"}, {"ocid":"d", "compiledRelease": {"ocid":"d"}}]}"#;
    assert_eq!(
        paths(records),
        [
            "records[0].releases[0]",
            "records[0].releases[1]",
            "!records[1].releases",
            "records[1].compiledRelease",
            "!records[2]",
            "!records[3].releases",
            "records[3].compiledRelease",
        ]
    );
}

#[test]
fn what_follows_in_a_file_has_its_number_in_the_path() {
    assert_eq!(paths("{\"ocid\":\"a\"}\n{\"ocid\":\"b\"}\n"), ["release", "[1]"]);
    assert_eq!(paths("\u{1e}{\"ocid\":\"a\"}\n\u{1e}{\"ocid\":\"b\"}"), ["release", "[1]"]);
    let packages = r#"{"releases":[{"ocid":"a"}]}{"releases":[{"ocid":"b"},{"ocid":"c"}]}"#;
    assert_eq!(paths(packages), ["releases[0]", "[1].releases[0]", "[1].releases[1]"]);
    let array = r#"[{"releases":[{"ocid":"a"}]},{"records":[{"releases":[{"ocid":"b"}]}]}]"#;
    assert_eq!(paths(array), ["[0].releases[0]", "[1].records[0].releases[0]"]);
    assert_eq!(paths(r#"[{"ocid":"a"}][{"ocid":"b"}]"#), ["[0]", "[1][0]"]);
}

#[test]
fn every_packing_of_releases_is_known() {
    for (file, label) in [
        (r#"{"ocid":"x","tag":[]}"#, "one release"),
        ("\u{feff} {\"version\":\"1.1\",\"releases\":[]}", "a release package"),
        (r#"{"records":[]}"#, "a record package"),
        (r#"{"ocid":"x","releases":[]}"#, "one record"),
        (r#"[{"ocid":"x"},{"y":1}]"#, "an array of releases"),
        (r#"[{"releases":[]},{"releases":[]}]"#, "an array of release packages"),
        ("{\"ocid\":\"x\"}\n{\"ocid\":\"y\"}", "releases one after another (JSON lines)"),
        (r#"{"records":[]}{"records":[]}"#, "record packages one after another"),
    ] {
        assert_eq!(shape(file.as_bytes()), Ok(label), "{file}");
    }
}

#[test]
fn a_file_of_another_kind_is_named() {
    for (file, kind) in [
        (&b""[..], "it is empty"),
        (b"  \n", "it is blank"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html>", "XML or HTML"),
        (b"a,b\n1,2\n", "CSV"),
        (b"\xff\xfe[\0", "UTF-16"),
        (b"[]", "an array without releases"),
        (b"[1,2.5,null,\"x\",[true]]", "an array without releases"),
        (b"{}", "an empty object"),
        (br#"[{"name":"x"}]"#, r#"an array of something else (with "name")"#),
        (br#"{"type":"FeatureCollection","features":[]}"#, "GeoJSON"),
        (br#"{"name":"x","version":"1"}"#, r#"an object about something else (with "name", "version")"#),
    ] {
        let why = shape(file).unwrap_err();
        assert!(why.contains(kind), "{why} does not name {kind}");
    }
}

#[test]
fn a_file_cut_short_is_refused_with_the_line() {
    for file in ["[{\"ocid\":\"x\"},\n{\"ocid\":", "{\"ocid\":\"x\"}\n{\"ocid\":", "{\"ocid\":\"x\"}\n and more"] {
        let why = shape(file.as_bytes()).unwrap_err();
        assert!(why.starts_with("its JSON is broken at line 2, column "), "{why}");
    }
    assert!(shape(b"[{\"ocid\":\"x\"}] and more").is_err());
}

#[test]
fn a_release_may_be_long_but_not_endless_and_a_file_may_be_both() {
    let release = |length: usize| format!("{{\"ocid\":\"x\",\"description\":\"{}\"}}", "x".repeat(length));
    let million = release(1_000_000);
    let many = format!("{{\"releases\":[{}]}}", [million.as_str(); 9].join(",\n"));
    assert_eq!(paths(&many).len(), 9);
    let why = shape(format!("[{million},\n{}]", release(5_000_000)).as_bytes()).unwrap_err();
    assert!(why.contains("the release that begins on line 2 is longer than 4 MB"), "{why}");
    let features = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", vec!["1"; 3_000_000].join(","));
    assert!(shape(features.as_bytes()).unwrap_err().contains("GeoJSON"));
}

#[test]
fn reading_stops_when_nobody_listens() {
    let mut seen = 0;
    let mut take = |_| {
        seen += 1;
        seen < 2
    };
    each(&br#"[{"ocid":"a"},{"ocid":"b"},{"ocid":"c"}]"#[..], &mut take).unwrap();
    assert_eq!(seen, 2);
}
