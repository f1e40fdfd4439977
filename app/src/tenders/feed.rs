//! `/tenders.atom`: what was added or changed last among the events of the list, for a feed reader (RFC 4287).

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{DateTime, Utc};
use entities::{
    procurement::read::{Row, TenderNews},
    values::text::for_xml,
};

use super::{calendar::address, chosen, words::value};
use crate::http::{Answer, Ask, Failure, File};

/// The feed.
pub async fn file(ask: Ask) -> Answer {
    let rows = ask.register.read(&ask.viewer, &TenderNews(chosen::filter(&ask)?)).await?;
    let query = ask.query();
    let origin = ask.site.origin.as_str();
    let own = format!("{origin}{}", chosen::follow(query, "/tenders.atom"));
    let list = format!("{origin}{}", chosen::follow(query, "/tenders"));
    let feed = feed(&rows, &ask.site.name, origin, own, list);
    let bytes = feed.write_to(Vec::new()).map_err(|why| Failure::broken(why.to_string()))?;
    File::new("application/atom+xml; charset=utf-8", bytes).answer()
}

fn feed(rows: &[Row], service: &str, origin: &str, own: String, list: String) -> Feed {
    let mut feed = Feed::default();
    feed.set_id(own.clone());
    feed.set_title(format!("{service}: tender events"));
    feed.set_subtitle(Text::plain("What was added or changed last"));
    // Not now: a feed that did not change is the same, byte for byte.
    feed.set_updated(written(rows.iter().map(|row| row.changed_at).max().unwrap_or_default()));
    feed.set_authors(vec![Person { name: service.to_owned(), ..Person::default() }]);
    feed.set_generator(Generator { value: service.to_owned(), ..Generator::default() });
    feed.set_lang("en-GB".to_owned());
    feed.set_links(vec![link("self", own, "application/atom+xml"), link("alternate", list, "text/html")]);
    feed.set_entries(rows.iter().map(|row| entry(row, origin)).collect::<Vec<_>>());
    feed
}

fn entry(row: &Row, origin: &str) -> Entry {
    let cancelled = if row.cancelled { "Cancelled: " } else { "" };
    let mut words = vec![row.when.in_words(), row.buyer.clone()];
    words.extend(value(row.value_low, row.value_high));
    words.extend((!row.place.is_empty()).then(|| row.place.clone()));
    words.extend((!row.note.is_empty()).then(|| row.note.clone()));
    let mut entry = Entry::default();
    entry.set_id(address(row, origin));
    entry.set_title(for_xml(&format!("{cancelled}{}: {}", row.kind.label(), row.title)).into_owned());
    entry.set_updated(written(row.changed_at));
    entry.set_links(vec![link("alternate", address(row, origin), "text/html")]);
    entry.set_summary(Text::plain(for_xml(&words.join(". ")).into_owned()));
    let category =
        Category { term: row.kind.code().into(), label: Some(row.kind.label().into()), ..Category::default() };
    entry.set_categories(vec![category]);
    entry
}

fn written(at: DateTime<Utc>) -> FixedDateTime {
    at.fixed_offset()
}

fn link(rel: &str, href: String, kind: &str) -> Link {
    Link { rel: rel.into(), href, mime_type: Some(kind.into()), ..Link::default() }
}

#[cfg(test)]
mod tests {
    use super::{super::calendar::tests::row, *};

    #[test]
    fn an_entry_says_what_when_and_where_to_read_more() {
        let own = "https://register.example/tenders.atom?q=family".to_owned();
        let list = "https://register.example/tenders?q=family".to_owned();
        let feed = feed(&[Row { cancelled: true, ..row() }], "Concordat", "https://register.example", own, list);
        let text = feed.to_string();
        for words in [
            "<id>https://register.example/tenders/pro-2025-001#event-7</id>",
            "Cancelled: Submission deadline: Family help, lots 1; 2 &amp; &lt;3&gt;",
            "12 noon on 1 July 2025. Council. up to £90,000",
            "<updated>2025-07-01T00:00:00+00:00</updated>",
            "rel=\"self\"",
        ] {
            assert!(text.contains(words), "{words} is not in {text}");
        }
        assert!(Feed::read_from(text.as_bytes()).is_ok());
    }
}
