//! Mending what publishers' programs damaged in texts: HTML entities (`St Bede&apos;s`), UTF-8 that was read as something else
//! ([`misread`]), and line breaks and tabs of which only the letters were left (`event.rnrnAdditional information`, `•tChildren`,
//! as in the Contracts Finder test data).
//!
//! A line break is mended only where it is sure to be one. English words have a vowel before `rn` (return, learning, Northern),
//! and none has `rn` twice in a row or begins with it. Where a vowel stands before and a letter behind, it stays as it is:
//! `WelcomernNorth` may be a line break, and `WesternPower` is none.

use std::{borrow::Cow, sync::LazyLock};

use regex::Regex;

use super::misread;

/// What was mended of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    pub entities: bool,
    pub misread: bool,
    pub breaks: bool,
}

static SURE: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        // Twice in a row.
        r"()(?:rn){2,}()",
        // After the end of a sentence, a bracket or a blank, before what begins one.
        r"(^|[.,;:!?)\]*’'…]|\s)rn([\p{Lu}•*–(-]|https?://|www\.|[0-9]+[.)]|\s*$)",
        // Behind a letter that no English word has before it, before what begins a line.
        r"([\p{L}0-9][b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ])rn([\p{Lu}0-9•*(-]|\s*$)",
        r"([.;:!?)\]])rn(\s)",
    ]
    .map(compiled)
});

/// Only where other breaks of the same text are damaged.
static LIKELY: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    [
        // By itself.
        r"(\s)rn(\s)",
        r"([\p{L}0-9][b-df-hj-np-tv-xz])rn([a-z\s])",
        r"([0-9])rn([\p{Lu}0-9])",
    ]
    .map(compiled)
});

/// A tab behind a bullet or a number, where breaks of the same text are damaged.
static TAB: LazyLock<Regex> = LazyLock::new(|| compiled(r"(•|·|\b[0-9]{1,2}[.)])t([\p{Lu}0-9])"));

fn compiled(pattern: &str) -> Regex {
    #[expect(clippy::unwrap_used, reason = "constants, compiled by every test")]
    Regex::new(pattern).unwrap()
}

/// A text with its entities decoded and its line breaks mended, and what that was.
pub fn mended(text: &str) -> (Cow<'_, str>, Mended) {
    let mut done = Mended::default();
    let mut text = if text.contains('&') { html_escape::decode_html_entities(text) } else { text.into() };
    done.entities = matches!(text, Cow::Owned(_));
    if let Cow::Owned(right) = misread::set_right(&text) {
        (done.misread, text) = (true, right.into());
    }
    if text.contains("rn") {
        done.breaks = all(&*SURE, &mut text);
        if done.breaks {
            all(&*LIKELY, &mut text);
            if let Cow::Owned(mended) = TAB.replace_all(&text, "$1 $2") {
                text = mended.into();
            }
        }
    }
    (text, done)
}

/// Puts line breaks where patterns say; each twice, since what stands behind one break may stand before the next.
fn all(patterns: &[Regex], text: &mut Cow<'_, str>) -> bool {
    let before = text.len();
    for pattern in patterns.iter().flat_map(|pattern| [pattern, pattern]) {
        let broken = |found: &regex::Captures| {
            let breaks = if found[0].contains("rnrn") { "\n\n" } else { "\n" };
            format!("{}{breaks}{}", &found[1], &found[2])
        };
        if let Cow::Owned(mended) = pattern.replace_all(text, broken) {
            *text = Cow::Owned(mended);
        }
    }
    text.len() != before
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn text(text: &str) -> String {
        mended(text).0.into_owned()
    }

    #[test]
    fn entities_are_decoded_once() {
        for (written, meant) in [
            ("St Bede&apos;s Catholic Middle School", "St Bede's Catholic Middle School"),
            ("Health &amp; Safety &#8211; caf&eacute;", "Health & Safety – café"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("R&D; M&S, AT&T & more", "R&D; M&S, AT&T & more"),
        ] {
            assert_eq!(text(written), meant);
        }
        assert_eq!(mended("R&D").1, Mended::default());
    }

    #[test]
    fn line_breaks_are_mended_where_they_are_sure() {
        for (written, meant) in [
            (
                "the event.rnrnAdditional information: rnThe Council",
                "the event.\n\nAdditional information: \nThe Council",
            ),
            ("both;rn- Live data andrn- statistics", "both;\n- Live data and\n- statistics"),
            (
                "existing robots)rn• 10 x upgrade (increase inrnprocessing power)",
                "existing robots)\n• 10 x upgrade (increase in\nprocessing power)",
            ),
            ("Tottenham StreetrnLondonrnEC4A 1AB", "Tottenham Street\nLondon\nEC4A 1AB"),
            ("one.rn rn Two", "one.\n \n Two"),
            ("as required.rn", "as required.\n"),
            ("accessible to:rnâ€¢tChildren;rn2.tVictims", "accessible to:\n• Children;\n2. Victims"),
            ("rnEXPRESSION OF INTERESTrnrn", "\nEXPRESSION OF INTEREST\n\n"),
            ("Products.rnLot 1: sweepersrnLot 2", "Products.\nLot 1: sweepers\nLot 2"),
            ("see https://x.example/login.htmlrnrnAnd", "see https://x.example/login.html\n\nAnd"),
        ] {
            assert_eq!(text(written), meant);
        }
    }

    #[test]
    fn what_may_be_a_word_stays() {
        for written in [
            "Learning in Northern and Western Cornwall returns, modern furniture; burns, corn.",
            "WesternPower, LearnDirect, BournUP, NorthernRail and the Brno Centre",
            "WelcomernNorth",
            "a turn. Return! (born) fern, 'barn' stern",
            "Tender of 3 rn grades",
            "•tRNA and 2.tRNA",
        ] {
            assert_eq!(mended(written), (written.into(), Mended::default()));
        }
    }

    /// Words with `rn` in them as English has them: a vowel before it, anything behind.
    fn word() -> impl Strategy<Value = String> {
        let known = ["return", "learning", "Northern", "Burnley", "external", "government", "Cornwall", "rn", "Bourne"];
        prop_oneof![
            select(known[..7].to_vec()).prop_map(str::to_owned),
            ("[A-Za-z]{0,4}[aeiou]rn[a-z]{0,5}").prop_filter("one at most", |word| word.matches("rn").count() == 1),
            "[A-Za-z]{1,8}".prop_filter("may be a break", |word| !word.contains("rn")),
        ]
    }

    proptest! {
        #[test]
        fn ordinary_words_stay(words in vec((word(), select(vec![" ", ". ", ", ", "; ", " (", ") ", "\n"])), 1..20)) {
            let written: String = words.iter().flat_map(|(word, between)| [word.as_str(), between]).collect();
            prop_assert_eq!(text(&written), written);
        }

        #[test]
        fn whatever_is_written_can_be_mended(written in "(rn|[a-zA-Z.&;# 0-9\n]|&amp;|&#0;){0,200}") {
            let once = text(&written);
            prop_assert!(once.len() <= written.len() * 4);
        }
    }
}
