//! `/tenders.ics`: the events of the list for a calendar to subscribe to (RFC 5545).
//!
//! An event keeps its UID for life; a move or a cancellation raises its SEQUENCE, and a cancelled one stays in the file so that
//! calendars take it out. Whole days are dates, whatever the reader's zone; times are in UTC, which every calendar shows
//! in its reader's own zone, summer or winter.

use chrono::{Days, TimeDelta};
use entities::procurement::read::{Row, TenderCalendar};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

use super::{chosen, words::value};
use crate::http::{Answer, Ask, File};

/// The calendar.
pub async fn file(ask: Ask) -> Answer {
    let rows = ask.register.read(&ask.viewer, &TenderCalendar(chosen::filter(&ask)?)).await?;
    let calendar = calendar(&rows, &ask.site.name, &ask.site.origin);
    File::new("text/calendar; charset=utf-8", calendar).named("tenders.ics").answer()
}

/// The calendar of some events, by the name of the service and its address.
pub fn calendar(rows: &[Row], service: &str, origin: &str) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Concordat//Tender events//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-TIMEZONE", "Europe/London"),
    ] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(&format!("{service}: tender events"));
    calendar.ttl(&TimeDelta::hours(6));
    calendar.extend(rows.iter().map(|row| event(row, origin)));
    calendar.to_string()
}

fn event(row: &Row, origin: &str) -> Event {
    let host = origin.split("://").last().unwrap_or_default();
    let mut event = Event::new();
    event
        .uid(&format!("tender-event-{}@{host}", row.id))
        .sequence(u32::try_from(row.sequence).unwrap_or(u32::MAX))
        .timestamp(row.changed_at)
        .last_modified(row.changed_at)
        .summary(&format!("{}: {}", row.kind.label(), row.title))
        .description(&description(row))
        .url(&address(row, origin))
        .status(if row.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed })
        // It does not make its reader busy.
        .add_property("TRANSP", "TRANSPARENT");
    if !row.place.is_empty() {
        event.location(&row.place);
    }
    let when = row.when;
    if when.whole_day {
        // The end of a date is the day after the last.
        let after = when.last_day().checked_add_days(Days::new(1)).unwrap_or(when.last_day());
        event.starts(when.first_day()).ends(after);
    } else {
        event.starts(when.starts);
        if let Some(ends) = when.ends {
            event.ends(ends);
        }
    }
    event.done()
}

fn description(row: &Row) -> String {
    let mut lines = vec![row.when.in_words(), format!("Buyer: {}", row.buyer)];
    lines.extend(value(row.value_low, row.value_high).map(|value| format!("Value: {value}")));
    lines.extend((!row.note.is_empty()).then(|| row.note.clone()));
    lines.join("\n")
}

/// The event on the page of its procurement.
pub fn address(row: &Row, origin: &str) -> String {
    format!("{origin}/tenders/{}#event-{}", row.procurement.in_address(), row.id)
}

#[cfg(test)]
pub mod tests {
    use chrono::NaiveDate;
    use entities::{
        clock,
        procurement::{EventKind, State, When, read::Section},
        values::{Pence, Reference},
    };

    use super::*;

    /// A deadline at noon in summer.
    pub fn row() -> Row {
        let day = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day");
        Row {
            id: 7,
            section: Section::ComingInScope,
            kind: EventKind::Deadline,
            when: When::time(clock::at(day, 12, 0), None),
            place: String::new(),
            note: String::new(),
            cancelled: false,
            sequence: 2,
            changed_at: clock::at(day, 1, 0),
            procurement: Reference::numbered("PRO", 2025, 1),
            title: "Family help, lots 1; 2 & <3>".into(),
            buyer: "Council".into(),
            state: State::Open,
            in_scope: true,
            value_low: None,
            value_high: Some(Pence::pounds(90_000)),
        }
    }

    fn lines(row: Row) -> Vec<String> {
        let text = calendar(&[row], "Concordat", "https://register.example");
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_deadline_keeps_its_identity_and_has_its_instant_in_utc() {
        let lines = lines(row());
        for line in [
            "UID:tender-event-7@register.example",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "DTSTAMP:20250701T000000Z",
            "DTSTART:20250701T110000Z",
            "SUMMARY:Submission deadline: Family help\\, lots 1\\; 2 & <3>",
            "URL:https://register.example/tenders/pro-2025-001#event-7",
        ] {
            assert!(lines.iter().any(|found| found == line), "{line} is not in {lines:#?}");
        }
        assert!(!lines.iter().any(|line| line.starts_with("DTEND")), "an instant has no length");
    }

    #[test]
    fn a_whole_day_is_a_date_in_every_zone_and_ends_before_the_next() {
        let days = When::days(NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day"), NaiveDate::from_ymd_opt(2025, 7, 3));
        let lines = lines(Row { when: days, cancelled: true, ..row() });
        for line in ["DTSTART;VALUE=DATE:20250701", "DTEND;VALUE=DATE:20250704", "STATUS:CANCELLED"] {
            assert!(lines.iter().any(|found| found == line), "{line} is not in {lines:#?}");
        }
    }
}
