//! What holds for any two texts.

use proptest::prelude::*;

use super::{
    told::{lasting, side, without_blanks},
    *,
};

/// Everything that a text says and that is compared.
fn said(text: &str) -> String {
    pieces(text).iter().map(|piece| without_blanks(&piece.text)).collect()
}

/// What stayed, where it stood or elsewhere.
#[derive(Debug, PartialEq)]
struct Stayed {
    /// In no order.
    letters: Vec<char>,
    moves: usize,
    /// Numbers of moved clauses: in the first text given, and in the other.
    clauses: Vec<[Option<usize>; 2]>,
}

impl Stayed {
    fn of(comparison: &Comparison) -> Self {
        let letters = letters(comparison, Said::Kept);
        let moves = pieces_of(comparison).filter(|piece| matches!(piece, Piece::MovedHere { .. })).count();
        let moved = comparison.clauses.iter().filter(|clause| clause.moved);
        let mut clauses: Vec<_> = moved.map(|clause| [clause.was, clause.is]).collect();
        clauses.sort_unstable();
        Self { letters, moves, clauses }
    }

    fn turned(mut self) -> Self {
        self.clauses.iter_mut().for_each(|numbers| numbers.reverse());
        self.clauses.sort_unstable();
        self
    }
}

fn pieces_of(comparison: &Comparison) -> impl Iterator<Item = &Piece> {
    comparison.clauses.iter().flat_map(|clause| &clause.paragraphs).flat_map(|paragraph| &paragraph.pieces)
}

/// What is said so, in no order.
fn letters(comparison: &Comparison, own: Said) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for piece in pieces_of(comparison) {
        match piece {
            Piece::Said(said, words) if *said == own => letters.extend(words.chars()),
            Piece::MovedHere { words, .. } => {
                letters.extend(words.iter().filter(|(said, _)| *said == own).flat_map(|(_, words)| words.chars()));
            }
            Piece::Said(..) | Piece::MovedFrom { .. } => {}
        }
    }
    letters.retain(|letter| !letter.is_whitespace());
    letters.sort_unstable();
    letters
}

/// Texts of few words, so that much is repeated, moved, doubled and lost.
fn text() -> impl Strategy<Value = String> {
    let sentence =
        "(The host|We|All parties|Nobody) (meets?|pays?|writes the report) (every|each) (month|year|day)[.!]";
    let line =
        format!("({sentence} ){{0,3}}|- {sentence}|\\| a \\| b \\||## (Review|Money|Aims)( \\{{#c-(a|b|c)\\}})?\n");
    let text = format!("(({line})(\n|\n\n|\r\n| |\u{a0})){{0,9}}");
    proptest::string::string_regex(&text).expect("a pattern")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn both_sides_follow_from_it(before in text(), after in text()) {
        for patience in [lasting(), Patience::NONE] {
            let found = compare(&before, &after, patience);
            prop_assert_eq!(side(&found, Said::TakenOut), said(&before));
            prop_assert_eq!(side(&found, Said::New), said(&after));
        }
    }

    #[test]
    fn both_sides_follow_of_any_letters(before in "[a-c.#\\-| \n\u{301}\u{a0}]{0,40}", after in "[a-c.#\\-| \n\u{301}\u{a0}]{0,40}") {
        let found = compare(&before, &after, lasting());
        prop_assert_eq!(side(&found, Said::TakenOut), said(&before));
        prop_assert_eq!(side(&found, Said::New), said(&after));
    }

    #[test]
    fn it_is_the_same_from_the_other_side(before in text(), after in text()) {
        for patience in [lasting(), Patience::NONE] {
            let (there, back) = (compare(&before, &after, patience), compare(&after, &before, patience));
            prop_assert_eq!(Stayed::of(&there).turned(), Stayed::of(&back));
            prop_assert_eq!(letters(&there, Said::New), letters(&back, Said::TakenOut));
            prop_assert_eq!(letters(&there, Said::TakenOut), letters(&back, Said::New));
        }
    }

    #[test]
    fn a_text_is_as_it_was(text in text()) {
        for patience in [lasting(), Patience::NONE] {
            let found = compare(&text, &text, patience);
            prop_assert!(found.is_empty() && !found.blanks_only && !found.by_paragraphs);
            let spaced = text.replace(" every ", "  every\u{a0}").replace("the report", "the\nreport").replace("\r\n", "\n");
            prop_assert!(compare(&text, &spaced, patience).is_empty());
        }
    }

    #[test]
    fn clauses_that_lost_their_anchors_are_known_again(text in text()) {
        // Every heading on a line of its own: elsewhere its anchor is but letters.
        let text = text.replace("## ", "\n\n## ").replace('\u{a0}', " ");
        let mut bare = text.clone();
        for anchor in [" {#c-a}", " {#c-b}", " {#c-c}"] {
            bare = bare.replace(anchor, "");
        }
        let found = compare(&text, &bare, lasting());
        prop_assert!(found.clauses.iter().all(|clause| matches!(clause.fate, Fate::Same)), "{:?}", found);
    }
}
