//! Markdown as HTML. The only function in the app that puts raw HTML into a page (architecture.md, invariant 5).
//!
//! Three fences, each enough alone: HTML in the source becomes text before anything is written; links go only where
//! [`is_safe_address`] lets them; and what was written passes through ammonia with a short list of tags.
//!
//! Whoever signs a text signs all of it, so all of it is on the page and on paper: a link shows its address behind its words.
//!
//! Headings: the page keeps the only h1. `#` (a title typed into the text) becomes an h2 without a number, `##` is a
//! clause: an h2 with its number, computed here and never stored; deeper ones keep their level. Anchors `{#c-…}` are
//! kept once; other ids are dropped, so that a text cannot take the place of a part of the page.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    endless::{Work, as_it_is_written},
    prose_table::readable_tables,
};
use ammonia::Builder;
use entities::clause::is_safe_address;
use leptos::prelude::*;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html::push_html};

/// Tags within tags that are written. ammonia takes quadratic time in the depth: 40 kB of `>` kept it busy for
/// seconds. No memorandum comes near.
const DEEPEST: usize = 40;

/// A text as HTML, with its headings for a table of contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe to put into a page as it is.
    pub html: String,
    /// Every heading, in order.
    pub headings: Vec<Heading>,
}

/// One heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as it is in the page.
    pub level: u8,
    /// Its anchor, if it has one.
    pub id: Option<String>,
    /// Its number, if it is a clause.
    pub number: Option<u32>,
    /// Its words.
    pub text: String,
}

/// A text in Markdown, shown.
#[component]
pub fn Markdown(
    /// The source.
    #[prop(into)]
    source: String,
    /// How many clauses stand before it, where it is a part of a text.
    #[prop(optional)]
    clauses_before: u32,
) -> impl IntoView {
    let html = render(&source, clauses_before).html;
    view! { <div class="prose" inner_html=html></div> }
}

/// Renders a text. The preview while drafting and the published page both come from here.
pub fn render_markdown(source: &str) -> Rendered {
    render(source, 0)
}

fn render(source: &str, clauses: u32) -> Rendered {
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES);
    let mut walk = Walk { clauses, ..Walk::default() };
    let (mut work, mut events) = (Work::default(), Vec::new());
    for event in parser {
        work.look(&event);
        if work.is_endless() {
            return Rendered { html: as_it_is_written(source), headings: Vec::new() };
        }
        events.extend(walk.event(event));
    }
    number_references(&mut events, &walk.headings);
    let mut written = String::with_capacity(source.len() * 3 / 2);
    push_html(&mut written, events.into_iter());
    Rendered { html: readable_tables(&CLEANER.clean(&written).to_string()), headings: walk.headings }
}

/// A link to a clause whose words are "clause" says its number, as it is now.
fn number_references(events: &mut [Event<'_>], headings: &[Heading]) {
    let numbers: HashMap<&str, u32> =
        headings.iter().filter_map(|heading| Some((heading.id.as_deref()?, heading.number?))).collect();
    for at in 2..events.len() {
        let Event::End(TagEnd::Link) = &events[at] else { continue };
        let Event::Start(Tag::Link { dest_url, .. }) = &events[at - 2] else { continue };
        let number = dest_url.strip_prefix('#').and_then(|anchor| numbers.get(anchor));
        if let (Some(number), Event::Text(words)) = (number, &events[at - 1])
            && words.trim().eq_ignore_ascii_case("clause")
        {
            events[at - 1] = Event::Text(format!("{words} {number}").into());
        }
    }
}

#[derive(Default)]
struct Walk {
    headings: Vec<Heading>,
    in_heading: bool,
    clauses: u32,
    ids: HashSet<String>,
    /// For each tag that is open: whether it is written.
    open: Vec<bool>,
    in_link: bool,
    /// The links that are open, the inner last.
    links: Vec<Link>,
}

/// A link that is open: where it goes, and the words that were shown for it.
#[derive(Default)]
struct Link {
    address: String,
    words: String,
}

impl Link {
    /// The address, to be shown behind the words: unless they are it, it is a clause of this text, or it may not be followed.
    fn address_to_show(self) -> Option<String> {
        let words = self.words.trim();
        let said = self.address == words || self.address.strip_prefix("mailto:") == Some(words);
        let shown = !said && !self.address.starts_with('#') && is_safe_address(&self.address);
        shown.then(|| format!(" ({})", self.address))
    }
}

impl Walk {
    fn event<'a>(&mut self, event: Event<'a>) -> impl Iterator<Item = Event<'a>> + use<'a> {
        let address = match event {
            Event::End(TagEnd::Link | TagEnd::Image) => self.links.pop().and_then(Link::address_to_show),
            _ => None,
        };
        let address = address.map(|address| Event::Text(address.into()));
        let event = self.safe(event);
        let number = match event {
            Some(Event::Start(Tag::Heading { .. })) => self.headings.last().and_then(|heading| heading.number),
            _ => None,
        };
        let number = number.map(|n| Event::InlineHtml(format!("<span class=\"clause-number\">{n}</span> ").into()));
        event.into_iter().chain(number).chain(address)
    }

    /// The event as it may be written; a tag that may not be leaves its content behind, as text.
    fn safe<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Start(tag) => {
                let tag = if self.open.len() < DEEPEST { self.start(tag) } else { None };
                self.open.push(tag.is_some());
                tag.map(Event::Start)
            }
            Event::End(end) => {
                let written = self.open.pop().unwrap_or(false);
                written.then(|| Event::End(self.end(end)))
            }
            Event::Html(text) | Event::InlineHtml(text) | Event::Text(text) => {
                self.words(&text);
                Some(Event::Text(text))
            }
            Event::Code(text) => {
                self.words(&text);
                Some(Event::Code(text))
            }
            other => Some(other),
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Option<Tag<'a>> {
        match tag {
            Tag::Heading { level, id, .. } => Some(self.heading(level, id)),
            // A picture would be loaded from elsewhere, which the content security policy forbids.
            Tag::Link { link_type, dest_url, title, .. } | Tag::Image { link_type, dest_url, title, .. } => {
                let dest_url =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url };
                self.links.push(Link { address: dest_url.to_string(), words: String::new() });
                let link = Tag::Link { link_type: LinkType::Inline, dest_url, title, id: CowStr::Borrowed("") };
                let written = !self.in_link && matches!(&link, Tag::Link { dest_url, .. } if is_safe_address(dest_url));
                self.in_link |= written;
                written.then_some(link)
            }
            Tag::HtmlBlock => Some(Tag::Paragraph),
            other => Some(other),
        }
    }

    fn end(&mut self, end: TagEnd) -> TagEnd {
        match end {
            TagEnd::Heading(level) => {
                self.in_heading = false;
                TagEnd::Heading(lowered(level))
            }
            TagEnd::Link | TagEnd::Image => {
                self.in_link = false;
                TagEnd::Link
            }
            TagEnd::HtmlBlock => TagEnd::Paragraph,
            other => other,
        }
    }

    fn heading<'a>(&mut self, level: HeadingLevel, id: Option<CowStr<'a>>) -> Tag<'a> {
        let id = id.filter(|id| is_anchor(id) && self.ids.insert(id.to_string()));
        let number = (level == HeadingLevel::H2).then(|| {
            self.clauses += 1;
            self.clauses
        });
        let level = lowered(level);
        self.in_heading = true;
        self.headings.push(Heading {
            level: level as u8,
            id: id.as_deref().map(str::to_owned),
            number,
            text: String::new(),
        });
        Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }
    }

    fn words(&mut self, text: &str) {
        self.links.iter_mut().for_each(|link| link.words.push_str(text));
        if let (true, Some(heading)) = (self.in_heading, self.headings.last_mut()) {
            heading.text.push_str(text);
        }
    }
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

/// `c-` and then lower-case letters, digits and hyphens.
fn is_anchor(id: &str) -> bool {
    id.strip_prefix("c-").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "span",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("h2", HashSet::from(["id"])),
            ("h3", HashSet::from(["id"])),
            ("h4", HashSet::from(["id"])),
            ("h5", HashSet::from(["id"])),
            ("h6", HashSet::from(["id"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .allowed_classes(HashMap::from([("span", HashSet::from(["clause-number"]))]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some("noopener noreferrer"));
    builder
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_clause_says_its_number() {
        let text = "## A {#c-a}\n\nSee [clause](#c-b), [Clause](#c-a) and [the money](#c-b).\n\n## B {#c-b}\n";
        let html = render_markdown(text).html;
        for shown in [">clause 2</a>", ">Clause 1</a>", ">the money</a>"] {
            assert!(html.contains(shown), "{html}");
        }
        let moved = render_markdown("## B {#c-b}\n\n## A {#c-a}\n\nSee [clause](#c-b).").html;
        assert!(moved.contains(">clause 1</a>"), "{moved}");
    }

    #[test]
    fn clauses_are_numbered_and_keep_their_anchors() {
        let text =
            render_markdown("# Memorandum\n\n## Aims {#c-aims}\n\nText\n\n### More\n\n## Money `now` {#c-money}\n");
        assert_eq!(
            text.html.replace('\n', ""),
            "<h2>Memorandum</h2><h2 id=\"c-aims\"><span class=\"clause-number\">1</span> Aims</h2><p>Text</p><h3>More</h3>\
             <h2 id=\"c-money\"><span class=\"clause-number\">2</span> Money <code>now</code></h2>"
        );
        assert_eq!(text.headings[3].text, "Money now");
        assert_eq!(text.headings[3].number, Some(2));
    }

    #[test]
    fn html_in_a_text_is_shown_and_not_obeyed() {
        let html = render_markdown("a <b onclick=x>c</b>\n\n<script>alert(1)</script>\n\n<!-- x -->").html;
        assert!(!html.contains("<b") && !html.contains("<script") && !html.contains("<!--"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    }

    #[test]
    fn links_go_only_where_they_may() {
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "vbscript:x",
            "/\\evil",
        ] {
            let html = render_markdown(&format!("[words](<{bad}>)")).html;
            assert_eq!(html.trim(), "<p>words</p>", "{bad}");
        }
        for good in ["https://example.org/a?b=c", "mailto:a@example.org", "#c-aims", "/agreements/mou-2015-001"] {
            assert!(render_markdown(&format!("[words]({good})")).html.contains(&format!("href=\"{good}\"")), "{good}");
        }
    }

    #[test]
    fn a_table_scrolls_and_the_word_table_does_not() {
        let html = render_markdown("| a | b |\n|---|---|\n| 1 | `<table>` |\n").html;
        assert_eq!((html.matches("<div").count(), html.matches("</table></div>").count()), (1, 1), "{html}");
        assert!(html.contains("&lt;table&gt;"), "{html}");
    }

    #[test]
    fn a_link_shows_its_address_behind_its_words() {
        let without_words = render_markdown("![](https://e.example/y)").html;
        assert!(without_words.contains("(https://e.example/y)"), "{without_words}");
        for (text, shown) in [
            (
                "[them](https://e.example/a)",
                "<a href=\"https://e.example/a\" rel=\"noopener noreferrer\">them</a> (https://e.example/a)",
            ),
            ("[aims](#c-aims)", "<a href=\"#c-aims\" rel=\"noopener noreferrer\">aims</a>"),
            ("<https://e.example>", "<a href=\"https://e.example\" rel=\"noopener noreferrer\">https://e.example</a>"),
            ("<a@e.example>", "<a href=\"mailto:a@e.example\" rel=\"noopener noreferrer\">a@e.example</a>"),
        ] {
            assert_eq!(render_markdown(text).html.trim(), format!("<p>{shown}</p>"), "{text}");
        }
    }

    #[test]
    fn a_text_cannot_take_the_place_of_a_part_of_the_page() {
        let html = render_markdown("## One {#main-content}\n\n## Two {#c-a}\n\n## Three {#c-a .govuk-button}\n").html;
        assert_eq!(html.matches("id=").count(), 1, "{html}");
        assert!(!html.contains("govuk"), "{html}");
    }

    #[test]
    fn pictures_become_links_and_links_do_not_nest() {
        let html = render_markdown("[![alt](https://e.example/x.png)](https://e.example/)").html;
        assert!(!html.contains("<img"), "{html}");
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
    }

    #[test]
    fn deep_nesting_is_cut_and_its_words_are_kept() {
        let html = render_markdown(&format!("{}deep", "> ".repeat(20_000))).html;
        assert_eq!(html.matches("<blockquote>").count(), DEEPEST);
        assert!(html.contains("deep"));
    }
}
