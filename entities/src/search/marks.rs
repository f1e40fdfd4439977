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

/// A text in parts, nothing lost, with the words marked that a query looks for.
pub fn marked(text: &str, query: &str) -> Vec<Part> {
    let mut sought: Vec<String> = text::sought(query).iter().map(|word| cut(word)).collect();
    sought.extend(sought.clone().iter().filter_map(|word| singular(word)));
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces(text) {
        let key = text::folded(piece);
        let found = !key.is_empty() && sought.iter().any(|word| key.starts_with(word.as_str()));
        match parts.last_mut() {
            Some(last) if last.found == found => last.text.push_str(piece),
            _ => parts.push(Part { text: piece.into(), found }),
        }
    }
    parts
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
