//! Every letter and figure of a text that is taken is on its page: the rules of what may be saved (`entities::clause::unseen`) held
//! against the renderer, with texts of every kind of Markdown.

use std::{cell::RefCell, collections::BTreeMap};

use entities::clause::{anchored, unseen};
use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use proptest::prelude::*;

use super::render_markdown;

/// What a reader sees: the texts, and the numbers in front of list items.
#[derive(Default)]
struct Visible {
    text: RefCell<String>,
    /// The number of the next item of each open list; none for a list without numbers.
    lists: RefCell<Vec<Option<u64>>>,
}

impl Visible {
    fn opens(&self, tag: &Tag) {
        let mut lists = self.lists.borrow_mut();
        match tag.name.as_ref() {
            "ul" => lists.push(None),
            "ol" => {
                let start = tag.attrs.iter().find(|attribute| &*attribute.name.local == "start");
                lists.push(Some(start.map_or(1, |start| start.value.parse().unwrap())));
            }
            "li" => {
                if let Some(Some(number)) = lists.last_mut() {
                    self.text.borrow_mut().push_str(&format!(" {number} "));
                    *number += 1;
                }
            }
            _ => {}
        }
    }
}

impl TokenSink for Visible {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.opens(&tag),
            Token::TagToken(tag) if matches!(tag.name.as_ref(), "ol" | "ul") => {
                self.lists.borrow_mut().pop();
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn visible(html: &str) -> String {
    let tokenizer = Tokenizer::new(Visible::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.text.take()
}

/// As it was written, without what names a clause: its anchor, and the address of a cross-reference to it.
fn written(text: &str) -> String {
    let anchors = without(text, "{#c-", '}');
    without(&anchors, "](#c-", ')')
}

fn without(text: &str, opens: &str, closes: char) -> String {
    let mut pieces = text.split(opens);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once(closes).map_or("", |(_, rest)| rest))
}

fn count(text: &str) -> BTreeMap<char, usize> {
    let mut counted = BTreeMap::new();
    for character in text.chars().filter(|character| character.is_alphanumeric()) {
        *counted.entry(character).or_default() += 1;
    }
    counted
}

/// What a text has and its page has not.
fn missing(text: &str) -> Vec<char> {
    let shown = count(&visible(&render_markdown(text).html));
    let written = count(&written(text));
    written
        .into_iter()
        .filter(|(c, times)| shown.get(c).copied().unwrap_or_default() < *times)
        .map(|(c, _)| c)
        .collect()
}

/// Pieces of which texts are made: of every kind that the renderer knows, and of those that it would drop words of.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "word ",
        "7 ",
        "é",
        "\n",
        "\n\n",
        "## ",
        "### ",
        "# ",
        "{#c-aims}",
        "{#other}",
        "{.class}",
        "- ",
        "1. ",
        "2. ",
        "3) ",
        "    ",
        "  ",
        "> ",
        "```",
        "```rust\n",
        "~~~",
        "`",
        "``",
        "*",
        "**",
        "_",
        "| ",
        "a | b\n",
        "|---|---|\n",
        "| c | d | e |\n",
        "[words](https://e.example/x)",
        "[words](#c-aims)",
        "[a](b \"title\")",
        "[1]: https://e.example \"t\"\n",
        "[1]",
        "![alt](",
        "https://e.example/y)",
        "<https://e.example>",
        "<a@e.example>",
        "<b>",
        "</b>",
        "<!-- hidden -->",
        "<div>\n",
        "&amp;",
        "&#65;",
        "\\",
        "---\n",
        "===\n",
        "![",
        "](",
        ")",
        "[",
        "]",
        "(",
        "<x y=\"z\">",
        "\t",
        "&copy",
        "5",
        "0. ",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_letter_and_figure_of_a_text_that_is_taken_is_on_its_page(pieces in prop::collection::vec(piece(), 1..24)) {
        let mut number = 0;
        let fresh = || { number += 1; format!("c-new{number}") };
        let (text, _) = anchored(&pieces.concat(), fresh);
        if unseen(&text).is_empty() {
            prop_assert_eq!(missing(&text), Vec::<char>::new(), "{:?} is shown as {:?}", text, render_markdown(&text).html);
        }
    }
}

#[test]
fn what_is_dropped_is_found_missing() {
    assert_eq!(missing("| a | b |\n|---|---|\n| 1 | 2 | six |\n"), ['i', 's', 'x']);
    assert_eq!(missing("```leave\ncode\n```\n"), ['a', 'e', 'l', 'v']);
    assert_eq!(missing("3. three\n4. four\n"), [' '; 0]);
}
