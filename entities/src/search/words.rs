//! Words as they are kept and looked for. Pure: no database.

use std::collections::BTreeSet;

use crate::values::text;

/// Longer words are cut: nobody types more to find one.
pub const LONGEST: usize = 40;
/// So many letters have to be typed before words that begin with them are found.
pub const START: usize = 3;
/// Shorter words have too few trigrams to be found by.
const SHORTEST_WRONG: usize = 4;

/// The folded words of a text, each once.
pub fn words(text: &str) -> BTreeSet<String> {
    text::folded(text).split_whitespace().map(cut).collect()
}

/// A folded word, cut to [`LONGEST`] letters.
pub fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// A reference or code as one word: `MOU-2015-001` is `mou2015001`, `B19 3XJ` is `b193xj`.
pub fn code(text: &str) -> String {
    cut(&text::folded(text).replace(' ', ""))
}

/// Between which words, the second no more one of them, those lie that go on from this one: with a letter, and with a digit as
/// codes do. None for a word of which too little is typed.
pub fn longer(word: &str) -> Vec<(String, String)> {
    if word.chars().count() < START {
        return Vec::new();
    }
    // Folded words are of letters and digits, in the order of their code points.
    let beyond = |last: char| format!("{word}{last}");
    vec![(beyond(':'), beyond(char::MAX)), (beyond('0'), beyond(':'))]
}

/// Every three letters in a row of a word with a blank before and behind it; none for numbers, codes and short words.
pub fn trigrams(word: &str) -> BTreeSet<String> {
    if word.chars().count() < SHORTEST_WRONG || word.chars().any(|c| c.is_ascii_digit()) {
        return BTreeSet::new();
    }
    let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

/// How many letters may be wrong, missing, too many or exchanged.
pub fn forgiven(word: &str) -> usize {
    if word.chars().count() < 6 { 1 } else { 2 }
}

/// The forms of a word that are looked for beside it: the singular of what may be a plural.
pub fn singular(word: &str) -> Option<String> {
    let stem =
        word.strip_suffix("ies").map(|stem| format!("{stem}y")).or_else(|| word.strip_suffix('s').map(Into::into));
    stem.filter(|stem| stem.chars().count() >= START && !stem.ends_with('s'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_words_and_a_code_one() {
        assert_eq!(
            words("St. Mary’s É-School, school").into_iter().collect::<Vec<_>>(),
            ["e", "mary", "s", "school", "st"]
        );
        assert_eq!((code("MOU-2015-001"), code(" b19 3xj ")), ("mou2015001".into(), "b193xj".into()));
        assert_eq!(words(&"x".repeat(10_000)).first().unwrap().len(), LONGEST);
    }

    #[test]
    fn what_goes_on_from_a_word_lies_between_two_others() {
        let goes_on = |word: &str, from: &str| {
            longer(from).iter().position(|(first, beyond)| (first.as_str()..beyond.as_str()).contains(&word))
        };
        for word in ["schools", "schoola", "schoolé", "school日"] {
            assert_eq!(goes_on(word, "school"), Some(0), "{word}");
        }
        assert_eq!((goes_on("mou2015001", "mou"), goes_on("mou9", "mou")), (Some(1), Some(1)));
        for word in ["school", "schoo", "scholar", "schop"] {
            assert_eq!(goes_on(word, "school"), None, "{word}");
        }
        assert!(longer("st").is_empty() && longer("").is_empty());
    }

    #[test]
    fn words_have_trigrams_and_codes_have_none() {
        assert_eq!(trigrams("mash").into_iter().collect::<Vec<_>>(), [" ma", "ash", "mas", "sh "]);
        assert!(trigrams("nhs").is_empty() && trigrams("13p").is_empty() && trigrams("103562").is_empty());
    }

    #[test]
    fn a_plural_has_a_singular() {
        for (word, singular_of_it) in
            [("schools", Some("school")), ("agencies", Some("agency")), ("access", None), ("nhs", None)]
        {
            assert_eq!(singular(word).as_deref(), singular_of_it, "{word}");
        }
    }
}
