//! `concordat import …` as an operator runs it: what it prints, and how it ends.

use std::{path::PathBuf, process::Command};

const RELEASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../entities/src/ocds/fixtures/releases.json");
const TRUSTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/imports/lists/fixtures/nhs-trusts.csv");
const PROVIDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/imports/lists/fixtures/providers.csv");
const COUNCILS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/imports/lists/fixtures/councils.csv");

struct Operator(PathBuf);

impl Operator {
    fn with_register(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("concordat-import-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let operator = Self(folder);
        assert_eq!(operator.run(&["migrate"]).0, 0);
        operator
    }

    /// How it ended and what it printed, errors last.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_concordat"));
        command.current_dir(&self.0).env("DATABASE_URL", format!("sqlite://{}/c.db", self.0.display()));
        let output = command.args(arguments).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code().unwrap(), text)
    }
}

impl Drop for Operator {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn a_second_import_of_releases_adds_nothing() {
    let operator = Operator::with_register("releases");
    let (code, said) = operator.run(&["import", "ocds", RELEASES]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("[6].awards[0].value.amount: £0 is no price"), "{said}");
    assert!(said.contains("read 7 releases of 5 processes"), "{said}");
    assert!(said.contains("processes: 5 added, 0 changed"), "{said}");
    let (code, said) = operator.run(&["import", "ocds", RELEASES]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("releases: 0 added, 7 were there already, 0 left out"), "{said}");
    assert!(said.contains("processes: 0 added, 0 changed"), "{said}");
}

#[test]
fn a_file_of_another_kind_is_named_and_the_command_ends_with_one() {
    let operator = Operator::with_register("kinds");
    let (code, said) = operator.run(&["import", "ocds", TRUSTS, RELEASES]);
    assert_eq!(code, 1);
    assert!(said.contains("not imported: it is a table or other text"), "{said}");
    assert!(said.contains("processes: 5 added"), "the other file is imported nevertheless: {said}");
    assert_eq!(operator.run(&["import", "ocds", "missing.json"]).0, 1);
    assert_eq!(operator.run(&["import", "ocds"]).0, 2, "wrong use");
}

#[test]
fn councils_are_imported_with_those_that_took_over() {
    let operator = Operator::with_register("councils");
    let import = ["import", "organisations", "--kind", "councils", COUNCILS];
    let (code, said) = operator.run(&import);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("7 added, 0 changed, 0 as they were, 2 skipped"), "{said}");
    assert!(said.contains("no successor: GB-LAE-WAF, after GB-LAE-CMA, is not in the register"), "{said}");
    assert!(said.contains("successors: 1 named, 0 were already"), "{said}");
    let (_, said) = operator.run(&import);
    assert!(said.contains("0 added, 0 changed, 7 as they were, 2 skipped"), "{said}");
    assert!(said.contains("successors: 0 named, 1 were already"), "{said}");
}

#[test]
fn buyers_that_come_after_their_notices_are_found_by_their_codes() {
    let operator = Operator::with_register("buyers");
    let notice = operator.0.join("notice.json");
    let json = r#"{"ocid": "ocds-x-1", "id": "1", "date": "2014-11-01T00:00:00Z", "tag": ["tender"],
        "buyer": {"id": "GB-LAE-BIR", "name": "Birmingham"}, "tender": {"title": "Youth work"}}"#;
    std::fs::write(&notice, json).unwrap();
    let (code, said) = operator.run(&["import", "ocds", notice.to_str().unwrap()]);
    assert_eq!(code, 0, "{said}");
    let (_, said) = operator.run(&["import", "organisations", "--kind", "councils", COUNCILS]);
    assert!(said.contains("1 tender has its buyer"), "{said}");
}

#[test]
fn bodies_are_known_again_by_their_codes() {
    let operator = Operator::with_register("bodies");
    let import = ["import", "organisations", "--kind", "nhs-trusts", TRUSTS];
    let (code, said) = operator.run(&import);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("line 4: it has no name; it was skipped"), "{said}");
    assert!(said.contains("3 added, 0 changed, 0 as they were, 2 skipped"), "{said}");
    assert!(operator.run(&import).1.contains("0 added, 0 changed, 3 as they were, 2 skipped"));
    let (code, said) = operator.run(&["import", "organisations", "--kind", "ccgs", TRUSTS]);
    assert_eq!(code, 1);
    assert!(said.contains("it is not the list it was said to be"), "{said}");
}

#[test]
fn registered_services_are_imported_with_their_owners_and_a_newer_judgement_is_a_change() {
    let operator = Operator::with_register("services");
    operator.run(&["import", "organisations", "--kind", "councils", COUNCILS]);
    let import = ["import", "organisations", "--kind", "providers", PROVIDERS];
    let (code, said) = operator.run(&import);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("line 7: it names no owner, and the owner is the provider; it was skipped"), "{said}");
    assert!(said.contains("5 added, 0 changed, 0 as they were, 6 skipped"), "{said}");
    assert!(said.contains("4 organisations added that own them"), "the council was there: {said}");
    assert!(operator.run(&import).1.contains("0 added, 0 changed, 5 as they were, 6 skipped"));
    let newer = std::fs::read_to_string(PROVIDERS)
        .unwrap()
        .replace("SWIIS Foster Care Limited,Full", "PSM Healthcare Limited,Full");
    let newer = newer.replace("10331219,Good,,,Good", "10331219,Inadequate,,,Good");
    let file = operator.0.join("newer.csv");
    std::fs::write(&file, newer).unwrap();
    let (_, said) = operator.run(&["import", "organisations", "--kind", "providers", file.to_str().unwrap()]);
    assert!(said.contains("0 added, 2 changed, 3 as they were, 6 skipped"), "{said}");
    assert!(said.contains("1 service has another owner, 1 was judged anew"), "{said}");
}

#[test]
fn what_was_imported_is_exported_as_a_record_package_that_can_be_imported() {
    let operator = Operator::with_register("exported");
    assert_eq!(operator.run(&["import", "ocds", RELEASES]).0, 0);
    let (code, said) = operator.run(&["export", "ocds", "--to", "out"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ocds-records.json holds 5 records with 7 releases"), "{said}");
    let (code, said) = operator.run(&["import", "ocds", "out/ocds-records.json"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("it is a record package"), "{said}");
    assert!(said.contains("read 7 releases of 5 processes"), "{said}");
}
