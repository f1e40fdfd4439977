//! A text in clauses, paragraphs, sentences and words.

use std::{collections::HashMap, ops::Range};

use similar::DiffableStr;

use crate::clause::Piece;

/// Words get a number each, the same one wherever they stand.
#[derive(Default)]
pub struct Known<'a>(HashMap<&'a str, u32>);

impl<'a> Known<'a> {
    fn number(&mut self, word: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }
}

/// A word or a sign.
#[derive(Clone, Copy)]
pub struct Word<'a> {
    pub text: &'a str,
    /// The same for the same word.
    pub number: u32,
    /// True if a blank or a line break stands before it.
    pub blank: bool,
    /// The place of its paragraph among those of the text.
    pub paragraph: usize,
}

/// One of the two texts. A clause that is the same in both is not read.
pub struct Side<'a> {
    pub clauses: Vec<Clause<'a>>,
    pub words: Vec<Word<'a>>,
    /// Their words, in order and without a gap.
    pub sentences: Vec<Range<usize>>,
    pub paragraphs: Vec<Range<usize>>,
}

/// A clause, with the places of what it is made of.
pub struct Clause<'a> {
    pub piece: &'a Piece,
    pub words: Range<usize>,
    pub sentences: Range<usize>,
    pub paragraphs: Range<usize>,
}

impl<'a> Side<'a> {
    /// A text, but for the clauses that need no reading.
    pub fn read(pieces: &'a [Piece], unread: Vec<usize>, known: &mut Known<'a>) -> Self {
        let mut side = Self { clauses: Vec::new(), words: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        let mut is_read = vec![true; pieces.len()];
        unread.into_iter().for_each(|place| is_read[place] = false);
        for (piece, is_read) in pieces.iter().zip(is_read) {
            let from = (side.words.len(), side.sentences.len(), side.paragraphs.len());
            if is_read {
                paragraphs(&piece.text).into_iter().for_each(|lines| side.read_paragraph(&lines, known));
            }
            side.clauses.push(Clause {
                piece,
                words: from.0..side.words.len(),
                sentences: from.1..side.sentences.len(),
                paragraphs: from.2..side.paragraphs.len(),
            });
        }
        side
    }

    /// A short text as one sentence.
    pub fn of_words(text: &'a str, known: &mut Known<'a>) -> Self {
        let mut side = Self { clauses: Vec::new(), words: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        side.read_line(text, known);
        side.sentences.push(0..side.words.len());
        side.paragraphs.push(0..side.words.len());
        side
    }

    fn read_paragraph(&mut self, lines: &[&'a str], known: &mut Known<'a>) {
        let from = self.words.len();
        lines.iter().for_each(|line| self.read_line(line, known));
        let all = from..self.words.len();
        if all.is_empty() {
            return;
        }
        self.paragraphs.push(all.clone());
        let mut start = from;
        for at in all.clone() {
            if at + 1 == all.end || self.ends_sentence(from, at) {
                self.sentences.push(start..at + 1);
                start = at + 1;
            }
        }
    }

    fn read_line(&mut self, line: &'a str, known: &mut Known<'a>) {
        let mut blank = true;
        for part in line.tokenize_unicode_words() {
            // A sign that combines with the blank before it stands in one part with it.
            let text = part.trim();
            blank |= part.starts_with(char::is_whitespace);
            if !text.is_empty() {
                let number = known.number(text);
                self.words.push(Word { text, number, blank, paragraph: self.paragraphs.len() });
                blank = part.ends_with(char::is_whitespace);
            }
        }
    }

    /// True if the word is the last of a sentence: before a blank, a stop and whatever closes after it; but not the stop of an
    /// abbreviation, nor that behind a number at the start of a paragraph.
    fn ends_sentence(&self, from: usize, at: usize) -> bool {
        if !self.words[at + 1].blank {
            return false;
        }
        let closes = |word: &Word<'_>| word.text.chars().all(|sign| ")]}\"'”’*_»".contains(sign));
        let mut stop = at;
        while stop > from && closes(&self.words[stop]) && !self.words[stop].blank {
            stop -= 1;
        }
        match self.words[stop].text {
            "!" | "?" | "…" => true,
            "." if stop == from => true,
            "." => !self.words[stop].blank && !self.shortens(from, stop - 1) && !self.goes_on(at + 1),
            _ => false,
        }
    }

    fn shortens(&self, from: usize, at: usize) -> bool {
        let word = self.words[at].text;
        ABBREVIATIONS.contains(&word)
            || word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
            || at == from && word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// True if no sentence begins here.
    fn goes_on(&self, at: usize) -> bool {
        self.words[at].text.chars().next().is_some_and(|letter| letter.is_lowercase() || ",;:".contains(letter))
    }

    /// The numbers of some words.
    pub fn numbers(&self, words: Range<usize>) -> Vec<u32> {
        self.words[words].iter().map(|word| word.number).collect()
    }

    /// How many letters, figures and signs some words have.
    pub fn letters(&self, words: Range<usize>) -> usize {
        self.words[words].iter().map(|word| word.text.chars().count()).sum()
    }
}

/// Whose stop ends no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "art", "Art", "cf", "cl", "Co", "Dr", "e.g", "i.e", "Ltd", "Mr", "Mrs", "Ms", "no", "No", "nos", "Nos", "para",
    "paras", "Prof", "reg", "ss", "St", "viz", "vs",
];

/// The lines of each paragraph; an entry of a list, a row of a table and a heading are one each.
pub fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let (mut all, mut is_open): (Vec<Vec<&str>>, bool) = (Vec::new(), false);
    for line in text.lines() {
        let words = line.trim();
        let stands_alone = words.starts_with(['#', '|']);
        match all.last_mut() {
            _ if words.is_empty() => is_open = false,
            Some(last) if is_open && !stands_alone && !begins_entry(words) => last.push(line),
            _ => {
                all.push(vec![line]);
                is_open = !stands_alone;
            }
        }
    }
    all
}

/// True for `- `, `* `, `+ `, `1. ` and `1) `.
fn begins_entry(line: &str) -> bool {
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let sign = if rest.len() < line.len() { rest.strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '*', '+']) };
    sign.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let mut known = Known::default();
        let mut side = Side { clauses: Vec::new(), words: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        paragraphs(text).iter().for_each(|lines| side.read_paragraph(lines, &mut known));
        let said = |words: &Range<usize>| {
            let words = &side.words[words.clone()];
            let all: String = words.iter().flat_map(|word| [if word.blank { " " } else { "" }, word.text]).collect();
            all.trim().to_owned()
        };
        side.sentences.iter().map(said).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text = "Under s.75 of the Act, e.g. No. 3, St. Mary's pays 1.5 per cent (see para. 4). It is due. Is it?";
        assert_eq!(
            sentences(text),
            ["Under s.75 of the Act, e.g. No. 3, St. Mary's pays 1.5 per cent (see para. 4).", "It is due.", "Is it?"]
        );
        assert_eq!(
            sentences("1. We meet.\n2. We refer (all of us.) And more"),
            ["1. We meet.", "2. We refer (all of us.)", "And more"]
        );
    }

    #[test]
    fn an_entry_a_row_and_a_heading_are_paragraphs_of_their_own() {
        let text = "# Title\nOne line\r\nand another\n- a\n  more\n- b\n| x | y |\n|---|---|\n\n\u{a0}\nEnd";
        assert_eq!(paragraphs(text).len(), 7);
    }
}
