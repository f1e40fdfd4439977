//! How long a text may be, in characters: one table for what people type, what files bring and what the command line gives.
//! Forms are judged by it before anything is done, and every deed by what it writes into the audit trail.

use super::figures::parted;
use crate::refusal::Fault;

/// Fields of a length of their own, by the name that form and record give them.
const MOST: &[(&str, usize)] = &[
    ("aims", 20_000),
    ("answer", 20_000),
    ("body", 20_000),
    ("browser", 200),
    ("buyer", 500),
    ("buyer_name", 500),
    ("description", 50_000),
    ("email", 254),
    // What a form was shown for: all that a party accepts.
    ("form-said", 100_000),
    ("group", 256),
    ("heading", 500),
    ("measure", 1_000),
    ("name", 500),
    ("place", 500),
    // A clause as a party would have it.
    ("proposed", 60_000),
    ("provider", 500),
    ("query", 2_000),
    ("reason", 4_000),
    // What a letter says, with every cost.
    ("says", 100_000),
    ("short_name", 200),
    ("source", 1_000),
    ("statement", 2_000),
    ("target", 1_000),
    // An agreement's, with all its clauses.
    ("text", 400_000),
    ("title", 1_000),
    ("unit", 100),
];

/// Of every other field.
const OTHERS: usize = 5_000;

/// How many characters a field may have. One of several for the same thing (`buyer_2`) is as long as the first.
pub fn most(field: &str) -> usize {
    let first = field.trim_end_matches(|c: char| c.is_ascii_digit());
    let field = if first.len() < field.len() { first.trim_end_matches('_') } else { field };
    MOST.iter().find(|(name, _)| *name == field).map_or(OTHERS, |(_, most)| *most)
}

/// What is wrong with a text in a field; `None` if it fits.
pub fn too_long(field: &str, text: &str) -> Option<Fault> {
    let most = most(field);
    // Bytes are quicker to count, and never fewer.
    let count = if text.len() > most { text.chars().count() } else { 0 };
    let figures = |number: usize| parted(&number.to_string());
    let message = || format!("{} has {} characters. Shorten it to {}", in_words(field), figures(count), figures(most));
    (count > most).then(|| Fault::new(field.to_owned(), message()))
}

/// What a field is called where its label is not known: `value_low` is "Value low".
fn in_words(field: &str) -> String {
    let words = field.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The beginning of a text that fits into a field, for files that nobody can be asked to shorten.
pub fn shortened<'a>(field: &str, text: &'a str) -> Option<&'a str> {
    too_long(field, text)?;
    text.char_indices().nth(most(field)).map(|(end, _)| &text[..end])
}

/// Every text in a record, as the audit trail keeps it, that is too long.
#[cfg(feature = "orm")]
pub fn in_record(record: &serde_json::Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    within(record, "", &mut faults);
    faults
}

#[cfg(feature = "orm")]
fn within(value: &serde_json::Value, field: &str, faults: &mut Vec<Fault>) {
    use serde_json::Value;
    match value {
        Value::String(text) => faults.extend(too_long(field, text)),
        Value::Array(list) => list.iter().for_each(|value| within(value, field, faults)),
        Value::Object(map) => map.iter().for_each(|(field, value)| within(value, field, faults)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_judged_by_its_field_in_characters() {
        assert_eq!((most("title"), most("buyer_12"), most("note")), (1_000, 500, OTHERS));
        assert!(too_long("unit", &"é".repeat(100)).is_none());
        let fault = too_long("unit", &"é".repeat(101)).unwrap();
        assert_eq!((&*fault.field, fault.message.as_str()), ("unit", "Unit has 101 characters. Shorten it to 100"));
        assert!(too_long("note", &"x".repeat(3_900_000)).is_some());
        assert_eq!(shortened("unit", &"é".repeat(101)).map(|text| text.chars().count()), Some(100));
        assert_eq!(shortened("unit", "days"), None);
    }
}
