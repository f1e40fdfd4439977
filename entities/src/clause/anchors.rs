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
pub fn anchored(text: &str, mut fresh: impl FnMut() -> String) -> (String, Vec<Heading>) {
    let mut seen = HashSet::new();
    let mut written = String::with_capacity(text.len() + 256);
    let (mut clauses, mut copied) = (Vec::new(), 0);
    for found in headings(text) {
        if found.words.trim().is_empty() {
            clauses.push(Heading { anchor: String::new(), words: String::new() });
            continue;
        }
        let kept = found.anchor.filter(|anchor| is_anchor(anchor) && !seen.contains(anchor));
        let line = &text[found.line.clone()];
        let bare = line.trim_end().trim_end_matches('#').trim_end();
        written.push_str(&text[copied..found.line.start]);
        let anchor = match kept {
            Some(anchor) => {
                written.push_str(line);
                anchor
            }
            None => {
                let anchor = loop {
                    let anchor = fresh();
                    if !seen.contains(&anchor) && !text.contains(&anchor) {
                        break anchor;
                    }
                };
                let without = bare.strip_suffix('}').and_then(|l| l.rfind('{').map(|at| bare[..at].trim_end()));
                written.push_str(&format!("{} {{#{anchor}}}", without.unwrap_or(bare)));
                anchor
            }
        };
        copied = found.line.end;
        seen.insert(anchor.clone());
        clauses.push(Heading { anchor, words: found.words.trim().to_string() });
    }
    written.push_str(&text[copied..]);
    (written, clauses)
}

/// `c-` and 1 to 40 lower-case letters, figures or hyphens.
fn is_anchor(text: &str) -> bool {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    text.strip_prefix("c-").is_some_and(|rest| matches!(rest.len(), 1..=40) && letters(rest))
}

struct Found {
    anchor: Option<String>,
    words: String,
    /// The line of the heading that an anchor stands at the end of, without its line break.
    line: Range<usize>,
}

fn headings(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut inside = false;
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                found.push(Found {
                    anchor: id.map(|id| id.to_string()),
                    words: String::new(),
                    line: last_line(text, range),
                });
                inside = true;
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => inside = false,
            Event::Text(words) | Event::Code(words) if inside => {
                if let Some(last) = found.last_mut() {
                    last.words.push_str(&words);
                }
            }
            _ => {}
        }
    }
    found
}

/// The only line of a heading that starts with `##`, or the last line above the dashes of one that is underlined.
fn last_line(text: &str, heading: Range<usize>) -> Range<usize> {
    let source = text[heading.clone()].trim_end();
    let end = heading.start + source.rfind('\n').unwrap_or(source.len());
    let start = text[heading.start..end].rfind('\n').map_or(heading.start, |at| heading.start + at + 1);
    start..end
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
