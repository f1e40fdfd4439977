//! Which sentence of one text is which of the other, wherever it stands: those that say the same, then those that are alike.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    ops::Range,
};

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::{order, patience::Patience, words::Side};

/// Two words in a row that stand in more sentences than this say nothing about any of them.
const COMMON: usize = 16;

/// So many of the sentences that share most with one are looked at.
const LOOKED_AT: usize = 4;

/// How much two sentences are alike, of 1,000: the share of their words that both have.
const ALIKE: usize = 600;

/// From here on a sentence that stands elsewhere is the same one, reworded.
const REWORDED: usize = 700;

/// A shorter sentence that is alike elsewhere is another one.
const LEAST_REWORDED: usize = 5;

/// A shorter sentence that says the same in another clause is another one.
const LEAST_ELSEWHERE: usize = 3;

/// The sentences of both sides, and which is which.
pub struct Sentences<'a> {
    sides: [&'a Side<'a>; 2],
    /// The same for sentences that say the same.
    said: [Vec<usize>; 2],
    other: [Vec<Option<usize>>; 2],
}

/// The words of sentences that belong together.
#[derive(Default)]
pub struct Found {
    /// The same in both.
    pub equal: Vec<[Range<usize>; 2]>,
    /// To be compared word by word: a sentence each.
    pub alike: Vec<[Vec<Range<usize>>; 2]>,
    /// To be compared word by word: what is left between sentences at their place.
    pub between: Vec<[Vec<Range<usize>>; 2]>,
    /// Those of them that moved.
    pub moved: Vec<[Range<usize>; 2]>,
}

impl<'a> Sentences<'a> {
    pub fn of(sides: [&'a Side<'a>; 2]) -> Self {
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        let said = sides.map(|side| {
            let mut number = |words: &Range<usize>| {
                let next = known.len();
                *known.entry(side.numbers(words.clone())).or_insert(next)
            };
            side.sentences.iter().map(&mut number).collect()
        });
        Self { sides, said, other: sides.map(|side| vec![None; side.sentences.len()]) }
    }

    /// Within a clause, those that say the same: as many as possible in their order, then the others one by one.
    pub fn match_equal(&mut self, places: [usize; 2], patience: Patience) {
        let all = [0, 1].map(|side: usize| self.sides[side].clauses[places[side]].sentences.clone());
        let known = [0, 1].map(|side: usize| -> HashSet<usize> {
            all[side].clone().map(|sentence| self.said[side][sentence]).collect()
        });
        let both = [0, 1].map(|side: usize| -> Vec<usize> {
            all[side].clone().filter(|sentence| known[1 - side].contains(&self.said[side][*sentence])).collect()
        });
        let is_once = [0, 1].into_iter().all(|side: usize| {
            let said: HashSet<usize> = both[side].iter().map(|sentence| self.said[side][*sentence]).collect();
            said.len() == both[side].len()
        });
        if !is_once {
            let said = [0, 1].map(|side: usize| -> Vec<usize> {
                both[side].iter().map(|sentence| self.said[side][*sentence]).collect()
            });
            for op in capture_diff_slices_deadline(Algorithm::Myers, &said[0], &said[1], patience.until()) {
                if let DiffOp::Equal { old_index, new_index, len } = op {
                    (0..len).for_each(|at| self.pair(both[0][old_index + at], both[1][new_index + at]));
                }
            }
        }
        self.pair_equal(both);
    }

    /// Everywhere, those that are left: that say the same in another clause, that are alike in their own, that are alike in another.
    /// `alone` are the clauses that only one side has, `read` those whose sentences were matched.
    pub fn match_elsewhere(&mut self, alone: &[Vec<bool>; 2], read: &[[usize; 2]], patience: Patience) {
        let clauses = [0, 1].map(|side: usize| -> Vec<usize> {
            let mut all: Vec<usize> = read.iter().map(|places| places[side]).collect();
            all.extend((0..alone[side].len()).filter(|clause| alone[side][*clause]));
            all.sort_unstable();
            all
        });
        let left = |this: &Self, least: usize| {
            [0, 1].map(|side: usize| -> Vec<usize> {
                let sentences = clauses[side].iter().flat_map(|clause| this.left(side, *clause));
                sentences.filter(|sentence| this.plain_words(side, *sentence) >= least).collect()
            })
        };
        if patience.is_over() {
            return;
        }
        self.pair_equal(left(self, LEAST_ELSEWHERE));
        for places in read {
            let own = [0, 1].map(|side: usize| self.left(side, places[side]).collect());
            self.pair_alike(own, ALIKE, patience);
        }
        self.pair_alike(left(self, LEAST_REWORDED), REWORDED, patience);
    }

    /// Those of a clause that belong to none yet.
    fn left(&self, side: usize, clause: usize) -> impl Iterator<Item = usize> + '_ {
        let all = self.sides[side].clauses[clause].sentences.clone();
        all.filter(move |sentence| self.other[side][*sentence].is_none())
    }

    fn pair(&mut self, first: usize, second: usize) {
        self.other[0][first] = Some(second);
        self.other[1][second] = Some(first);
    }

    fn part(&mut self, first: usize, second: usize) {
        self.other[0][first] = None;
        self.other[1][second] = None;
    }

    /// One by one, in their order.
    fn pair_equal(&mut self, sentences: [Vec<usize>; 2]) {
        let [firsts, seconds] = sentences;
        let mut waiting: HashMap<usize, VecDeque<usize>> = HashMap::new();
        for second in seconds.into_iter().filter(|second| self.other[1][*second].is_none()) {
            waiting.entry(self.said[1][second]).or_default().push_back(second);
        }
        for first in firsts {
            if self.other[0][first].is_none()
                && let Some(second) = waiting.get_mut(&self.said[0][first]).and_then(VecDeque::pop_front)
            {
                self.pair(first, second);
            }
        }
    }

    /// The most alike first. Only those are looked at that share two words in a row which are not common.
    fn pair_alike(&mut self, sentences: [Vec<usize>; 2], least: usize, patience: Patience) {
        if sentences.iter().any(Vec::is_empty) {
            return;
        }
        let [firsts, seconds] = &sentences;
        let mut standing: HashMap<(u32, u32), Vec<usize>> = HashMap::new();
        for second in seconds {
            for two in self.twos(1, *second) {
                let all = standing.entry(two).or_default();
                if all.len() <= COMMON && all.last() != Some(second) {
                    all.push(*second);
                }
            }
        }
        let mut candidates = Vec::new();
        for first in firsts {
            if patience.is_over() {
                return;
            }
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for two in self.twos(0, *first) {
                let all = standing.get(&two).filter(|all| all.len() <= COMMON);
                all.into_iter().flatten().for_each(|second| *shared.entry(*second).or_default() += 1);
            }
            let mut best: Vec<(usize, usize)> = shared.into_iter().collect();
            best.sort_by_key(|(_, count)| Reverse(*count));
            for (second, _) in best.into_iter().take(LOOKED_AT) {
                let alike = self.alike(*first, second);
                if alike >= least {
                    candidates.push((Reverse(alike), *first, second));
                }
            }
        }
        candidates.sort_unstable();
        for (_, first, second) in candidates {
            if self.other[0][first].is_none() && self.other[1][second].is_none() {
                self.pair(first, second);
            }
        }
    }

    /// Each two words in a row, the first with the start.
    fn twos(&self, side: usize, sentence: usize) -> impl Iterator<Item = (u32, u32)> {
        let numbers = self.sides[side].numbers(self.sides[side].sentences[sentence].clone());
        let before: Vec<u32> = [u32::MAX].into_iter().chain(numbers.iter().copied()).collect();
        before.into_iter().zip(numbers)
    }

    /// The share of their words that both have, of 1,000.
    fn alike(&self, first: usize, second: usize) -> usize {
        let [first, second] = [(0, first), (1, second)].map(|(side, sentence): (usize, usize)| {
            let words = &self.sides[side].words[self.sides[side].sentences[sentence].clone()];
            let mut plain: Vec<u32> = words.iter().filter(|word| is_plain(word.text)).map(|word| word.number).collect();
            plain.sort_unstable();
            plain
        });
        let (mut same, mut at, mut other) = (0, 0, 0);
        while at < first.len() && other < second.len() {
            match first[at].cmp(&second[other]) {
                std::cmp::Ordering::Less => at += 1,
                std::cmp::Ordering::Greater => other += 1,
                std::cmp::Ordering::Equal => (same, at, other) = (same + 1, at + 1, other + 1),
            }
        }
        2_000 * same / (first.len() + second.len()).max(1)
    }

    /// How many words it has, signs not counted.
    fn plain_words(&self, side: usize, sentence: usize) -> usize {
        let words = self.sides[side].sentences[sentence].clone();
        self.sides[side].words[words].iter().filter(|word| is_plain(word.text)).count()
    }

    /// Decides which of the pairs are at their place and which moved, and gathers what is left between.
    pub fn settled(mut self, read: &[[usize; 2]]) -> Found {
        let mut found = Found::default();
        for places in read {
            self.settle(*places, &mut found);
        }
        // What is left now stands in another clause than it stood.
        for first in 0..self.other[0].len() {
            if let Some(second) = self.other[0][first] {
                found.moved.push(self.words(first, second));
                self.put(first, second, &mut found);
            }
        }
        found
    }

    fn settle(&mut self, places: [usize; 2], found: &mut Found) {
        let all = [0, 1].map(|side: usize| self.sides[side].clauses[places[side]].sentences.clone());
        let pairs = self.pairs_within(&all);
        let kept = order::kept(&pairs, |at| {
            let words = self.words(pairs[at].0, pairs[at].1);
            self.sides[0].letters(words[0].clone()) + self.sides[1].letters(words[1].clone())
        });
        let mut in_place = Vec::with_capacity(pairs.len());
        for ((first, second), kept) in pairs.into_iter().zip(kept) {
            if kept {
                in_place.push((first, second));
            } else if self.is_worth_moving(first, second) {
                found.moved.push(self.words(first, second));
                self.put(first, second, found);
            } else {
                self.part(first, second);
            }
        }
        let mut from = [all[0].start, all[1].start];
        let end = (all[0].end, all[1].end);
        for (first, second) in in_place.iter().copied().chain([end]) {
            let between = [from[0]..first, from[1]..second];
            let between = [0, 1].map(|side: usize| -> Vec<Range<usize>> {
                let left = between[side].clone().filter(|sentence| self.other[side][*sentence].is_none());
                left.map(|sentence| self.sides[side].sentences[sentence].clone()).collect()
            });
            if between.iter().all(|sentences| !sentences.is_empty()) {
                found.between.push(between);
            }
            from = [first + 1, second + 1];
        }
        for (first, second) in in_place {
            self.put(first, second, found);
        }
        // What belongs together still stands in two clauses.
        for (first, second) in self.pairs_within(&all) {
            self.part(first, second);
        }
    }

    /// Those that stand in these stretches on both sides.
    fn pairs_within(&self, all: &[Range<usize>; 2]) -> Vec<(usize, usize)> {
        let inside = |first: usize| Some((first, self.other[0][first].filter(|second| all[1].contains(second))?));
        all[0].clone().filter_map(inside).collect()
    }

    fn is_worth_moving(&self, first: usize, second: usize) -> bool {
        let words = self.plain_words(0, first);
        if self.said[0][first] == self.said[1][second] {
            return words > 0;
        }
        words >= LEAST_REWORDED && self.alike(first, second) >= REWORDED
    }

    fn words(&self, first: usize, second: usize) -> [Range<usize>; 2] {
        [self.sides[0].sentences[first].clone(), self.sides[1].sentences[second].clone()]
    }

    fn put(&self, first: usize, second: usize, found: &mut Found) {
        let words = self.words(first, second);
        if self.said[0][first] == self.said[1][second] {
            found.equal.push(words);
        } else {
            found.alike.push(words.map(|words| vec![words]));
        }
    }
}

/// True if it has a letter or a figure.
fn is_plain(word: &str) -> bool {
    word.contains(char::is_alphanumeric)
}
