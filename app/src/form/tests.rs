//! One declaration fills a form, shows it and reads it.

use entities::Refusal;

use super::*;
use crate::http::{Fields as Sent, Typed, render::html};

struct Hub {
    name: String,
    open: bool,
}

fn hub(fields: &mut Fields<'_, Hub>) -> Option<(String, String, bool)> {
    let name = fields.line("name", "Name").hint("As people call it").from(|hub| hub.name.clone());
    let name = name.required("Enter its name");
    let note = fields.area("note", "Note", 3).optional();
    let open = fields.tick("open", "Opening", "It is open").from(|hub| hub.open).ticked();
    Some((name?, note?, open?))
}

fn sent(encoded: &str) -> Typed {
    Typed::new(Sent::parse(encoded.as_bytes()).unwrap())
}

#[test]
fn a_record_fills_its_form() {
    let typed = filled(&Hub { name: "Nest".into(), open: true }, hub);
    assert_eq!([typed.get("name"), typed.get("note"), typed.get("open")], ["Nest", "", "yes"]);
    assert_eq!(filled(&Hub { name: "Nest".into(), open: false }, hub).get("open"), "");
}

#[test]
fn what_is_typed_is_read_as_it_was_declared() {
    assert_eq!(read(&sent("name=+Nest+&open=yes"), hub).unwrap(), ("Nest".into(), String::new(), true));
    let Err(Refusal::Invalid(faults)) = read(&sent("note=x"), hub) else { panic!("it was taken") };
    assert_eq!(faults.iter().map(|fault| &*fault.field).collect::<Vec<_>>(), ["name"]);
}

#[test]
fn it_is_shown_with_labels_and_hints() {
    let page = html(|| shown(None::<&Hub>, hub));
    for words in ["As people call it", "It is open", "name=\"note\""] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

fn team(fields: &mut Fields<'_, Vec<String>>) -> Option<(Vec<String>, Vec<String>)> {
    let parties = fields.organisations("party", "Party", Vec::new()).from(Clone::clone);
    let parties = parties.required("Enter a party");
    let choices = ["a", "b"].map(|code| crate::ui::Choice::new(code, code)).into();
    let roles = fields.ticks("role", "Roles", choices).some("Choose at least one", |code| Some(code.to_owned()));
    Some((parties?.into_iter().map(|(field, _)| field).collect(), roles?))
}

#[test]
fn organisations_are_filled_and_read_each_in_a_field_of_its_own() {
    let opened = filled(&vec!["Hub".to_owned(), "Nest".to_owned()], team);
    assert_eq!([opened.get("party"), opened.get("party_2")], ["Hub", "Nest"]);
    assert_eq!(read(&sent("party=Hub&party_2=&party_3=Nest&role=a"), team).unwrap().0, ["party", "party_3"]);
}

#[test]
fn of_some_boxes_one_has_to_be_ticked() {
    assert_eq!(read(&sent("party=Hub&role=a&role=b"), team).unwrap().1, ["a", "b"]);
    let Err(Refusal::Invalid(faults)) = read(&sent("party=Hub"), team) else { panic!("it was taken") };
    assert_eq!((&*faults[0].field, &*faults[0].message), ("role", "Choose at least one"));
}
