//! Texts that a few letters make endless work of: they are shown as they are written, all their letters.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd, html::push_html};

/// The cells that the tables of a text may have when they are drawn. Texts that are saved have fewer, schedules as many as there are
/// promises.
const MOST_CELLS: usize = 60_000;

/// The bytes that may be looked through: some tenths of a second.
const MOST_LOOKED_THROUGH: usize = 500_000_000;

/// What it takes to draw a text. The cleaner's writer looks for each letter that it escapes once more to the end of the words between
/// two tags (html5ever 0.40, `write_escaped`).
#[derive(Default)]
pub(super) struct Work {
    cells: usize,
    /// Bytes looked through before these words.
    looked_through: usize,
    /// Bytes of these words, and those of them that are escaped or begin like one that is.
    words: usize,
    escaped: usize,
}

impl Work {
    pub(super) fn look(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words += words.len();
                self.escaped += escaped(words);
            }
            Event::SoftBreak => self.words += 1,
            _ => {
                self.cells += usize::from(matches!(event, Event::Start(Tag::TableCell)));
                self.looked_through = self.with_these_words();
                (self.words, self.escaped) = (0, 0);
                // An address stands in its link, and once more behind the link's words.
                if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
                    let escaped = escaped(dest_url);
                    self.looked_through = self.looked_through.saturating_add(dest_url.len().saturating_mul(escaped));
                    (self.words, self.escaped) = (dest_url.len(), escaped);
                }
            }
        }
    }

    fn with_these_words(&self) -> usize {
        self.looked_through.saturating_add(self.words.saturating_mul(self.escaped))
    }

    pub(super) fn is_endless(&self) -> bool {
        self.cells > MOST_CELLS || self.with_these_words() > MOST_LOOKED_THROUGH
    }
}

/// How many of its bytes are escaped, or begin like one that is.
fn escaped(words: &str) -> usize {
    words.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>' | 0xC2)).count()
}

/// A text as HTML that takes no work.
pub(super) fn as_it_is_written(source: &str) -> String {
    let whole = [
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
        Event::Text(source.into()),
        Event::End(TagEnd::CodeBlock),
    ];
    let mut html = String::with_capacity(source.len() + 100);
    push_html(&mut html, whole.into_iter());
    html
}

#[cfg(test)]
mod tests {
    use crate::ui::render_markdown;

    #[test]
    fn a_text_whose_tables_are_endless_is_shown_as_it_is_written() {
        let table = format!("|{}\n|{}\n{}\n", "a|".repeat(500), "-|".repeat(500), "|1|\n".repeat(400));
        let html = render_markdown(&table).html;
        assert!(html.starts_with("<pre>") && html.len() < 2 * table.len(), "{}", html.len());
    }

    #[test]
    fn a_run_of_ampersands_that_would_keep_the_cleaner_busy_is_shown_as_it_is_written() {
        let (fair, endless) = ("&a".repeat(2_000), "&a".repeat(190_000));
        assert!(render_markdown(&fair).html.starts_with("<p>"));
        let html = render_markdown(&endless).html;
        assert!(html.starts_with("<pre>") && html.matches("&amp;a").count() == 190_000);
        let link = format!("[a](http://b.example/?{})", "&".repeat(60_000));
        assert!(render_markdown(&link).html.starts_with("<pre>"));
        assert!(render_markdown(&"Each pays £1 & more.\n\n".repeat(10_000)).html.starts_with("<p>"));
    }
}
