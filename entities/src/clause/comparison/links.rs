//! Which word of one text is which of the other, and which stand elsewhere: what [`super::sentences`] found, word by word.

use std::{
    collections::{HashMap, VecDeque},
    ops::Range,
};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::{clauses::Pair, order, patience::Patience, sentences::Sentences, words::Side};

/// More words than this are not compared with each other where no sentence is alike: what they have in common is chance.
const MOST_BETWEEN: usize = 160_000;

/// By the places of the words.
pub struct Links {
    /// Of each side's words, the other side's.
    pub other: [Vec<Option<usize>>; 2],
    /// Of each side's words, the move that they belong to.
    pub moved: [Vec<Option<usize>>; 2],
    /// The words of what moved, on each side; within a paragraph on both.
    pub moves: Vec<[Range<usize>; 2]>,
    /// True if something was left to be compared by paragraphs.
    pub by_paragraphs: bool,
}

/// What both texts have, as long as `patience` lasts.
pub fn found(sides: [&Side<'_>; 2], pairs: &[Pair], patience: Patience) -> Links {
    let mut links = Links::none(sides);
    let mut sentences = Sentences::of(sides);
    let mut read = Vec::new();
    for pair in pairs.iter().filter(|pair| !pair.is_same) {
        let places = pair.places();
        let words = [0, 1].map(|side| sides[side].clauses[places[side]].words.clone());
        if sides[0].numbers(words[0].clone()) == sides[1].numbers(words[1].clone()) {
            links.keep(words);
        } else if patience.is_over() {
            links.compare_paragraphs(sides, places);
        } else {
            sentences.match_equal(places, patience);
            read.push(places);
        }
    }
    let alone = [0, 1].map(|side| {
        let mut alone = vec![true; sides[side].clauses.len()];
        pairs.iter().for_each(|pair| alone[pair.of(side)] = false);
        alone
    });
    sentences.match_elsewhere(&alone, &read, patience);
    let found = sentences.settled(&read);
    for one in &found.equal {
        links.keep(one.clone());
    }
    for one in found.alike.iter().chain(&found.between) {
        links.compare_words(sides, one, patience);
    }
    links.moves.extend(found.moved);
    links.moves = joined(sides, links.moves);
    links.mark_moves();
    links
}

impl Links {
    fn none(sides: [&Side<'_>; 2]) -> Self {
        let none = || sides.map(|side| vec![None; side.words.len()]);
        Self { other: none(), moved: none(), moves: Vec::new(), by_paragraphs: false }
    }

    /// Of two short texts; none if they have little in common.
    pub fn of_words(sides: [&Side<'_>; 2], patience: Patience) -> Option<Self> {
        let mut links = Self::none(sides);
        let all = sides.map(|side| 0..side.words.len());
        let same = links.equal_words(sides, &all.clone().map(Iterator::collect), patience);
        let letters: usize = same.iter().map(|(word, _)| sides[0].letters(*word..word + 1)).sum();
        let both = sides[0].letters(all[0].clone()) + sides[1].letters(all[1].clone());
        same.into_iter().for_each(|(first, second)| links.link(first, second));
        (letters > 0 && 5 * letters >= both).then_some(links)
    }

    /// Looks at it from the other side.
    pub fn turn(&mut self) {
        self.other.reverse();
        self.moved.reverse();
        self.moves.iter_mut().for_each(|words| words.reverse());
    }

    fn link(&mut self, first: usize, second: usize) {
        self.other[0][first] = Some(second);
        self.other[1][second] = Some(first);
    }

    /// Words that are the same on both sides.
    fn keep(&mut self, words: [Range<usize>; 2]) {
        let [first, second] = words;
        first.zip(second).for_each(|(first, second)| self.link(first, second));
    }

    fn mark_moves(&mut self) {
        for (number, words) in self.moves.iter().enumerate() {
            for (side, words) in words.iter().enumerate() {
                self.moved[side][words.clone()].fill(Some(number));
            }
        }
    }

    /// Words that both sides have in the same order.
    fn equal_words(
        &mut self,
        sides: [&Side<'_>; 2],
        words: &[Vec<usize>; 2],
        patience: Patience,
    ) -> Vec<(usize, usize)> {
        let numbers = [0, 1].map(|side: usize| -> Vec<u32> {
            words[side].iter().map(|word| sides[side].words[*word].number).collect()
        });
        let found = capture_diff_slices_deadline(Algorithm::Patience, &numbers[0], &numbers[1], patience.until());
        self.by_paragraphs |= patience.is_over();
        let mut same = Vec::new();
        for op in found {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                same.extend((0..len).map(|at| (words[0][old_index + at], words[1][new_index + at])));
            }
        }
        same
    }

    /// Sentences word by word: words that two of them share count if the two are alike, or one says all that the other says.
    fn compare_words(&mut self, sides: [&Side<'_>; 2], sentences: &[Vec<Range<usize>>; 2], patience: Patience) {
        if patience.is_over() {
            self.by_paragraphs = true;
            return;
        }
        let words = [0, 1].map(|side: usize| -> Vec<usize> { sentences[side].iter().cloned().flatten().collect() });
        let is_one = sentences.iter().all(|sentences| sentences.len() == 1);
        if !is_one && words[0].len() * words[1].len() > MOST_BETWEEN {
            return;
        }
        let same = self.equal_words(sides, &words, patience);
        if words.iter().all(|words| words.len() == same.len()) {
            same.into_iter().for_each(|(first, second)| self.link(first, second));
            return;
        }
        let mut shared: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
        for (first, second) in same {
            shared
                .entry((owner(&sentences[0], first), owner(&sentences[1], second)))
                .or_default()
                .push((first, second));
        }
        for ((first, second), same) in shared {
            let letters: usize = same.iter().map(|(word, _)| sides[0].letters(*word..word + 1)).sum();
            let all = [sides[0].letters(sentences[0][first].clone()), sides[1].letters(sentences[1][second].clone())];
            let is_alike = 5 * letters >= all[0] + all[1];
            let says_all = same.len() > 2 && 10 * letters >= 9 * all[0].min(all[1]);
            if is_alike || says_all {
                same.into_iter().for_each(|(first, second)| self.link(first, second));
            }
        }
    }

    /// A clause by whole paragraphs, in a time that grows with their number.
    fn compare_paragraphs(&mut self, sides: [&Side<'_>; 2], places: [usize; 2]) {
        self.by_paragraphs = true;
        let all = [0, 1].map(|side| sides[side].clauses[places[side]].paragraphs.clone());
        let said = |side: usize, paragraph: usize| sides[side].numbers(sides[side].paragraphs[paragraph].clone());
        let mut pairs: Vec<(usize, usize)> = all[0]
            .clone()
            .zip(all[1].clone())
            .take_while(|(first, second)| said(0, *first) == said(1, *second))
            .collect();
        let mut left: HashMap<Vec<u32>, VecDeque<usize>> = HashMap::new();
        for second in all[1].clone().skip(pairs.len()) {
            left.entry(said(1, second)).or_default().push_back(second);
        }
        for first in all[0].clone().skip(pairs.len()) {
            if let Some(second) = left.get_mut(&said(0, first)).and_then(VecDeque::pop_front) {
                pairs.push((first, second));
            }
        }
        let words =
            |(first, second): (usize, usize)| [sides[0].paragraphs[first].clone(), sides[1].paragraphs[second].clone()];
        let kept = order::kept(&pairs, |at| words(pairs[at])[0].len());
        for (pair, kept) in pairs.iter().zip(kept) {
            self.keep(words(*pair));
            if !kept {
                self.moves.push(words(*pair));
            }
        }
    }
}

/// Which of some sentences, in their order, a word of them stands in.
fn owner(sentences: &[Range<usize>], word: usize) -> usize {
    sentences.partition_point(|sentence| sentence.end <= word)
}

/// What moved, with neighbours that moved together as one, as far as a paragraph goes.
fn joined(sides: [&Side<'_>; 2], mut moves: Vec<[Range<usize>; 2]>) -> Vec<[Range<usize>; 2]> {
    moves.sort_by_key(|words| words[0].start);
    let mut joined: Vec<[Range<usize>; 2]> = Vec::with_capacity(moves.len());
    for words in moves {
        let follows = |last: &[Range<usize>; 2]| {
            [0, 1].into_iter().all(|side| {
                let paragraph = |word: usize| sides[side].words[word].paragraph;
                last[side].end == words[side].start && paragraph(last[side].start) == paragraph(words[side].start)
            })
        };
        match joined.last_mut().filter(|last| follows(last)) {
            Some(last) => [0, 1].into_iter().for_each(|side| last[side].end = words[side].end),
            None => joined.push(words),
        }
    }
    joined
}
