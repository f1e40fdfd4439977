//! Bringing the texts of a release to the register's form, and taking persons out of it: contact points everywhere, e-mail
//! addresses and telephone numbers in every text.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use serde_json::Value;

use super::mend::{Mended, mended};
use crate::values::{length, text::normalised};

/// What stands where an address stood.
const NO_EMAIL: &str = "[e-mail address removed]";
/// What stands where a telephone number stood.
const NO_PHONE: &str = "[telephone number removed]";

/// Keys that hold a person.
const PERSONS: &[&str] = &["contactPoint", "contactPoints", "additionalContactPoints"];

/// Keys whose text is an identifier, a code, an address or a date: figures in them are no telephone numbers.
const FIGURES: &[&str] = &[
    "amount",
    "currency",
    "date",
    "dateModified",
    "datePublished",
    "dateSigned",
    "dueDate",
    "endDate",
    "futureNoticeDate",
    "id",
    "ocid",
    "scheme",
    "startDate",
    "uri",
    "url",
];

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "a constant, compiled by every test")]
    Regex::new(r"(?i)(?:mailto:)?[\p{L}0-9._%+'-]+(?:@|%40|\s?[\[(]at[\])]\s?)[\p{L}0-9-]+(?:\.[\p{L}0-9-]+)+").unwrap()
});

static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "a constant, compiled by every test")]
    Regex::new(r"(?:\+|\b00)[0-9]{1,3}[ .-]?(?:\(0\)[ .-]?)?(?:\(?[0-9]{1,5}\)?[ .-]?){2,5}[0-9]|\(?\b0(?:[ .()-]{0,2}[0-9]){9,10}").unwrap()
});

/// How many texts of a release were mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub entities: u32,
    pub misread: u32,
    pub breaks: u32,
}

/// Mends texts, removes contact points, masks addresses and numbers, and brings text to the register's form.
pub fn clean(value: &mut Value) -> Cleaned {
    let mut cleaned = Cleaned::default();
    within(value, "", &mut cleaned);
    cleaned
}

fn within(value: &mut Value, key: &str, cleaned: &mut Cleaned) {
    match value {
        Value::Object(map) => {
            for person in PERSONS {
                map.shift_remove(*person);
            }
            // Parties of some publishers carry the address of a person's desk beside their own.
            for telling in ["email", "telephone", "faxNumber"] {
                map.shift_remove(telling);
            }
            for (key, inner) in map.iter_mut() {
                within(inner, key, cleaned);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| within(item, key, cleaned)),
        Value::String(text) => {
            let is_figures = FIGURES.contains(&key);
            let (whole, done) = if is_figures { (text.as_str().into(), Mended::default()) } else { mended(text) };
            cleaned.entities += u32::from(done.entities);
            cleaned.misread += u32::from(done.misread);
            cleaned.breaks += u32::from(done.breaks);
            let clean = masked(&normalised(&whole), is_figures);
            // As long as a description may be, whatever it is; a title or name as long as those.
            let of = if matches!(key, "title" | "name") { key } else { "description" };
            let clean = length::shortened(of, &clean).map(ToOwned::to_owned).unwrap_or(clean);
            if clean != *text {
                *text = clean;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without e-mail addresses and, unless it is made of figures anyway, without telephone numbers.
pub fn masked(text: &str, is_figures: bool) -> String {
    let text = if text.contains(['@', '(', '[', '%']) { EMAIL.replace_all(text, NO_EMAIL) } else { text.into() };
    if is_figures {
        return text.into_owned();
    }
    let number = |found: &Captures| -> String {
        let Some(whole) = found.get(0) else { return String::new() };
        let before = text[..whole.start()].chars().next_back();
        let after = text[whole.end()..].chars().next();
        let within_a_number = after.is_some_and(|c| c.is_ascii_digit())
            || before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '=' | '_' | '-' | '.' | '£'));
        let figures = whole.as_str().bytes().filter(u8::is_ascii_digit).count();
        if within_a_number || has_a_date(whole.as_str()) || !(10..=15).contains(&figures) {
            whole.as_str().into()
        } else {
            NO_PHONE.into()
        }
    };
    PHONE.replace_all(&text, number).into_owned()
}

/// True of `0900 2025-03-11`: a time and a day, not a number to ring.
fn has_a_date(text: &str) -> bool {
    text.as_bytes().windows(8).any(|w| {
        let digit = |at: usize| w[at].is_ascii_digit();
        (digit(0) && digit(1) && digit(2) && digit(3) && w[4] == b'-' && digit(5) && digit(6) && w[7] == b'-')
            || (digit(0) && digit(1) && w[2] == b'-' && digit(3) && digit(4) && w[5] == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_masked_in_running_text() {
        for (text, clean) in [
            ("Ask jo.o'neil@council.gov.uk.", "Ask [e-mail address removed]."),
            ("see mailto:a@b.org or a [at] b.org", "see [e-mail address removed] or [e-mail address removed]"),
            (
                "Tel: 0121 303 1111rnFax (0121) 303 1112",
                "Tel: [telephone number removed]rnFax [telephone number removed]",
            ),
            (
                "ring 07700900123, or +44 (0)7700 900123",
                "ring [telephone number removed], or [telephone number removed]",
            ),
            ("from abroad 0044 121 303 1111", "from abroad [telephone number removed]"),
            ("by 0900 2025-03-11, lot 01185010", "by 0900 2025-03-11, lot 01185010"),
            ("worth £0.1 to £01234567890", "worth £0.1 to £01234567890"),
            ("ref DN756786-0118501012 and 12345678901234567", "ref DN756786-0118501012 and 12345678901234567"),
            ("https://x.example/PID=01234567890", "https://x.example/PID=01234567890"),
            ("two rooms @ £5 (at cost)", "two rooms @ £5 (at cost)"),
        ] {
            assert_eq!(masked(text, false), clean);
        }
        assert_eq!(masked("01214567890", true), "01214567890");
        assert_eq!(masked("x@y.org", true), NO_EMAIL);
    }

    #[test]
    fn contact_points_go_wherever_they_stand() {
        let mut value = serde_json::json!({
            "parties": [{"id": "a", "contactPoint": {"name": "Jo"}, "email": "jo@x.org"}],
            "tender": {"contactPoint": {"telephone": "1"}, "title": "A\u{0}\r\nB"},
        });
        clean(&mut value);
        assert_eq!(value, serde_json::json!({"parties": [{"id": "a"}], "tender": {"title": "A\nB"}}));
    }
}
