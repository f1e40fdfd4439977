//! Text as the register keeps it: Unicode NFC, lines ended by LF, nothing that XML 1.0 refuses; and folded for search and sort.

use unicode_normalization::UnicodeNormalization;

/// Text from a form or a file as the register keeps it: NFC, LF, without control characters other than line breaks and tabs,
/// and without what XML 1.0 refuses (§2.2, Char) and would break every feed, and what nobody sees: what is confirmed in one place
/// and printed in another is the same.
pub fn normalised(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.nfc().filter(|c| is_kept(*c)).collect()
}

/// Whether the register keeps a character.
fn is_kept(c: char) -> bool {
    matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') || is_invisible(c))
}

/// A text of before, when more was kept: as XML can carry it.
pub fn for_xml(text: &str) -> std::borrow::Cow<'_, str> {
    if text.chars().all(is_kept) {
        text.into()
    } else {
        text.chars().filter(|c| is_kept(*c)).collect::<String>().into()
    }
}

/// A document as it is hashed: [`normalised`], with exactly one final newline.
pub fn document(text: &str) -> String {
    let mut text = normalised(text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Text in lower case without marks, each character as its plainest form: `³` is `3`.
pub fn unmarked(text: &str) -> String {
    text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Text folded for search and sort, the same on every database: no marks, lower case, single spaces.
pub fn folded(text: &str) -> String {
    let plain = unmarked(text);
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The most words that are looked for.
const WORDS: usize = 8;
/// The most bytes of each: databases refuse patterns that are very long.
const LONGEST: usize = 200;

/// Stands for what was typed where nothing is left of it when it is folded: no folded text has it, so that nothing is found.
const NO_WORD: &str = "?";

/// The folded words that somebody looks for, as many and as long as a database takes. What is beyond is not looked for.
pub fn sought(text: &str) -> Vec<String> {
    // Nobody types so much into a search: the rest is not even folded.
    let end = (0..=text.len().min(4 * WORDS * LONGEST)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let shortened = |word: &str| {
        let end = (0..=word.len().min(LONGEST)).rev().find(|at| word.is_char_boundary(*at)).unwrap_or_default();
        word[..end].to_owned()
    };
    let words: Vec<String> = folded(&text[..end]).split_whitespace().take(WORDS).map(shortened).collect();
    if words.is_empty() && !text.trim().is_empty() { vec![NO_WORD.to_owned()] } else { words }
}

/// Characters that nobody sees and that change the order or the look of those around them, or stand for others: marks of
/// direction (Unicode TR 36, "bidirectional text spoofing"), tags, selectors of variants, fillers, annotations. Joiners are left:
/// Persian and emoji need them.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}'
            | '\u{34f}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_the_same_however_a_browser_sent_it() {
        assert_eq!(document("Cafe\u{301}\r\nend\r\n\r\n"), document("Café\nend"));
        assert_eq!(normalised("a\0b\u{7}c"), "abc");
        assert_eq!(normalised("a\u{fffe}b\u{ffff}c\u{fffd}"), "abc\u{fffd}");
        assert_eq!(normalised("Pay for \u{202e}001\u{202c} nurse\u{200b}"), "Pay for 001 nurse");
        assert_eq!(for_xml("a\u{ffff}b\u{1}\n"), "ab\n");
        assert!(matches!(for_xml("plain"), std::borrow::Cow::Borrowed("plain")));
    }

    #[test]
    fn as_much_is_looked_for_as_a_database_takes() {
        assert_eq!(sought("  St. Mary’s "), ["st", "mary", "s"]);
        assert_eq!(sought(&"x ".repeat(10_000)).len(), WORDS);
        assert_eq!(sought(&"é".repeat(10_000)), ["e".repeat(LONGEST)]);
        assert_eq!((sought(" "), sought("./%_"), sought("😀")), (vec![], vec![NO_WORD.into()], vec![NO_WORD.into()]));
    }

    #[test]
    fn folding_forgets_case_marks_and_punctuation() {
        assert_eq!(folded("  St. Mary’s É-School "), "st mary s e school");
    }
}
