//! Text as the register keeps it: Unicode NFC, lines ended by LF, no NUL; and folded for search and sort.

use unicode_normalization::UnicodeNormalization;

/// Text from a form or a file as the register keeps it: NFC, LF, control characters other than line breaks and tabs dropped.
pub fn normalised(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// A document as it is hashed: [`normalised`], with exactly one final newline.
pub fn document(text: &str) -> String {
    let mut text = normalised(text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Text folded for search and sort, the same on every database: no marks, lower case, single spaces.
pub fn folded(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_the_same_however_a_browser_sent_it() {
        assert_eq!(document("Cafe\u{301}\r\nend\r\n\r\n"), document("Café\nend"));
        assert_eq!(normalised("a\0b\u{7}c"), "abc");
    }

    #[test]
    fn folding_forgets_case_marks_and_punctuation() {
        assert_eq!(folded("  St. Mary’s É-School "), "st mary s e school");
    }
}
