//! What was found, in the order in which it is read.

use std::ops::Range;

use super::{
    clauses::Pair,
    found::{Clause, Fate, Paragraph, Piece, Said},
    links::Links,
    words::{Side, Word, paragraphs},
};

/// A word at its place on the page, or the mark of a move.
#[derive(Clone, Copy)]
enum Mark {
    Kept(usize),
    TakenOut(usize),
    New(usize),
    MovedHere(usize),
    MovedFrom(usize),
}

/// Every clause of both sides, the first text's on the left of `sides`.
pub fn written(sides: [&Side<'_>; 2], pairs: &[Pair], links: &Links) -> Vec<Clause> {
    let page = Page::new(sides, pairs, links);
    let mut gone: Vec<Vec<usize>> = vec![Vec::new(); sides[1].clauses.len() + 1];
    let mut after = 0;
    for place in 0..sides[0].clauses.len() {
        match page.pair_of[0][place] {
            None => gone[after].push(place),
            Some(pair) if !pairs[pair].moved => after = pairs[pair].of(1) + 1,
            Some(_) => {}
        }
    }
    let mut all = Vec::new();
    for (place, gone) in gone.into_iter().enumerate() {
        all.extend(gone.into_iter().map(|place| page.gone(place)));
        if place < sides[1].clauses.len() {
            // Those that are gone stand before the clause that follows them.
            all.push(match page.pair_of[1][place] {
                None => page.new_clause(place),
                Some(pair) => page.both(pairs[pair]),
            });
        }
    }
    all
}

/// All words in a row.
pub fn in_a_row(sides: [&Side<'_>; 2], links: &Links) -> Vec<(Said, String)> {
    Page::new(sides, &[], links).row(0..sides[0].words.len(), 0..sides[1].words.len())
}

struct Page<'a> {
    sides: [&'a Side<'a>; 2],
    links: &'a Links,
    pair_of: [Vec<Option<usize>>; 2],
    /// The number of each move, in the order of the second text.
    numbers: Vec<usize>,
}

impl<'a> Page<'a> {
    fn new(sides: [&'a Side<'a>; 2], pairs: &[Pair], links: &'a Links) -> Self {
        let mut pair_of = sides.map(|side| vec![None; side.clauses.len()]);
        for (number, pair) in pairs.iter().enumerate() {
            [0, 1].into_iter().for_each(|side: usize| pair_of[side][pair.of(side)] = Some(number));
        }
        let mut order: Vec<usize> = (0..links.moves.len()).collect();
        order.sort_by_key(|number| links.moves[*number][1].start);
        let mut numbers = vec![0; order.len()];
        order.into_iter().zip(1..).for_each(|(at, number)| numbers[at] = number);
        Self { sides, links, pair_of, numbers }
    }

    fn gone(&self, place: usize) -> Clause {
        let clause = &self.sides[0].clauses[place];
        let paragraphs = clause.paragraphs.clone().map(|paragraph| {
            let words = self.sides[0].paragraphs[paragraph].clone();
            Paragraph { pieces: self.pieces(&self.taken_out(words), [Some(place), None]) }
        });
        Clause {
            heading: clause.piece.heading.clone(),
            was: clause.piece.number,
            is: None,
            fate: Fate::Gone,
            moved: false,
            paragraphs: paragraphs.collect(),
        }
    }

    fn new_clause(&self, place: usize) -> Clause {
        let clause = &self.sides[1].clauses[place];
        let paragraphs = clause.paragraphs.clone().map(|paragraph| {
            let words = self.sides[1].paragraphs[paragraph].clone();
            Paragraph { pieces: self.pieces(&self.marks(words), [None, Some(place)]) }
        });
        Clause {
            heading: clause.piece.heading.clone(),
            was: None,
            is: clause.piece.number,
            fate: Fate::New,
            moved: false,
            paragraphs: paragraphs.collect(),
        }
    }

    fn both(&self, pair: Pair) -> Clause {
        let [was, is] = [0, 1].map(|side| &self.sides[side].clauses[pair.of(side)]);
        let places = [Some(pair.of(0)), Some(pair.of(1))];
        let paragraphs: Vec<Paragraph> = if pair.is_same {
            let kept = |lines: Vec<&str>| Paragraph { pieces: vec![Piece::Said(Said::Kept, lines.join(" "))] };
            paragraphs(&is.piece.text).into_iter().map(kept).collect()
        } else {
            let blocks = self.blocks(was.words.clone(), is.paragraphs.clone());
            blocks.iter().map(|marks| Paragraph { pieces: self.pieces(marks, places) }).collect()
        };
        let is_same = paragraphs.iter().all(Paragraph::is_same);
        Clause {
            heading: is.piece.heading.clone(),
            was: was.piece.number,
            is: is.piece.number,
            fate: if is_same { Fate::Same } else { Fate::Changed },
            moved: pair.moved,
            paragraphs,
        }
    }

    /// The paragraphs of the second text, with the words of the first that were taken out: within one whose words stayed, else as
    /// a paragraph of their own.
    fn blocks(&self, was: Range<usize>, is: Range<usize>) -> Vec<Vec<Mark>> {
        let mut blocks = Blocks::default();
        let mut from = was.start;
        for paragraph in is {
            let words = self.sides[1].paragraphs[paragraph].clone();
            for mark in self.marks(words) {
                if let Mark::Kept(word) = mark
                    && let Some(other) = self.links.other[1][word]
                {
                    self.put_between(&mut blocks, was.start, from..other, Some(other));
                    from = other + 1;
                    blocks.kept = Some(blocks.done.len());
                }
                blocks.open.push(mark);
            }
            blocks.close();
        }
        self.put_between(&mut blocks, was.start, from..was.end, None);
        blocks.close();
        blocks.done
    }

    /// Words of the first text that stand between one that stayed and the next.
    fn put_between(&self, blocks: &mut Blocks, start: usize, words: Range<usize>, next: Option<usize>) {
        let paragraph = |word: usize| self.sides[0].words[word].paragraph;
        let last = (words.start > start).then(|| paragraph(words.start - 1));
        let next = next.map(paragraph);
        let mut at = words.start;
        let mut apart = 0;
        while at < words.end {
            let own = paragraph(at);
            let end = (at..words.end).find(|word| paragraph(*word) != own).unwrap_or(words.end);
            let marks = self.taken_out(at..end);
            if Some(own) == next || blocks.kept == Some(blocks.done.len()) {
                blocks.open.extend(marks);
            } else if Some(own) == last
                && let Some(kept) = blocks.kept
            {
                blocks.done[kept].extend(marks);
            } else {
                blocks.done.insert(blocks.kept.map_or(0, |kept| kept + 1) + apart, marks);
                apart += 1;
            }
            at = end;
        }
    }

    /// Words of the first text that did not stay.
    fn taken_out(&self, words: Range<usize>) -> Vec<Mark> {
        let (mut marks, mut at) = (Vec::new(), words.start);
        while at < words.end {
            match self.links.moved[0][at] {
                Some(number) => {
                    marks.push(Mark::MovedFrom(number));
                    at = self.links.moves[number][0].end;
                }
                None => {
                    marks.push(Mark::TakenOut(at));
                    at += 1;
                }
            }
        }
        marks
    }

    /// Words of the second text.
    fn marks(&self, words: Range<usize>) -> Vec<Mark> {
        let (mut marks, mut at) = (Vec::new(), words.start);
        while at < words.end {
            if let Some(number) = self.links.moved[1][at] {
                marks.push(Mark::MovedHere(number));
                at = self.links.moves[number][1].end;
                continue;
            }
            marks.push(if self.links.other[1][at].is_some() { Mark::Kept(at) } else { Mark::New(at) });
            at += 1;
        }
        marks
    }

    fn pieces(&self, marks: &[Mark], places: [Option<usize>; 2]) -> Vec<Piece> {
        let mut text = Text::default();
        for mark in marks {
            match *mark {
                Mark::Kept(word) => text.put(Said::Kept, &self.sides[1].words[word]),
                Mark::New(word) => text.put(Said::New, &self.sides[1].words[word]),
                Mark::TakenOut(word) => text.put(Said::TakenOut, &self.sides[0].words[word]),
                Mark::MovedHere(number) => {
                    let [was, is] = self.links.moves[number].clone();
                    let clause = self.elsewhere(0, was.start, places[0]);
                    text.blank_before(self.sides[1].words[is.start].blank);
                    let number_shown = self.numbers[number];
                    text.push(Piece::MovedHere { number: number_shown, clause, words: self.row(was, is) });
                }
                Mark::MovedFrom(number) => {
                    let clause = self.elsewhere(1, self.links.moves[number][1].start, places[1]);
                    text.blank_before(true);
                    text.push(Piece::MovedFrom { number: self.numbers[number], clause });
                }
            }
        }
        text.ended()
    }

    /// Words of the second text, with those of the first between them that were taken out.
    fn row(&self, was: Range<usize>, is: Range<usize>) -> Vec<(Said, String)> {
        let mut text = Text::default();
        let mut from = was.start;
        for word in is {
            match self.links.other[1][word] {
                Some(other) => {
                    (from..other).for_each(|word| text.put(Said::TakenOut, &self.sides[0].words[word]));
                    from = other + 1;
                    text.put(Said::Kept, &self.sides[1].words[word]);
                }
                None => text.put(Said::New, &self.sides[1].words[word]),
            }
        }
        (from..was.end).for_each(|word| text.put(Said::TakenOut, &self.sides[0].words[word]));
        let said = |piece: Piece| match piece {
            Piece::Said(said, words) => Some((said, words)),
            Piece::MovedHere { .. } | Piece::MovedFrom { .. } => None,
        };
        text.ended().into_iter().filter_map(said).collect()
    }

    /// The heading of the clause that a word stands in, if it is not this one.
    fn elsewhere(&self, side: usize, word: usize, own: Option<usize>) -> Option<String> {
        let clauses = &self.sides[side].clauses;
        let place = clauses.partition_point(|clause| clause.words.end <= word);
        (own != Some(place)).then(|| clauses.get(place).map(|clause| clause.piece.heading.clone())).flatten()
    }
}

/// Paragraphs while they are written.
#[derive(Default)]
struct Blocks {
    done: Vec<Vec<Mark>>,
    open: Vec<Mark>,
    /// Which paragraph the last word that stayed stands in: one that is done, or the open one behind them.
    kept: Option<usize>,
}

impl Blocks {
    fn close(&mut self) {
        if !self.open.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }
}

/// Words as they are read: changed ones one after another as one run, what was taken out before what is new; a blank before them
/// belongs to what stayed.
#[derive(Default)]
struct Text {
    pieces: Vec<Piece>,
    taken: String,
    new: String,
}

impl Text {
    fn put(&mut self, said: Said, word: &Word<'_>) {
        if said == Said::Kept {
            self.close();
            self.blank_before(word.blank);
            self.say(Said::Kept, word.text);
            return;
        }
        if self.taken.is_empty() && self.new.is_empty() {
            self.blank_before(word.blank);
        }
        let run = if said == Said::New { &mut self.new } else { &mut self.taken };
        if word.blank && !run.is_empty() {
            run.push(' ');
        }
        run.push_str(word.text);
    }

    fn push(&mut self, piece: Piece) {
        self.close();
        self.pieces.push(piece);
    }

    /// A blank, but not at the start.
    fn blank_before(&mut self, is_blank: bool) {
        self.close();
        if is_blank && !self.pieces.is_empty() {
            self.say(Said::Kept, " ");
        }
    }

    fn say(&mut self, said: Said, words: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Said(last, text)) if *last == said => text.push_str(words),
            _ => self.pieces.push(Piece::Said(said, words.to_owned())),
        }
    }

    fn close(&mut self) {
        for (said, words) in
            [(Said::TakenOut, std::mem::take(&mut self.taken)), (Said::New, std::mem::take(&mut self.new))]
        {
            if !words.is_empty() {
                self.say(said, &words);
            }
        }
    }

    fn ended(mut self) -> Vec<Piece> {
        self.close();
        self.pieces
    }
}
