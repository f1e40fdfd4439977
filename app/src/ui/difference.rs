//! Two texts, line by line, and within a line word by word: what one has and the other has not.

use std::time::{Duration, Instant};

use leptos::prelude::*;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiffConfig};

/// Longer than this nobody waits; what is left is then shown as replaced.
const PATIENCE: Duration = Duration::from_millis(500);

/// Unchanged lines that are shown around what changed.
const AROUND: usize = 2;

/// A line in its order: what only the first text has, what only the second has, what both have. A line that only one of them has is a
/// single piece.
type Line = Vec<(ChangeTag, String)>;

/// Words taken out of the first text are struck through, words new in the second are marked; both also in words for who cannot see that.
#[component]
pub fn Difference(
    /// The first text.
    before: String,
    /// The second text.
    after: String,
) -> impl IntoView {
    let lines = lines(&before, &after).into_iter().map(line).collect_view();
    view! { <div class="difference">{lines}</div> }
}

fn line(mut pieces: Line) -> AnyView {
    if pieces.len() == 1 {
        let (tag, words) = pieces.remove(0);
        return match tag {
            ChangeTag::Delete => view! { <del class="difference__line"><span class="govuk-visually-hidden">"Taken out: "</span>{words}</del> }.into_any(),
            ChangeTag::Insert => view! { <ins class="difference__line"><span class="govuk-visually-hidden">"New: "</span>{words}</ins> }.into_any(),
            ChangeTag::Equal => view! { <span class="difference__line">{words}</span> }.into_any(),
        };
    }
    view! { <span class="difference__line">{pieces.into_iter().map(piece).collect_view()}</span> }.into_any()
}

/// A piece of a line: where it ends is told, too.
fn piece((tag, words): (ChangeTag, String)) -> AnyView {
    match tag {
        ChangeTag::Delete => view! { <del class="difference__words"><span class="govuk-visually-hidden">" (taken out: "</span>{words}<span class="govuk-visually-hidden">") "</span></del> }.into_any(),
        ChangeTag::Insert => view! { <ins class="difference__words"><span class="govuk-visually-hidden">" (new: "</span>{words}<span class="govuk-visually-hidden">") "</span></ins> }.into_any(),
        ChangeTag::Equal => view! { <span>{words}</span> }.into_any(),
    }
}

/// Two texts that stand beside each other, each with the words marked that the other has not; plain if they have little in common.
pub fn beside(before: String, after: String) -> (AnyView, AnyView) {
    match alike(&before, &after, Instant::now() + PATIENCE) {
        None => (before.into_any(), after.into_any()),
        Some(pieces) => {
            let without = |tag: ChangeTag| {
                let kept = pieces.iter().filter(|(other, _)| *other != tag).cloned();
                kept.map(piece).collect_view().into_any()
            };
            (without(ChangeTag::Insert), without(ChangeTag::Delete))
        }
    }
}

/// The lines that differ, with what stands around them. How a line ends, and whether the last one does, is not compared.
fn lines(before: &str, after: &str) -> Vec<Line> {
    let until = Instant::now() + PATIENCE;
    let (was, is): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let diff = TextDiffConfig::default().algorithm(Algorithm::Patience).deadline(until).diff_slices(&was[..], &is[..]);
    let mut all = Vec::new();
    for op in diff.grouped_ops(AROUND).iter().flatten() {
        let (old, new) = (&was[op.old_range()], &is[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => all.extend(new.iter().map(|line| whole(ChangeTag::Equal, line))),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                all.extend(replaced(old, new, until));
            }
        }
    }
    all
}

fn whole(tag: ChangeTag, line: &str) -> Line {
    vec![(tag, line.to_owned())]
}

/// Lines in the place of others: those that are alike are shown as one.
fn replaced(old: &[&str], new: &[&str], until: Instant) -> Vec<Line> {
    let (mut all, mut added, mut from) = (Vec::new(), Vec::new(), 0);
    for line in new {
        let found = (from..old.len()).find_map(|at| Some((at, alike(old[at], line, until)?)));
        let Some((at, pieces)) = found else {
            added.push(whole(ChangeTag::Insert, line));
            continue;
        };
        all.extend(old[from..at].iter().map(|line| whole(ChangeTag::Delete, line)));
        all.append(&mut added);
        all.push(pieces);
        from = at + 1;
    }
    all.extend(old[from..].iter().map(|line| whole(ChangeTag::Delete, line)));
    all.append(&mut added);
    all
}

/// Two lines as one, word by word, if at least two fifths of their letters are the same.
fn alike(before: &str, after: &str, until: Instant) -> Option<Line> {
    if Instant::now() >= until {
        return None;
    }
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    let pieces = words(before, after, until);
    let same: usize = pieces.iter().filter(|(tag, _)| *tag == ChangeTag::Equal).map(|(_, text)| letters(text)).sum();
    (same > 0 && 5 * same >= letters(before) + letters(after)).then_some(pieces)
}

fn words(before: &str, after: &str, until: Instant) -> Line {
    let diff =
        TextDiffConfig::default().algorithm(Algorithm::Patience).deadline(until).diff_unicode_words(before, after);
    let (mut pieces, mut run) = (Line::new(), Run::default());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal if run.is_open() && text.trim().is_empty() => run.between.push_str(text),
            ChangeTag::Equal => {
                run.close(&mut pieces);
                push(&mut pieces, ChangeTag::Equal, text);
            }
            ChangeTag::Delete => run.continued().taken.push_str(text),
            ChangeTag::Insert => run.continued().new.push_str(text),
        }
    }
    run.close(&mut pieces);
    pieces
}

fn push(pieces: &mut Line, tag: ChangeTag, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, words)) if *last == tag => words.push_str(text),
        _ => pieces.push((tag, text.to_owned())),
    }
}

/// Changed words one after another: blanks between them belong to them, so that they are read as one.
#[derive(Default)]
struct Run {
    taken: String,
    new: String,
    /// Blanks after them that both texts have.
    between: String,
}

impl Run {
    fn is_open(&self) -> bool {
        !(self.taken.is_empty() && self.new.is_empty())
    }

    fn continued(&mut self) -> &mut Self {
        self.taken.push_str(&self.between);
        self.new.push_str(&self.between);
        self.between.clear();
        self
    }

    fn close(&mut self, pieces: &mut Line) {
        let Self { mut taken, mut new, between } = std::mem::take(self);
        // A blank that both end with was not changed.
        let blanks = |text: &str| text.len() - text.trim_end().len();
        let shared = if taken.ends_with(&new[new.len() - blanks(&new)..]) { blanks(&new) } else { 0 };
        let blank = new.split_off(new.len() - shared);
        taken.truncate(taken.len() - shared);
        push(pieces, ChangeTag::Delete, &taken);
        push(pieces, ChangeTag::Insert, &new);
        push(pieces, ChangeTag::Equal, &blank);
        push(pieces, ChangeTag::Equal, &between);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `[-taken out-]` and `{+new+}`, a line of the comparison each.
    fn told(before: &str, after: &str) -> Vec<String> {
        let told = |(tag, words): (ChangeTag, String)| match tag {
            ChangeTag::Delete => format!("[-{words}-]"),
            ChangeTag::Insert => format!("{{+{words}+}}"),
            ChangeTag::Equal => words,
        };
        lines(before, after).into_iter().map(|line| line.into_iter().map(told).collect()).collect()
    }

    #[test]
    fn one_word_that_changed_is_marked_within_its_paragraph() {
        let paragraph = "The parties refer every child within a day, and tell the council of it in writing.";
        let text = format!("# Memorandum\n\n{paragraph}\n\nThey meet.\n");
        assert_eq!(
            told(&text, &text.replace("a day", "a week")),
            [
                "# Memorandum",
                "",
                "The parties refer every child within a [-day-]{+week+}, and tell the council of it in writing.",
                "",
                "They meet."
            ]
        );
    }

    #[test]
    fn a_paragraph_at_the_end_leaves_the_one_before_it_as_it_was() {
        assert_eq!(told("We meet.", "We meet.\n\nWe refer.\n"), ["We meet.", "{++}", "{+We refer.+}"]);
        assert_eq!(told("We meet.", "We meet.\n"), Vec::<String>::new());
    }

    #[test]
    fn what_has_nothing_in_common_is_replaced_as_a_whole() {
        assert_eq!(told("We meet.\n", "Nobody answers\n"), ["[-We meet.-]", "{+Nobody answers+}"]);
        assert_eq!(told("", "We meet.\n"), ["{+We meet.+}"]);
        assert_eq!(told("We meet.\n", ""), ["[-We meet.-]"]);
    }

    #[test]
    fn words_that_changed_one_after_another_are_read_as_one() {
        assert_eq!(
            told("The council pays a small sum in April.", "The council pays the whole amount in April."),
            ["The council pays [-a small sum-]{+the whole amount+} in April."]
        );
    }
}
