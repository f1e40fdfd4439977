//! Whom an award names: a supplier, or words that stand where its name should be.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{
    Fault,
    process::is_in_force,
    visit::{list, text},
};

static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "a constant, compiled by every test")]
    Regex::new(
        r"(?ix)^\W*(
            (multiple|various|several|many|numerous)(\s+(successful|appointed|framework))?(\s+(suppliers?|providers?|contractors?|bidders?|awards?|organisations?|companies))?
                (\s*[-–—:,(]*\s*(please\s+)?(see|as\s+per|listed|refer)\b.*)?
            | (please\s+)?(see|refer\s+to|as\s+per)\s+(the\s+)?(attach|document|notice|description|list|below|above|additional).*
            | to\s+be\s+(confirmed|advised|announced|determined) | t\.?b\.?[cad]\.? | n\s*/?\s*a | none | not\s+(applicable|awarded|known|stated|provided|disclosed) | no\s+(award|supplier).* | unknown | withheld | redacted
        )\W*$",
    )
    .unwrap()
});

/// False of words like "Multiple suppliers – see attached", "TBC", "N/A".
pub fn is_name(words: &str) -> bool {
    !NO_NAME.is_match(words)
}

/// Notes awards that stand and name no supplier.
pub fn check(release: &Value, path: &str, faults: &mut Vec<Fault>) {
    for (at, award) in list(release, "awards").iter().enumerate() {
        let path = format!("{path}.awards[{at}].suppliers");
        let suppliers = list(award, "suppliers");
        if is_in_force(award) && suppliers.is_empty() {
            let (reason, instead) = ("the award names no supplier", "it is shown without one");
            faults.push(Fault::new(path.clone(), reason, instead, &Value::Null));
        }
        for (at, words) in suppliers.iter().enumerate().filter_map(|(at, supplier)| Some((at, text(supplier, "name")?)))
        {
            if !is_name(words) {
                let (reason, instead) =
                    ("no supplier is named", "the words are shown as they are and are nobody’s name");
                faults.push(Fault::new(format!("{path}[{at}].name"), reason, instead, &words.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_place_of_a_name_are_told_from_names() {
        for words in [
            "Multiple suppliers – see attached",
            "Multiple Suppliers",
            "Various",
            "various providers (see document)",
            "See attached list",
            "Please see the attachment",
            "TBC",
            "n/a",
            "Not applicable",
            "To be confirmed.",
        ] {
            assert!(!is_name(words), "{words}");
        }
        for name in [
            "Various Artists Records Ltd",
            "Multiple Sclerosis Society",
            "Several Acres Farm",
            "NA Smith & Sons",
            "None Such Catering Ltd",
            "See Change Community CIC",
            "TBC Bank UK",
            "Unknown Pleasures Ltd",
            "Many Hands Care",
        ] {
            assert!(is_name(name), "{name}");
        }
    }
}
