//! What is written in a text and would not be shown. Whoever signs a text signs all of it, so nothing of it may hide: what the
//! page would drop is refused before it is saved, by line, with what to do. The rules are the renderer's (`app/src/ui/markdown.rs`);
//! a property beside it holds the two against each other: every letter and figure of a text that passes here is on the page.

use std::{collections::HashSet, ops::Range};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    address::{LONGEST_ADDRESS, is_safe_address},
    anchors::{anchors_of, is_anchor, says_more},
};
use crate::values::text::is_invisible;

/// Something in a text that the page would not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// From 1.
    pub line: usize,
    /// What it is, and what to do, as a sentence without its full stop.
    pub advice: String,
}

/// So much of a line tells which it is, in letters.
const BEGINNING: usize = 30;

impl Unseen {
    /// With the beginning of its line in the text: nobody counts lines.
    pub fn in_words(&self, text: &str) -> String {
        let line = text.lines().nth(self.line - 1).unwrap_or_default().trim();
        let mut begins: String = line.chars().take(BEGINNING).collect();
        if begins.len() < line.len() {
            begins.push('…');
        }
        format!("Line {}, “{begins}”: {}", self.line, self.advice)
    }
}

/// At most so many are told at once.
const MOST: usize = 20;

/// The cells that the tables of a text may have. A row that is written short is shown with as many cells as its table has columns:
/// a few letters would become pages.
const MOST_CELLS: usize = 10_000;

/// How deep lists, quotations and emphasis may stand in each other: of what is deeper the page shows only words, no figures and cells.
const DEEPEST: usize = 40;

/// What the page would not show of a text, in its order; the first twenty.
pub fn unseen(text: &str) -> Vec<Unseen> {
    unseen_within(text, text)
}

/// Of a part of a text: its links may lead to any clause of the whole.
pub fn unseen_within(text: &str, whole: &str) -> Vec<Unseen> {
    let mut look = Look {
        text,
        shown: vec![false; text.len()],
        found: Vec::new(),
        lists: Vec::new(),
        depth: 0,
        anchors: anchors_of(whole),
    };
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES);
    for (_, definition) in parser.reference_definitions().iter() {
        look.tell(
            definition.span.start,
            "An address that is defined on a line of its own is not shown: write it behind its words, [words](address)",
        );
        look.mark(definition.span.clone());
    }
    let mut cells = 0;
    for (event, range) in parser.into_offset_iter() {
        cells += usize::from(matches!(event, Event::Start(Tag::TableCell)));
        if cells > MOST_CELLS {
            let advice = format!(
                "The tables have more than {MOST_CELLS} cells up to here, counting the empty ones that fill up short rows: take some \
                 out, or attach them as a file"
            );
            look.tell(range.start, advice);
            break;
        }
        look.event(&event, range);
    }
    if cells <= MOST_CELLS {
        look.rest();
    }
    let mut found = look.found;
    found.sort_by_key(|(at, _)| *at);
    let (mut line, mut counted) = (1, 0);
    let mut told: Vec<Unseen> = Vec::new();
    for (at, advice) in found {
        line += text[counted..at].matches('\n').count();
        counted = at;
        let unseen = Unseen { line, advice };
        if !told.contains(&unseen) {
            told.push(unseen);
        }
        if told.len() == MOST {
            break;
        }
    }
    told
}

struct Look<'a> {
    text: &'a str,
    /// For each byte of the text: it is shown, or told of already.
    shown: Vec<bool>,
    found: Vec<(usize, String)>,
    /// The number that the next item of each open list is shown with; none for lists without numbers.
    lists: Vec<Option<u64>>,
    /// How many tags are open.
    depth: usize,
    anchors: HashSet<&'a str>,
}

impl Look<'_> {
    fn tell(&mut self, at: usize, advice: impl Into<String>) {
        self.found.push((at, advice.into()));
    }

    fn mark(&mut self, range: Range<usize>) {
        self.shown[range].fill(true);
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.deeper(range.start);
                self.start(tag, range);
            }
            Event::End(end) => {
                self.depth -= 1;
                if matches!(end, TagEnd::List(_)) {
                    self.lists.pop();
                }
            }
            // A code span's marks are no letters.
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(words, range)
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::List(first) => self.lists.push(*first),
            Tag::Item => self.item(range.start),
            Tag::Heading { id, classes, attrs, .. } => {
                self.attributes(id.as_deref(), classes.is_empty() && attrs.is_empty(), range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if !info.trim().is_empty() => {
                let advice = "Words behind the opening of a code block are not shown: put them on a line of their own";
                self.tell(range.start, advice);
                self.mark(self.line_from(range.start));
            }
            // A mail address in angle brackets is its own words.
            Tag::Link { link_type: LinkType::Email, .. } => {}
            // Its definition, on a line of its own, is told of.
            Tag::Link { link_type: LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut, .. } => {
                self.mark(range)
            }
            Tag::Image { dest_url, .. } if !is_safe_address(dest_url) => {
                self.tell(range.start, "A picture is not shown: take it out, and attach it under Files");
                self.mark(range);
            }
            Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } => {
                self.link(dest_url, title, range);
            }
            _ => {}
        }
    }

    fn deeper(&mut self, start: usize) {
        self.depth += 1;
        if self.depth == DEEPEST + 1 {
            self.tell(start, "Lists and quotations stand too deep in each other here: lift this out of some of them");
        }
    }

    /// Figures in front of an item: they are shown as the list counts, not as they are typed.
    fn item(&mut self, start: usize) {
        let start = start + self.text[start..].len() - self.text[start..].trim_start().len();
        let typed: String = self.text[start..].chars().take_while(char::is_ascii_digit).collect();
        let Some(Some(number)) = self.lists.last_mut() else { return };
        let shown = *number;
        *number += 1;
        self.mark(start..start + typed.len());
        if !typed.is_empty() && typed.parse() != Ok(shown) {
            self.tell(start, format!("This item would be shown as {shown}: number the list in order, or start it anew after a line of text"));
        }
    }

    fn attributes(&mut self, id: Option<&str>, bare: bool, range: Range<usize>) {
        let Some(id) = id else {
            if !bare {
                self.hidden_attributes(range);
            }
            return;
        };
        let written = format!("{{#{id}}}");
        let at = self.text[range.clone()].rfind(&written).map(|at| range.start + at);
        match at {
            Some(at) if bare && is_anchor(id) && !says_more(id, &self.text[range.start..at]) => {
                self.mark(at..at + written.len())
            }
            Some(at) if bare && !is_anchor(id) => {
                let advice = format!(
                    "“{written}” is no anchor of the register’s: take it out, and the clause gets one by itself"
                );
                self.tell(at, advice);
                self.mark(at..range.end);
            }
            _ => self.hidden_attributes(range),
        }
    }

    fn hidden_attributes(&mut self, range: Range<usize>) {
        let heading = &self.text[range.clone()];
        let at = heading.rfind('{').map_or(range.start, |at| range.start + at);
        self.tell(at, "What stands in braces behind a heading is not shown: take it out");
        self.mark(at..range.end);
    }

    /// A link shows its words and, behind them, its address; never its title.
    fn link(&mut self, address: &str, title: &str, range: Range<usize>) {
        if !title.is_empty() {
            self.tell(
                range.start,
                "The title of a link is not shown: take the words in quotation marks out of its brackets",
            );
            self.mark(self.after_words(&range));
            return;
        }
        if let Some(invisible) = address.chars().find(|character| is_invisible(*character)) {
            self.tell(
                range.start,
                format!(
                    "There is a character that nobody sees (U+{:04X}) in this link’s address: type it again",
                    u32::from(invisible)
                ),
            );
        }
        if address.len() > LONGEST_ADDRESS {
            self.tell(
                range.start,
                format!("This link’s address has more than {LONGEST_ADDRESS} characters: use a shorter one"),
            );
        }
        if !is_safe_address(address) {
            self.tell(
                range.start,
                "This link leads where no link may lead: use an address that begins with https:// or mailto:",
            );
            self.mark(self.after_words(&range));
            return;
        }
        if let Some(anchor) = address.strip_prefix('#')
            && !self.anchors.contains(anchor)
        {
            self.tell(range.start, format!("There is no clause with the anchor {address} in this text"));
        }
        self.mark(self.after_words(&range));
    }

    /// The brackets behind a link's words, with its address; of an address that is its own words, nothing.
    fn after_words(&self, range: &Range<usize>) -> Range<usize> {
        let link = &self.text[range.clone()];
        link.rfind("](").map_or(range.end..range.end, |at| range.start + at..range.end)
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let written = &self.text[range.clone()];
        // An entity: its letters are other ones than those that are shown.
        let letters = |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
        if letters(written) != letters(words) {
            let written = written.trim();
            let advice = if words.trim().is_empty() {
                format!("{written} is shown as a space: write a space")
            } else {
                format!("{written} is shown as {words}: write the character itself")
            };
            self.tell(range.start, advice);
        }
        if let Some(invisible) = words.chars().find(|character| is_invisible(*character)) {
            self.tell(range.start, format!("There is a character that nobody sees (U+{:04X}) and that changes how words are read: type this line again", u32::from(invisible)));
        }
        self.mark(range);
    }

    /// Letters and figures that no event showed.
    fn rest(&mut self) {
        let hidden: Vec<usize> = self
            .text
            .char_indices()
            .filter(|(at, character)| character.is_alphanumeric() && !self.shown[*at])
            .map(|(at, _)| at)
            .collect();
        let mut last = usize::MAX;
        for at in hidden {
            let line = self.line_from(at);
            if line.end == last {
                continue;
            }
            last = line.end;
            let whole = self.whole_line(at);
            let advice = if whole.trim_start().starts_with('|') || whole.matches('|').count() > 1 {
                "This row has more cells than the table has columns, and they are not shown: give the table a column more, or the row a cell less"
            } else {
                "Part of this line would not be shown: write it in other words, without special characters"
            };
            self.tell(at, advice);
        }
    }

    /// From a place to the end of its line.
    fn line_from(&self, at: usize) -> Range<usize> {
        at..self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    fn whole_line(&self, at: usize) -> &str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        &self.text[start..self.line_from(at).end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(usize, String)> {
        unseen(text).into_iter().map(|unseen| (unseen.line, unseen.advice)).collect()
    }

    #[test]
    fn what_the_page_would_drop_is_told_by_line() {
        for (text, line, words) in [
            ("a\n\n| a | b |\n| --- | --- |\n| 1 | 2 | three months |\n", 5, "more cells"),
            ("Text\n\n[1]: https://example.org \"We may leave\"\n", 3, "defined on a line of its own"),
            ("[words](https://example.org \"and more\")", 1, "title of a link"),
            ("## Aims {.we-may-leave}\n", 1, "in braces"),
            ("### More {#we-may-leave}\n", 1, "no anchor of the register"),
            ("a&nbsp;b\n", 1, "shown as a space"),
            ("see [the rule][r]\n\n[r]: https://a.example \"12\"\n", 3, "defined on a line of its own"),
            ("![a map](map.png)\n", 1, "picture"),
            ("## Aims {#c-a key=leave}\n", 1, "in braces"),
            ("## Ending {#c-either-party-may-leave}\n", 1, "in braces"),
            ("## Ending {#c-3}\n", 1, "in braces"),
            ("```we may leave\ncode\n```\n", 1, "opening of a code block"),
            ("1. one\n3. three\n", 2, "would be shown as 2"),
            ("R&amp;D\n", 1, "shown as &"),
            ("[x](javascript:alert)\n", 1, "no link may lead"),
            ("see [clause](#c-none)\n", 1, "no clause with the anchor"),
            ("three \u{202e}months\n", 1, "nobody sees"),
            ("12 \u{200f}- 3\n", 1, "nobody sees"),
            ("[rules](https://a.example/\u{202e}) 12 months\n", 1, "nobody sees"),
        ] {
            let told = told(text);
            assert!(told.len() == 1 && told[0].0 == line && told[0].1.contains(words), "{text:?}: {told:?}");
        }
    }

    #[test]
    fn tables_that_a_few_letters_would_make_endless_are_told() {
        let table = format!("|{}\n|{}\n{}\n", "a|".repeat(500), "-|".repeat(500), "|1|\n".repeat(400));
        let told = told(&table.repeat(100));
        assert!(told.len() == 1 && told[0].1.contains("10000 cells"), "{told:?}");
        let fair = format!("|{}\n|{}\n{}\n", "a|".repeat(20), "-|".repeat(20), "|1|\n".repeat(400));
        assert_eq!(unseen(&fair), []);
    }

    #[test]
    fn figures_that_stand_too_deep_to_be_shown_are_told() {
        let deep = format!("The council pays £\n\n{}9000. for each\n", "> ".repeat(40));
        assert!(told(&deep).iter().any(|(line, words)| *line == 3 && words.contains("too deep")), "{:?}", told(&deep));
        assert_eq!(told(&format!("{}9000. for each\n", "> ".repeat(10))), []);
    }

    #[test]
    fn twenty_faults_are_told_of_forty_thousand_at_once() {
        let dead = "[a](#c-x) ".repeat(40_000);
        assert_eq!(told(&dead).len(), 1, "a line is told of once");
        let lines = "[a](#c-x)\n".repeat(40_000);
        assert_eq!(told(&lines).len(), MOST);
    }

    #[test]
    fn a_text_that_shows_all_of_itself_passes() {
        let text = "# Title\n\n## Aims {#c-aims}\n\nSee [aims](#c-aims), <https://example.org>, <a@example.org> and [them](https://example.org/a?b=1).\n\n\
                    3. three\n4. four\n   - five `six` *seven*\n\n| a | b |\n|---|---|\n| 1 |\n| \\| | 2 |\n\n```\ncode\n```\n\n\
                    ### Deeper\n\n> quote <b>html</b> & more\n\nsoft\\\nbreak\n\n#### Foot {#c-foot}\n";
        assert_eq!(told(text), []);
    }
}
