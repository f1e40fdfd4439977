//! Two people wrote on the same text: what each changed in clauses that the other left alone is put together; of a clause that both
//! changed, both wordings are kept, for somebody to choose.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::{Piece, pieces, with_anchor};

/// A clause that both changed, or that one changed and the other took out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Empty before the first clause.
    pub anchor: String,
    pub heading: String,
    /// As it reads in one's own text; empty if it was taken out there.
    pub mine: String,
    /// As it reads in the other; empty if it was taken out there.
    pub theirs: String,
}

/// Two texts put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// With one's own wording of what both changed; with the other's of what was only taken out here.
    pub text: String,
    pub conflicts: Vec<Conflict>,
}

/// A clause of one of the texts: those that have no anchor yet are new, and each its own.
#[derive(Clone, Debug)]
struct Part {
    key: Key,
    heading: String,
    /// With its anchor.
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// What stands before the first clause.
    Before,
    Anchored(String),
    /// The so-manieth new clause of one's own text.
    New(usize),
}

/// Puts one's own text and another together, both written on the same base.
pub fn merged(base: &str, mine: &str, theirs: &str) -> Merged {
    let whole = Conflict {
        anchor: String::new(),
        heading: "The whole text".to_owned(),
        mine: mine.to_owned(),
        theirs: theirs.to_owned(),
    };
    let [base, mut mine, theirs] = [base, mine, theirs].map(parts);
    pair_new(&base, &mut mine, &theirs);
    let (was, ours, others) = (by_key(&base), by_key(&mine), by_key(&theirs));
    let mut taken: BTreeMap<Key, String> = BTreeMap::new();
    let mut conflicts = Vec::new();
    let keys: BTreeSet<&Key> = was.keys().chain(ours.keys()).chain(others.keys()).copied().collect();
    for key in keys {
        let text = |of: &BTreeMap<&Key, &Part>| of.get(key).map(|part| part.text.clone());
        let (before, own, other) = (text(&was), text(&ours), text(&others));
        let chosen = if own == other || other == before {
            own
        } else if own == before {
            other
        } else {
            let heading = [&ours, &others, &was].iter().find_map(|of| of.get(key)).map(|part| part.heading.clone());
            conflicts.push(Conflict {
                anchor: if let Key::Anchored(anchor) = key { anchor.clone() } else { String::new() },
                heading: heading.unwrap_or_default(),
                mine: own.clone().unwrap_or_default(),
                theirs: other.clone().unwrap_or_default(),
            });
            own.or(other)
        };
        if let Some(text) = chosen {
            taken.insert(key.clone(), text);
        }
    }
    let order = order(&base, &mine, &theirs);
    let texts: Vec<String> =
        order.iter().filter_map(|key| taken.remove(key)).map(|text| text.trim().to_owned()).collect();
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    let text = format!("{}\n", texts.join("\n\n"));
    // A clause that does not end where the next begins, as with an open fence: no clause of it can be put beside another.
    if pieces(&text).len() != texts.len() {
        return Merged { text: whole.mine.clone(), conflicts: vec![whole] };
    }
    Merged { text, conflicts }
}

/// A clause that one began and the other saved meanwhile is the same if it is called the same: it is not there twice.
fn pair_new(base: &[Part], mine: &mut [Part], theirs: &[Part]) {
    let has = |parts: &[Part], key: &Key| parts.iter().any(|part| part.key == *key);
    for other in theirs.iter().filter(|other| matches!(other.key, Key::Anchored(_))) {
        if has(base, &other.key) || has(mine, &other.key) {
            continue;
        }
        let is_same = |part: &&mut Part| matches!(part.key, Key::New(_)) && part.heading == other.heading;
        if let (Some(own), Key::Anchored(anchor)) = (mine.iter_mut().find(is_same), &other.key) {
            own.text = with_anchor(&own.text, anchor);
            own.key = other.key.clone();
        }
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut seen = BTreeSet::new();
    let part = |(at, piece): (usize, Piece)| {
        let Piece { number, anchor, heading, text } = piece;
        let key = match number {
            None => Key::Before,
            // A heading that was copied with its anchor is a new clause.
            Some(_) if anchor.is_empty() || !seen.insert(anchor.clone()) => Key::New(at),
            Some(_) => Key::Anchored(anchor.clone()),
        };
        let text = if let Key::Anchored(anchor) = &key { with_anchor(&text, anchor) } else { text };
        Part { key, heading, text: text.trim().to_owned() }
    };
    pieces(text).into_iter().enumerate().map(part).collect()
}

fn by_key(parts: &[Part]) -> BTreeMap<&Key, &Part> {
    parts.iter().map(|part| (&part.key, part)).collect()
}

/// The order of one's own text, or of the other where only that moved clauses; what the other of the two has besides follows what it
/// follows there.
fn order(base: &[Part], mine: &[Part], theirs: &[Part]) -> Vec<Key> {
    let keys = |parts: &[Part]| parts.iter().map(|part| part.key.clone()).collect::<Vec<_>>();
    let common = |parts: &[Part]| {
        let in_all = |key: &Key| [base, mine, theirs].iter().all(|of| of.iter().any(|part| part.key == *key));
        keys(parts).into_iter().filter(in_all).collect::<Vec<_>>()
    };
    let (first, second) = if common(mine) == common(base) { (theirs, mine) } else { (mine, theirs) };
    let mut order = keys(first);
    let mut after: Option<Key> = None;
    for key in keys(second).into_iter().chain(keys(base)) {
        if !order.contains(&key) {
            let at = after.as_ref().and_then(|after| order.iter().position(|other| other == after));
            // Before the first clause nothing but its own words stands.
            let at = at.map_or(usize::from(order.first() == Some(&Key::Before)), |at| at + 1);
            order.insert(if key == Key::Before { 0 } else { at }, key.clone());
        }
        after = Some(key);
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BASE: &str = "# T\n\n## A {#c-a}\n\nOne.\n\n## B {#c-b}\n\nTwo.\n\n## C {#c-c}\n\nThree.\n";

    #[test]
    fn changes_of_different_clauses_are_put_together() {
        let (mine, theirs) = (BASE.replace("One", "Uno"), BASE.replace("Three", "Tres"));
        let both = merged(BASE, &mine, &theirs);
        assert_eq!(both, Merged { text: mine.replace("Three", "Tres"), conflicts: Vec::new() });
        assert_eq!(merged(BASE, BASE, &theirs).text, theirs);
        assert_eq!(merged(BASE, &mine, BASE).text, mine);
        assert_eq!(merged(BASE, &mine, &mine).text, mine);
    }

    #[test]
    fn a_clause_that_both_changed_shows_both() {
        let (mine, theirs) = (BASE.replace("Two", "Due"), BASE.replace("Two", "Dos"));
        let both = merged(BASE, &mine, &theirs);
        assert_eq!(both.text, mine);
        let conflict = &both.conflicts[0];
        assert_eq!((conflict.anchor.as_str(), conflict.heading.as_str()), ("c-b", "B"));
        assert!(conflict.mine.contains("Due") && conflict.theirs.contains("Dos"));
    }

    #[test]
    fn new_clauses_of_both_stand_where_each_put_them() {
        let mine = BASE.replace("## B", "## Mine\n\nNew.\n\n## B");
        let theirs = BASE.replace("## C", "## Theirs {#c-t}\n\nNeu.\n\n## C");
        let both = merged(BASE, &mine, &theirs);
        let order: Vec<String> = pieces(&both.text).into_iter().map(|piece| piece.heading).collect();
        assert_eq!(order[1..], ["A", "Mine", "B", "Theirs", "C"]);
        assert!(both.conflicts.is_empty());
    }

    #[test]
    fn a_clause_that_both_began_is_not_there_twice() {
        let (mine, theirs) = (format!("{BASE}\n## New\n\nNeu.\n"), format!("{BASE}\n## New {{#c-n}}\n\nNew.\n"));
        let both = merged(BASE, &mine, &theirs);
        assert!(both.conflicts.len() == 1 && both.text.matches("## New").count() == 1, "{both:?}");
        let same = merged(BASE, &mine.replace("Neu", "New"), &theirs);
        assert_eq!(same, Merged { text: theirs, conflicts: Vec::new() });
    }

    #[test]
    fn a_clause_that_does_not_end_is_put_beside_nothing() {
        let both = merged(BASE, &BASE.replace("One.", "```\nOne."), &BASE.replace("Three", "Tres"));
        assert_eq!(both.conflicts[0].heading, "The whole text");
    }

    #[test]
    fn what_one_took_out_is_gone_unless_the_other_changed_it() {
        let without = BASE.replace("## B {#c-b}\n\nTwo.\n\n", "");
        assert_eq!(merged(BASE, &without, BASE).text, without);
        assert_eq!(merged(BASE, BASE, &without).text, without);
        let changed = BASE.replace("Two", "Dos");
        for (mine, theirs) in [(&without, &changed), (&changed, &without)] {
            let both = merged(BASE, mine, theirs);
            assert!(both.text.contains("Dos") && both.conflicts.len() == 1, "{both:?}");
        }
    }

    #[test]
    fn a_clause_that_one_moved_and_the_other_changed_is_both() {
        let moved = "# T\n\n## C {#c-c}\n\nThree.\n\n## A {#c-a}\n\nOne.\n\n## B {#c-b}\n\nTwo.\n";
        let changed = BASE.replace("Three", "Tres");
        for (mine, theirs) in [(moved, changed.as_str()), (changed.as_str(), moved)] {
            let both = merged(BASE, mine, theirs);
            assert_eq!(both, Merged { text: moved.replace("Three", "Tres"), conflicts: Vec::new() });
        }
    }

    fn text() -> impl Strategy<Value = String> {
        let clause = (0..6_u8, "[a-d]{1,3}( [a-d]{1,3}){0,3}", proptest::bool::ANY);
        proptest::collection::vec(clause, 0..6).prop_map(|clauses| {
            let one = |(key, words, is_new): (u8, String, bool)| match is_new {
                true => format!("## N{key}\n\n{words}\n"),
                false => format!("## H{key} {{#c-k{key}}}\n\n{words}\n"),
            };
            clauses.into_iter().map(one).collect::<Vec<_>>().join("\n")
        })
    }

    proptest! {
        #[test]
        fn no_word_that_somebody_wrote_is_lost(base in text(), mine in text(), theirs in text()) {
            let both = merged(&base, &mine, &theirs);
            let kept = |words: &str| {
                both.text.contains(words)
                    || both.conflicts.iter().any(|conflict| conflict.mine.contains(words) || conflict.theirs.contains(words))
            };
            let was: Vec<String> = pieces(&base).into_iter().map(|piece| piece.text).collect();
            for text in [&mine, &theirs] {
                for piece in pieces(text).into_iter().filter(|piece| !was.contains(&piece.text)) {
                    // Its heading may get an anchor, its words stay.
                    for line in piece.text.lines().filter(|line| !line.is_empty()) {
                        prop_assert!(kept(line), "{line:?} of {text:?} in {both:?}");
                    }
                }
            }
        }

        #[test]
        fn whoever_changed_nothing_gets_the_other_text(base in text(), other in text()) {
            prop_assert!(merged(&base, &base, &other).conflicts.is_empty());
            prop_assert!(merged(&base, &other, &base).conflicts.is_empty());
        }
    }
}
