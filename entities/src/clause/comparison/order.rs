//! What keeps its order: of things that both texts have, those that carry the most and stand in the same order in both.

/// For pairs of places, each place once, in the order of the first: true for those that keep their order. The others moved.
/// `weight` says how much a pair carries, so that a short thing is moved around a long one.
pub fn kept(pairs: &[(usize, usize)], weight: impl Fn(usize) -> usize) -> Vec<bool> {
    let mut seconds: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    seconds.sort_unstable();
    let mut best = Best::new(seconds.len());
    let mut before = Vec::with_capacity(pairs.len());
    for (at, (_, second)) in pairs.iter().enumerate() {
        let rank = seconds.partition_point(|other| other < second);
        let (carried, last) = best.up_to(rank);
        before.push(last);
        best.put(rank, carried + weight(at), at);
    }
    let mut kept = vec![false; pairs.len()];
    let mut last = best.up_to(seconds.len()).1;
    while let Some(at) = last {
        kept[at] = true;
        last = before[at];
    }
    kept
}

/// The most that is carried by a row of pairs that ends at or before a rank, with its last pair: a tree of sums, for maxima.
struct Best(Vec<(usize, Option<usize>)>);

impl Best {
    fn new(ranks: usize) -> Self {
        Self(vec![(0, None); ranks + 1])
    }

    /// Over the ranks before this one.
    fn up_to(&self, mut rank: usize) -> (usize, Option<usize>) {
        let mut best = (0, None);
        while rank > 0 {
            if self.0[rank].0 > best.0 {
                best = self.0[rank];
            }
            rank &= rank - 1;
        }
        best
    }

    fn put(&mut self, rank: usize, carried: usize, last: usize) {
        let mut at = rank + 1;
        while at < self.0.len() {
            if carried > self.0[at].0 {
                self.0[at] = (carried, Some(last));
            }
            at += at & at.wrapping_neg();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_one_of_two_that_changed_places_is_moved() {
        let weights = [3, 9, 1];
        assert_eq!(kept(&[(0, 1), (1, 0), (2, 2)], |at| weights[at]), [false, true, true]);
        assert_eq!(kept(&[(0, 2), (4, 5), (6, 9)], |at| weights[at]), [true, true, true]);
        assert_eq!(kept(&[], |_| 1), Vec::<bool>::new());
    }
}
