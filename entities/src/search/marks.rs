//! Which words of a text were looked for, so that a page can mark them. Pure: no database.

use super::words::{cut, singular};
use crate::values::text;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub text: String,
    /// It is a word that was looked for, or begins with one.
    pub found: bool,
}

/// So many letters of an excerpt stand before the first word that was found, and so many from it on.
const BEFORE: usize = 70;
const FROM: usize = 170;

/// A text in parts, nothing lost, with the words marked that a query looks for.
pub fn marked(text: &str, query: &str) -> Vec<Part> {
    let sought = Sought::of(query);
    joined(pieces(text).into_iter().map(|piece| (piece, sought.is(piece))))
}

/// The part of a text around the first word that a query looks for, with the words marked; nothing, if it has none of them.
pub fn excerpt(text: &str, query: &str) -> Option<Vec<Part>> {
    let sought = Sought::of(query);
    let pieces = pieces(text);
    let first = pieces.iter().position(|piece| sought.is(piece))?;
    let mut begins = first - within(pieces[..first].iter().rev(), BEFORE);
    // It begins with a word, not with what stands between two.
    while begins < first && begins > 0 && !pieces[begins].starts_with(char::is_alphanumeric) {
        begins += 1;
    }
    let ends = first + within(pieces[first..].iter(), FROM).max(1);
    let before = (begins > 0).then_some(("… ", false));
    let after = (ends < pieces.len()).then_some((" …", false));
    let shown = pieces[begins..ends].iter().map(|piece| (*piece, sought.is(piece)));
    Some(joined(before.into_iter().chain(shown).chain(after)))
}

/// How many pieces make so many letters at most.
fn within<'a>(pieces: impl Iterator<Item = &'a &'a str>, letters: usize) -> usize {
    let mut room = letters;
    let fits = |piece: &&&str| {
        let length = piece.chars().count();
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    };
    pieces.take_while(fits).count()
}

/// Pieces side by side that are alike are one part.
fn joined<'a>(pieces: impl Iterator<Item = (&'a str, bool)>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (piece, found) in pieces {
        match parts.last_mut() {
            Some(last) if last.found == found => last.text.push_str(piece),
            _ => parts.push(Part { text: piece.into(), found }),
        }
    }
    parts
}

/// The beginnings of words that are looked for.
struct Sought(Vec<String>);

impl Sought {
    fn of(query: &str) -> Self {
        let mut sought: Vec<String> = text::sought(query).iter().map(|word| cut(word)).collect();
        sought.extend(sought.clone().iter().filter_map(|word| singular(word)));
        Self(sought)
    }

    fn is(&self, piece: &str) -> bool {
        let key = text::folded(piece);
        !key.is_empty() && self.0.iter().any(|word| key.starts_with(word.as_str()))
    }
}

/// Words, and what stands between them, in order.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begins = 0;
    let mut in_word = None;
    for (at, letter) in text.char_indices() {
        let is_letter = letter.is_alphanumeric();
        if in_word.is_some_and(|before| before != is_letter) {
            pieces.push(&text[begins..at]);
            begins = at;
        }
        in_word = Some(is_letter);
    }
    pieces.push(&text[begins..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, query: &str) -> String {
        let part = |part: Part| if part.found { format!("[{}]", part.text) } else { part.text };
        marked(text, query).into_iter().map(part).collect()
    }

    #[test]
    fn an_excerpt_stands_around_the_first_word_that_was_found() {
        let long =
            format!("{}We refer families early, and say why. {}", "Before it. ".repeat(20), "After it. ".repeat(40));
        let told = |text: &str, query: &str| {
            let part = |part: Part| if part.found { format!("[{}]", part.text) } else { part.text };
            excerpt(text, query).map(|parts| parts.into_iter().map(part).collect::<String>())
        };
        let shown = told(&long, "families refer").unwrap();
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
        assert!(shown.contains("We [refer] [families] early, and say why. After it."), "{shown}");
        assert!(shown.chars().count() <= BEFORE + FROM + 4 + 4, "{shown}");
        assert_eq!(told("We refer early", "refer").as_deref(), Some("We [refer] early"));
        assert_eq!(told("We refer early", "nothing"), None);
        assert_eq!(told("", "refer"), None);
        assert_eq!(told(&"x".repeat(500), "xxxx").map(|shown| shown.chars().count()), Some(502), "a word is never cut");
    }

    #[test]
    fn found_words_are_marked_and_nothing_is_lost() {
        for (text, query, shown) in [
            ("St Mary’s École, Birmingham", "ecole birm", "St Mary’s [École], [Birmingham]"),
            ("School nurses of schools", "schools", "[School] nurses of [schools]"),
            ("Nothing", "else", "Nothing"),
            ("Nothing", "", "Nothing"),
            ("", "word", ""),
            ("<script>", "script", "<[script]>"),
        ] {
            assert_eq!(told(text, query), shown);
        }
    }
}
