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
