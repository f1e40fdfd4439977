//! One text from several: the first, with the clauses of the others behind it. A clause keeps its anchor; where two have the same and
//! say something else, that of the later text gets a new one.

use std::collections::{BTreeMap, VecDeque};

use crate::clause::{self, Heading};

/// A text, its clauses, and by the anchor that a clause has in each of the texts it was made of that which it has here.
#[derive(Debug)]
pub(in crate::agreement) struct Texts {
    pub text: String,
    pub headings: Vec<Heading>,
    pub anchors: Vec<BTreeMap<String, String>>,
}

/// Joins texts; `fresh` makes anchors. Of what stands before the first clause only that of the first text is kept.
pub(in crate::agreement) fn joined(texts: &[&str], mut fresh: impl FnMut() -> String) -> Texts {
    let Some((first, others)) = texts.split_first() else {
        return Texts { text: String::new(), headings: Vec::new(), anchors: Vec::new() };
    };
    let mut known: BTreeMap<String, String> =
        clause::pieces(first).into_iter().map(|piece| (piece.anchor, piece.text)).collect();
    let mut anchors = vec![known.keys().map(|anchor| (anchor.clone(), anchor.clone())).collect::<BTreeMap<_, _>>()];
    let mut text = first.trim_end().to_owned();
    let mut added = VecDeque::new();
    for other in others {
        let mut its = BTreeMap::new();
        for piece in clause::pieces(other).into_iter().filter(|piece| !piece.anchor.is_empty()) {
            let anchor = match known.get(&piece.anchor) {
                Some(said) if *said == piece.text => {
                    its.insert(piece.anchor.clone(), piece.anchor);
                    continue;
                }
                Some(_) => fresh(),
                None => piece.anchor.clone(),
            };
            text.push_str("\n\n");
            text.push_str(&piece.text);
            known.insert(anchor.clone(), piece.text);
            added.push_back(anchor.clone());
            its.insert(piece.anchor, anchor);
        }
        anchors.push(its);
    }
    text.push('\n');
    // The anchors of what was added are written into its headings again, in the order in which they stand.
    let (text, headings) = clause::anchored(&text, || added.pop_front().unwrap_or_default());
    Texts { text, headings, anchors }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered() -> impl FnMut() -> String {
        let mut number = 0;
        move || {
            number += 1;
            format!("c-new{number}")
        }
    }

    #[test]
    fn a_text_alone_stays_as_it_is() {
        let text = "# Title\n\n## Referrals {#c-referrals}\n\nWe refer.\n";
        let joined = joined(&[text], numbered());
        assert_eq!(joined.text, text);
        assert_eq!(joined.anchors[0]["c-referrals"], "c-referrals");
    }

    #[test]
    fn clauses_of_the_second_follow_with_their_anchors_unless_those_say_something_else_in_the_first() {
        let first = "# One\n\n## Referrals {#c-referrals}\n\nWe refer.\n\n## Review {#c-review}\n\nWe meet.\n";
        let second = "# Two\n\n## Review {#c-review}\n\nWe meet.\n\n## Referrals {#c-referrals}\n\nWe refer early.\n\n## Money \
                      {#c-money}\n\nWe pay.\n";
        let joined = joined(&[first, second], numbered());
        assert!(joined.text.starts_with(first.trim_end()), "{}", joined.text);
        assert!(
            joined.text.ends_with("\n\n## Referrals {#c-new1}\n\nWe refer early.\n\n## Money {#c-money}\n\nWe pay.\n"),
            "{}",
            joined.text
        );
        let its = &joined.anchors[1];
        assert_eq!(its["c-review"], "c-review");
        assert_eq!(its["c-referrals"], "c-new1");
        assert_eq!(its["c-money"], "c-money");
        let headings: Vec<&str> = joined.headings.iter().map(|heading| heading.anchor.as_str()).collect();
        assert_eq!(headings, ["c-referrals", "c-review", "c-new1", "c-money"]);
    }
}
