//! Which clause of one text is which of the other: by anchor, else by what it says.

use std::collections::HashMap;

use super::order;
use crate::clause::Piece;

/// A clause that both texts have, by its place in each.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    places: [usize; 2],
    /// True if it says the same, letter by letter.
    pub is_same: bool,
    /// True if it stands at another place among those that both texts have.
    pub moved: bool,
}

impl Pair {
    pub fn of(self, side: usize) -> usize {
        self.places[side]
    }

    pub fn places(self) -> [usize; 2] {
        self.places
    }

    /// Looks at it from the other side.
    pub fn turn(&mut self) {
        self.places.reverse();
    }
}

/// What a clause is known by: of the ways to know one, the surest first.
const KNOWN_BY: [fn(&Piece) -> &str; 4] =
    [|clause| &clause.text, |clause| &clause.heading, |clause| body(&clause.text), |clause| &clause.anchor];

/// The clauses that both texts have, in the order of the first.
pub fn matched(first: &[Piece], second: &[Piece]) -> Vec<Pair> {
    let mut of_first: Vec<Option<usize>> = vec![None; first.len()];
    let mut taken = vec![false; second.len()];
    let once = [named_once(first), named_once(second)];
    for (anchor, place) in &once[0] {
        if let Some(other) = once[1].get(anchor) {
            of_first[*place] = Some(*other);
            taken[*other] = true;
        }
    }
    for known_by in KNOWN_BY {
        let mut left: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
        for (place, clause) in second.iter().enumerate().rev().filter(|(place, _)| !taken[*place]) {
            left.entry((clause.number.is_some(), known_by(clause))).or_default().push(place);
        }
        for (place, clause) in first.iter().enumerate() {
            let words = known_by(clause);
            if of_first[place].is_some() || words.is_empty() {
                continue;
            }
            if let Some(other) = left.get_mut(&(clause.number.is_some(), words)).and_then(Vec::pop) {
                of_first[place] = Some(other);
                taken[other] = true;
            }
        }
    }
    let places: Vec<(usize, usize)> =
        of_first.iter().enumerate().filter_map(|(place, other)| Some((place, (*other)?))).collect();
    let kept = order::kept(&places, |at| first[places[at].0].text.len() + second[places[at].1].text.len());
    let pair = |((place, other), kept): (&(usize, usize), bool)| Pair {
        places: [*place, *other],
        is_same: first[*place].text == second[*other].text,
        moved: !kept,
    };
    places.iter().zip(kept).map(pair).collect()
}

/// The anchors that one clause alone has.
fn named_once(clauses: &[Piece]) -> HashMap<&str, usize> {
    let mut places: HashMap<&str, Option<usize>> = HashMap::new();
    for (place, clause) in clauses.iter().enumerate().filter(|(_, clause)| !clause.anchor.is_empty()) {
        places.entry(&clause.anchor).and_modify(|place| *place = None).or_insert(Some(place));
    }
    places.into_iter().filter_map(|(anchor, place)| Some((anchor, place?))).collect()
}

/// What stands below the first line, which is the heading.
fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body.trim())
}
