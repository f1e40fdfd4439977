//! Texts that are UTF-8 and were read as Windows-1252 on their way, once or more: `Â£178,542`, `â€¢ Children`.
//!
//! Only what is sure is set right: two or three characters whose bytes are together one sign of English notices (£, ®, é,
//! dashes, quotation marks, bullets, spaces), and that nobody writes beside each other. `SCHLOẞ–` and `CAFÉ™` stay.

use std::{borrow::Cow, sync::LazyLock};

use encoding_rs::WINDOWS_1252;
use regex::{Captures, Regex};

/// So often a text may have been read wrongly.
const TIMES: usize = 3;

/// The first byte of two (C2, C3; C5, C6, CB of what Windows-1252 has besides Latin) or of three (E2, EF), and those that may
/// follow it (80 to BF), as they were read.
static MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    const BEHIND: &str = "[\u{80}-\u{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";
    #[expect(clippy::unwrap_used, reason = "a constant, compiled by every test")]
    Regex::new(&format!("[ÂÃÅÆË]{BEHIND}|[âï]{BEHIND}{{2}}")).unwrap()
});

/// The text as it was meant; borrowed if nothing was misread.
pub fn set_right(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..TIMES {
        if text.is_ascii() {
            break;
        }
        let right =
            MISREAD.replace_all(&text, |found: &Captures| meant(&found[0]).unwrap_or_else(|| found[0].to_owned()));
        if right == text {
            break;
        }
        text = Cow::Owned(right.into_owned());
    }
    text
}

/// The one sign that some characters are the bytes of.
fn meant(misread: &str) -> Option<String> {
    let (bytes, _, lossy) = WINDOWS_1252.encode(misread);
    let mut signs = std::str::from_utf8(&bytes).ok()?.chars();
    let (sign, rest) = (signs.next()?, signs.next());
    match sign {
        _ if lossy || rest.is_some() => None,
        // Latin letters and signs, also of Windows; spaces and punctuation, currencies, symbols, ligatures.
        '\u{a0}'..='\u{ff}'
        | 'Œ'
        | 'œ'
        | 'Š'
        | 'š'
        | 'Ÿ'
        | 'Ž'
        | 'ž'
        | 'ƒ'
        | 'ˆ'
        | '˜'
        | '\u{2000}'..='\u{2bff}'
        | '\u{fb00}'..='\u{fb06}' => Some(sign.to_string()),
        // The bullet of an old symbol font.
        '\u{f0b7}' => Some("•".into()),
        // A byte order mark says nothing within a text.
        '\u{feff}' => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_misread_is_set_right() {
        for (read, meant) in [
            ("The contract value is Â£178,542.", "The contract value is £178,542."),
            ("rnâ€¢tChildren, 0.2Âµs, AcusorbÂ®", "rn•tChildren, 0.2µs, Acusorb®"),
            (
                "a pilot scheme.â€¯The councilâ€™s â€œplanâ€\u{9d} â€“ cafÃ©",
                "a pilot scheme.\u{202f}The council’s “plan” – café",
            ),
            // Twice and three times.
            ("Ã‚Â£5 million, itÃ¢â‚¬â„¢s", "£5 million, it’s"),
            ("ÃƒÂ¢Ã¢â€šÂ¬Ã¢â‚¬Å“", "–"),
            ("ï»¿ï‚· Lot 1", "• Lot 1"),
        ] {
            assert_eq!(set_right(read), meant);
        }
    }

    #[test]
    fn what_may_be_meant_stays() {
        for meant in
            ["CAFÉ™", "FÖ–", "ÅŸ", "Ã la carte", "pâté", "São Paulo, SÃO", "naïve… â€", "£5 – “so” • é", "Â ", "ï…"]
        {
            assert!(matches!(set_right(meant), Cow::Borrowed(same) if same == meant), "{meant}: {}", set_right(meant));
        }
    }

    proptest! {
        #[test]
        fn every_such_sign_is_found_again(text in "[ -~£®é’“”–•…€½\u{a0}\u{202f}]{0,40}") {
            let (misread, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            prop_assert_eq!(set_right(&misread), text.as_str());
        }

        #[test]
        fn whatever_is_written_has_an_answer(text in "[ÂÃÅâïÉ€™£‚“a\u{81}\u{9d}]{0,60}") {
            prop_assert!(set_right(&text).len() <= text.len());
        }
    }
}
