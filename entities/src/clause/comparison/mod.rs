//! Two texts compared: clause by clause, and within a clause word by word. What stands elsewhere is moved, and not taken out
//! and written anew.
//!
//! Clauses are matched by anchor, then by what they say; sentences by what they say, wherever they stand; words within sentences
//! that are alike. Blanks, line breaks and anchors are not compared; everything else is. Both sides follow from a comparison.

mod clauses;
mod found;
mod links;
mod order;
mod page;
mod patience;
mod sentences;
mod words;

pub use found::{Clause, Comparison, Fate, Paragraph, Piece, Said};
pub use patience::Patience;

use clauses::Pair;
use links::Links;
use words::{Known, Side};

use super::pieces;

/// Compares two texts, word by word as long as `patience` lasts and by paragraphs after that.
pub fn compare(before: &str, after: &str, patience: Patience) -> Comparison {
    // Found in one order whichever way round the texts are given, so that the same is found to have stayed.
    let turned = after < before;
    let (first, second) = if turned { (after, before) } else { (before, after) };
    let pieces = [pieces(first), pieces(second)];
    let mut pairs = clauses::matched(&pieces[0], &pieces[1]);
    let mut known = Known::default();
    let same = |side: usize| pairs.iter().filter(|pair| pair.is_same).map(move |pair| pair.of(side));
    let mut sides =
        [Side::read(&pieces[0], same(0).collect(), &mut known), Side::read(&pieces[1], same(1).collect(), &mut known)];
    let mut links = links::found([&sides[0], &sides[1]], &pairs, patience);
    if turned {
        pairs.iter_mut().for_each(Pair::turn);
        sides.reverse();
        links.turn();
    }
    let clauses = page::written([&sides[0], &sides[1]], &pairs, &links);
    let is_same = clauses.iter().all(|clause| clause.fate == Fate::Same && !clause.moved);
    Comparison { clauses, by_paragraphs: links.by_paragraphs, blanks_only: is_same && before != after }
}

/// Two short texts word by word; nothing if less than two fifths of their letters are the same.
pub fn compare_words(before: &str, after: &str, patience: Patience) -> Option<Vec<(Said, String)>> {
    let turned = after < before;
    let (first, second) = if turned { (after, before) } else { (before, after) };
    let mut known = Known::default();
    let mut sides = [Side::of_words(first, &mut known), Side::of_words(second, &mut known)];
    let mut links = Links::of_words([&sides[0], &sides[1]], patience)?;
    if turned {
        sides.reverse();
        links.turn();
    }
    Some(page::in_a_row([&sides[0], &sides[1]], &links))
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod told;
