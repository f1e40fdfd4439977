//! Anchors: `{#c-…}` behind every `##` heading. Numbers are computed where they are shown, never stored.

use std::{collections::HashSet, ops::Range};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A clause's heading, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// `c-` and letters or figures.
    pub anchor: String,
    pub words: String,
}

/// The text with an anchor in every clause's heading, and the clauses. A second heading with the same anchor, as
/// copying makes it, gets a new one; an anchor that is already there stays. `fresh` makes new ones. A heading without words
/// is told of, without words and anchor, and left alone.
pub fn anchored(text: &str, fresh: impl FnMut() -> String) -> (String, Vec<Heading>) {
    written(text, |_| true, fresh)
}

/// The words of one clause with this anchor in its heading, whatever stood there.
pub(super) fn with_anchor(words: &str, anchor: &str) -> String {
    written(words, |there| there == anchor, || anchor.to_owned()).0
}

/// How often a maker of anchors is asked for another, if it gives none or one that is there.
const TRIES: usize = 100;

/// An anchor that no clause has yet.
fn unlike(seen: &HashSet<String>, mut fresh: impl FnMut() -> String) -> String {
    let is_new = |anchor: &String| is_anchor(anchor) && !seen.contains(anchor);
    let given = (0..TRIES).map(|_| fresh()).find(is_new);
    given.or_else(|| (1_usize..).map(|number| format!("c-{number}")).find(is_new)).unwrap_or_default()
}

/// The text with anchors: those that are there and may be kept stay.
fn written(text: &str, may_keep: impl Fn(&str) -> bool, mut fresh: impl FnMut() -> String) -> (String, Vec<Heading>) {
    let mut seen = HashSet::new();
    let mut written = String::with_capacity(text.len() + 256);
    let (mut clauses, mut copied) = (Vec::new(), 0);
    for found in headings(text) {
        if found.words.trim().is_empty() {
            clauses.push(Heading { anchor: String::new(), words: String::new() });
            continue;
        }
        let kept = found.anchor.filter(|anchor| is_anchor(anchor) && may_keep(anchor) && !seen.contains(anchor));
        let anchor = kept.unwrap_or_else(|| {
            let anchor = unlike(&seen, &mut fresh);
            // A last line of nothing but braces has no words.
            let last_line = found.last_line.min(found.after.start);
            let (before, last_line) = text[copied..found.after.start].split_at(last_line - copied);
            written.push_str(before);
            written.push_str(&escaped_marker(last_line));
            written.push_str(&format!(" {{#{anchor}}}"));
            copied = found.after.end;
            anchor
        });
        seen.insert(anchor.clone());
        clauses.push(Heading { anchor, words: found.words.trim().to_string() });
    }
    written.push_str(&text[copied..]);
    (written, clauses)
}

/// How many clauses a text has.
pub fn count(text: &str) -> usize {
    headings(text).len()
}

/// The last line of a heading over several lines, so that it stays a line of the heading: a list marker alone is a word
/// there, but would begin a list once an anchor follows it.
fn escaped_marker(line: &str) -> String {
    match line {
        "-" | "*" | "+" => format!("\\{line}"),
        "1." => "1\\.".to_string(),
        "1)" => "1\\)".to_string(),
        words => words.to_string(),
    }
}

/// `c-` and 1 to 40 lower-case letters, figures or hyphens.
pub(super) fn is_anchor(text: &str) -> bool {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    text.strip_prefix("c-").is_some_and(|rest| matches!(rest.len(), 1..=40) && letters(rest))
}

/// The longest name that a person may give to a clause in its anchor, in letters.
const LONGEST_NAME: usize = 16;

/// True if an anchor says more than a name of one or two words: figures or a sentence that its heading has not, which nobody sees.
/// Those that the register makes say nothing.
pub(super) fn says_more(anchor: &str, heading: &str) -> bool {
    let said = anchor.trim_start_matches("c-");
    let is_made = said.len() == 8 && said.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_name =
        said.len() <= LONGEST_NAME && said.split('-').count() <= 2 && !said.bytes().any(|byte| byte.is_ascii_digit());
    let heading = heading.to_lowercase();
    !is_made && !is_name && said.split('-').any(|part| !heading.contains(part))
}

/// The anchors that are written in a text, wherever they stand.
pub(super) fn anchors_of(text: &str) -> HashSet<&str> {
    text.split("{#").skip(1).filter_map(|rest| rest.split_once('}').map(|(anchor, _)| anchor)).collect()
}

/// A text in pieces: a clause from its heading to the next, and what stands before the first, if it is anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As the clause is numbered in this text, from 1; none before the first clause.
    pub number: Option<usize>,
    /// Empty before the first clause.
    pub anchor: String,
    pub heading: String,
    /// Without the anchor.
    pub text: String,
}

/// The pieces of a text, in its order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let found = headings(text);
    let ends = found.iter().skip(1).map(|next| next.start).chain([text.len()]);
    let clauses = found.iter().zip(ends).zip(1..).map(|((clause, end), number)| {
        let anchor = clause.anchor.clone().unwrap_or_default();
        let words = text[clause.start..end].trim();
        let words =
            if anchor.is_empty() { words.to_owned() } else { words.replacen(&format!(" {{#{anchor}}}"), "", 1) };
        Piece { number: Some(number), anchor, heading: clause.words.trim().to_owned(), text: words }
    });
    let before = text[..found.first().map_or(text.len(), |first| first.start)].trim();
    let preamble = Piece {
        number: None,
        anchor: String::new(),
        heading: "Before the first clause".into(),
        text: before.to_owned(),
    };
    (!before.is_empty()).then_some(preamble).into_iter().chain(clauses).collect()
}

/// The text with other words in place of a clause, which keeps its anchor; `None` if no clause of it has that anchor. The words
/// begin with their heading.
pub fn replaced(text: &str, anchor: &str, words: &str) -> Option<String> {
    let found = headings(text);
    let at = found.iter().position(|clause| clause.anchor.as_deref() == Some(anchor))?;
    let end = found.get(at + 1).map_or(text.len(), |next| next.start);
    let words = with_anchor(words.trim(), anchor);
    let (before, after) = (text[..found[at].start].trim_end(), &text[end..]);
    let over = if before.is_empty() { "" } else { "\n\n" };
    let under = if after.is_empty() { "\n" } else { "\n\n" };
    Some(format!("{before}{over}{words}{under}{after}"))
}

/// The text with one more clause, behind that with an anchor; `None` if it has none of that anchor.
pub fn inserted(text: &str, after: &str, words: &str) -> Option<String> {
    let found = headings(text);
    let at = found.iter().position(|clause| clause.anchor.as_deref() == Some(after))?;
    let (before, behind) = text.split_at(found.get(at + 1).map_or(text.len(), |next| next.start));
    let under = if behind.is_empty() { "\n" } else { "\n\n" };
    Some(format!("{}\n\n{}{under}{behind}", before.trim_end(), words.trim()))
}

/// True if two texts have the same clauses, in the same order, and differ in the words of one alone, and in nothing before the first.
pub fn differ_in_one(before: &str, after: &str, anchor: &str) -> bool {
    let others = |text: &str| {
        let pieces = pieces(text).into_iter();
        pieces
            .map(|piece| (piece.text, piece.anchor))
            .map(|(text, of)| if of == anchor { (String::new(), of) } else { (text, of) })
            .collect::<Vec<_>>()
    };
    others(before) == others(after)
}

/// The words of one clause as they are once they are saved, without an anchor; `None` if they are not one clause, or would take what
/// follows them into themselves.
pub fn one_clause(words: &str) -> Option<String> {
    let mut words = words.trim().to_owned();
    // What stands in braces behind a heading is taken for its anchor, one after another: until nothing changes any more.
    for _ in 0..TRIES {
        let marked = with_anchor(&words, "c-words");
        let [piece, next] = <[Piece; 2]>::try_from(pieces(&format!("{marked}\n\n## Next {{#c-next}}\n"))).ok()?;
        if piece.anchor != "c-words" || piece.heading.is_empty() || next.anchor != "c-next" {
            return None;
        }
        if piece.text == words {
            return Some(words);
        }
        words = piece.text;
    }
    None
}

struct Found {
    /// Where the heading starts.
    start: usize,
    anchor: Option<String>,
    words: String,
    /// Where the words of its last line start.
    last_line: usize,
    /// What stands between the last word and the end of its line: blanks, attributes in braces, closing `##`.
    after: Range<usize>,
}

fn headings(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut inside = false;
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                let anchor = id.map(|id| id.to_string());
                found.push(Found {
                    start: range.start,
                    anchor,
                    words: String::new(),
                    last_line: range.end,
                    after: range.start..range.start,
                });
                inside = true;
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => inside = false,
            inline if inside => {
                if let Some(heading) = found.last_mut() {
                    heading.last_line = heading.last_line.min(range.start);
                    let last = range.end.max(heading.after.start);
                    heading.after = last..text[last..].find(['\r', '\n']).map_or(text.len(), |line| last + line);
                    match inline {
                        Event::Text(words) | Event::Code(words) => heading.words.push_str(&words),
                        Event::SoftBreak | Event::HardBreak => {
                            heading.words.push(' ');
                            heading.last_line = text.len();
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbered() -> impl FnMut() -> String {
        let mut number = 0;
        move || {
            number += 1;
            format!("c-new{number}")
        }
    }

    #[test]
    fn each_clause_gets_an_anchor_at_first_save_and_keeps_it() {
        let (once, clauses) = anchored("# Title\n\n## Health *visiting*\n\nText\n\n## Police ##\n", numbered());
        assert_eq!(once, "# Title\n\n## Health *visiting* {#c-new1}\n\nText\n\n## Police {#c-new2}\n");
        let words: Vec<&str> = clauses.iter().map(|c| c.words.as_str()).collect();
        assert_eq!(words, ["Health visiting", "Police"]);
        assert_eq!(anchored(&once, numbered()), (once.clone(), clauses));
    }

    #[test]
    fn braces_on_a_line_of_their_own_are_the_headings() {
        let (once, clauses) = anchored("Health\nvisiting\n{#other}\n---\n", numbered());
        assert_eq!(clauses.len(), 1);
        assert!(once.contains("{#c-new1}") && !once.contains("{#other}"), "{once}");
        assert_eq!(anchored(&once, numbered()).0, once);
    }

    #[test]
    fn a_copied_anchor_gets_a_new_one_and_the_first_keeps_it() {
        let (text, clauses) = anchored("## A {#c-one}\n\n## B {#c-one}\n", numbered());
        assert_eq!(text, "## A {#c-one}\n\n## B {#c-new1}\n");
        assert_eq!(clauses.iter().map(|c| c.anchor.as_str()).collect::<Vec<_>>(), ["c-one", "c-new1"]);
    }

    #[test]
    fn a_foreign_anchor_is_replaced_and_code_is_left_alone() {
        let (text, clauses) = anchored("## A {#main}\n\n```\n## not a clause\n```\n", numbered());
        assert_eq!(text, "## A {#c-new1}\n\n```\n## not a clause\n```\n");
        assert_eq!(clauses.len(), 1);
    }

    #[test]
    fn a_heading_underlined_is_a_clause_too() {
        let (text, clauses) = anchored("Health\n------\n\nText\n", numbered());
        assert_eq!(text, "Health {#c-new1}\n------\n\nText\n");
        assert_eq!(clauses[0].words, "Health");
    }

    #[test]
    fn a_figure_sign_that_closes_nothing_stays_in_the_heading() {
        let (text, clauses) = anchored("## Ward C#\n\nRoom #\nfour#\n---\n", numbered());
        assert_eq!(text, "## Ward C# {#c-new1}\n\nRoom #\nfour# {#c-new2}\n---\n");
        assert_eq!(clauses.iter().map(|c| c.words.as_str()).collect::<Vec<_>>(), ["Ward C#", "Room # four#"]);
    }

    #[test]
    fn other_words_take_a_clauses_place_and_its_anchor() {
        let text = "# T\n\n## A {#c-a}\n\nOne.\n\n## B {#c-b}\n\nTwo.\n";
        let first = replaced(text, "c-a", "## Ay\n\nUno.").unwrap();
        assert_eq!(first, "# T\n\n## Ay {#c-a}\n\nUno.\n\n## B {#c-b}\n\nTwo.\n");
        assert_eq!(replaced(text, "c-b", "## B\n\nDue.\n").unwrap(), text.replace("Two", "Due"));
        assert_eq!(replaced(text, "c-c", "## C"), None);
        // Whatever anchor they bring, and whichever they name.
        let named = replaced(text, "c-a", "## A {#c-b}\n\nSee [clause](#c-a) and c-a.").unwrap();
        assert!(named.contains("## A {#c-a}\n\nSee [clause](#c-a) and c-a.") && differ_in_one(text, &named, "c-a"));
        assert!(!differ_in_one(text, &replaced(text, "c-a", "## A\n\n```\nopen").unwrap(), "c-a"));
    }

    #[test]
    fn one_clause_is_one_and_ends_where_it_ends() {
        assert_eq!(one_clause("## A {#c-b} ##\n\nOne.\n").as_deref(), Some("## A\n\nOne."));
        for other in ["", "Words", "## A\n\n## B", "# T\n\n## A", "## A\n\n```\nopen", "## A\n\n<!-- open", "##"] {
            assert_eq!(one_clause(other), None, "{other}");
        }
    }

    #[test]
    fn anchors_that_are_given_are_taken_even_if_the_text_names_them() {
        let mut given = ["c-a", "c-b"].into_iter();
        let text = "## A\n\n[clause](#c-b)\n\n## B\n";
        let (text, _) = anchored(text, || given.next().unwrap_or_default().to_owned());
        assert_eq!(text, "## A {#c-a}\n\n[clause](#c-b)\n\n## B {#c-b}\n");
        assert_eq!(anchored("## A\n", String::new).0, "## A {#c-1}\n");
    }

    proptest! {
        #[test]
        fn saving_again_changes_nothing(text in "([#\\- a-z{}\n*`>]|## [a-z]{1,5}( \\{#c-[a-c]\\})?\n){0,40}") {
            let (once, clauses) = anchored(&text, numbered());
            let (twice, again) = anchored(&once, || "c-never".to_string());
            prop_assert_eq!(&once, &twice);
            prop_assert_eq!(clauses, again);
        }
    }
}
