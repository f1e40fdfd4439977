//! The dated events that a process has: what a provider must know, and where in the releases it stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::Value;

use super::{
    check::{Moment, is_edge_of_day, moment},
    lots,
    process::is_in_force,
    visit::{get, list, text},
};
use crate::values::{
    When,
    notice::{EventKind, State, is_off},
};

/// An event of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub kind: EventKind,
    /// Where it stands in the compiled release; a later release moves the event of the same source.
    pub source: String,
    pub when: When,
    pub note: String,
    /// It will not happen: the process was cancelled, or ended without an award.
    pub cancelled: bool,
}

/// The note of a deadline by which only interest is to be told.
const FOR_INTEREST: &str = "For expressions of interest and requests to participate";

/// The events of a compiled release, each date of a kind once; of meetings that are called something else, each.
pub fn events(compiled: &Value, state: State) -> Vec<Event> {
    let mut found = Found { events: Vec::new(), seen: BTreeSet::new(), sources: BTreeMap::new(), state };
    for milestone in list(compiled, "planning.milestones") {
        if text(milestone, "type") == Some("engagement") {
            let source = format!("planning.milestones[{}].dueDate", id_of(milestone));
            found.add(EventKind::Engagement, source, milestone.get("dueDate"), text(milestone, "title"));
        }
    }
    for (kind, place, note) in [
        (EventKind::Planned, "tender.communication.futureNoticeDate", None),
        (EventKind::Tender, "tender.tenderPeriod.startDate", None),
        (EventKind::Clarification, "tender.enquiryPeriod.endDate", None),
        // OCDS for the United Kingdom: of two stages, the first is closed to who has not asked to take part by then.
        (EventKind::Deadline, "tender.expressionOfInterestDeadline", Some(FOR_INTEREST)),
        (EventKind::Deadline, "tender.tenderPeriod.endDate", None),
    ] {
        found.add(kind, place.into(), get(compiled, place), note);
    }
    let awards: Vec<_> = list(compiled, "awards").iter().filter(|award| is_in_force(award)).collect();
    for award in &awards {
        let source = |key: &str| format!("awards[{}].{key}", id_of(award));
        found.add(EventKind::Award, source("date"), award.get("date"), None);
        found.add(
            EventKind::StandstillEnd,
            source("standstillPeriod.endDate"),
            get(award, "standstillPeriod.endDate"),
            None,
        );
    }
    found.add_periods(compiled, &awards);
    found.events
}

struct Found {
    events: Vec<Event>,
    seen: BTreeSet<(EventKind, chrono::DateTime<chrono::Utc>, String)>,
    /// How many events stand under a name.
    sources: BTreeMap<String, usize>,
    state: State,
}

impl Found {
    fn add(&mut self, kind: EventKind, source: String, value: Option<&Value>, note: Option<&str>) {
        let Some(moment) = value.and_then(|value| moment(value).ok()) else { return };
        let when = when(kind, &moment);
        let note = note.unwrap_or_default();
        if self.seen.insert((kind, when.starts, note.to_owned())) {
            // Awards without an id stand under one name; a source names one event.
            let known = self.sources.entry(source.clone()).or_default();
            *known += 1;
            let source = if *known == 1 { source } else { format!("{source}#{known}") };
            let cancelled = is_off(self.state, kind);
            self.events.push(Event { kind, source, when, note: note.into(), cancelled });
        }
    }

    /// Start and end of what is bought: as contracted, else as awarded, else as planned, of the tender or of its lots.
    fn add_periods(&mut self, compiled: &Value, awards: &[&Value]) {
        let contracts = list(compiled, "contracts").iter().filter(|contract| is_in_force(contract));
        let contracted = contracts.map(|it| Term::of(format!("contracts[{}].period", id_of(it)), it.get("period")));
        let awarded =
            awards.iter().map(|it| Term::of(format!("awards[{}].contractPeriod", id_of(it)), it.get("contractPeriod")));
        let planned = Term::of("tender.contractPeriod".into(), get(compiled, "tender.contractPeriod"));
        let lots = lots::lots(compiled).into_iter().map(|lot| {
            let source = format!("tender.lots[{}].contractPeriod", id_of(lot));
            Some(Term { lot: lots::name(lot), ..Term::of(source, lot.get("contractPeriod"))? })
        });
        let terms = [contracted.collect(), awarded.collect(), vec![planned], lots.collect::<Vec<_>>()];
        let given = terms.into_iter().map(|terms| terms.into_iter().flatten().collect::<Vec<_>>());
        let terms = given.into_iter().find(|terms| !terms.is_empty()).unwrap_or_default();
        for (kind, end) in [(EventKind::ContractStart, "startDate"), (EventKind::Expiry, "endDate")] {
            // A lot is named where another has another day.
            let differ = terms.iter().filter_map(|term| term.day(end)).collect::<BTreeSet<_>>().len() > 1;
            // The two ends may come from different releases, and each be right alone.
            for term in terms.iter().filter(|term| !term.ends_before_it_starts()) {
                let note = term.lot.as_deref().filter(|_| differ);
                self.add(kind, format!("{}.{end}", term.source), term.period.get(end), note);
            }
        }
    }
}

/// From when to when something is bought.
struct Term<'a> {
    source: String,
    period: &'a Value,
    /// The name of the lot that it is of.
    lot: Option<String>,
}

impl<'a> Term<'a> {
    /// `None` without a date.
    fn of(source: String, period: Option<&'a Value>) -> Option<Self> {
        let period = period.filter(|period| ["startDate", "endDate"].iter().any(|end| get(period, end).is_some()))?;
        Some(Self { source, period, lot: None })
    }

    fn day(&self, end: &str) -> Option<NaiveDate> {
        self.period.get(end).and_then(|value| moment(value).ok()).map(|moment| moment.day)
    }

    fn ends_before_it_starts(&self) -> bool {
        matches!((self.day("startDate"), self.day("endDate")), (Some(starts), Some(ends)) if ends < starts)
    }
}

/// Deadlines are instants; awards and contracts go by days; the rest is a day where the edge of a day is written.
fn when(kind: EventKind, moment: &Moment) -> When {
    let local = moment.at.with_timezone(&chrono_tz::Europe::London).time();
    let is_day = match kind {
        EventKind::Deadline | EventKind::Clarification => moment.is_day,
        EventKind::Award | EventKind::StandstillEnd | EventKind::ContractStart | EventKind::Expiry => true,
        EventKind::Engagement | EventKind::Planned | EventKind::Tender => moment.is_day || is_edge_of_day(local),
    };
    if is_day { When::days(moment.day, None) } else { When::time(moment.at, None) }
}

fn id_of(value: &Value) -> String {
    match value.get("id") {
        Some(Value::String(id)) => id.chars().take(200).collect(),
        Some(id) => id.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn words(compiled: &Value, state: State) -> Vec<String> {
        let line = |event: Event| {
            let cancelled = if event.cancelled { ", cancelled" } else { "" };
            format!("{} {}{cancelled}", event.kind.code(), event.when.in_words())
        };
        events(compiled, state).into_iter().map(line).collect()
    }

    #[test]
    fn a_notice_has_the_events_that_a_provider_must_know() {
        let notice = json!({
            "planning": {"milestones": [{"id": "1", "type": "engagement", "dueDate": "2025-03-31T23:59:59+01:00"}]},
            "tender": {
                "communication": {"futureNoticeDate": "2025-07-23T23:59:59+01:00"},
                "enquiryPeriod": {"endDate": "2025-02-14T17:00:00Z"},
                "tenderPeriod": {"endDate": "2025-02-21T12:00:00Z"},
                "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2028-03-31T23:59:59+01:00"},
            },
        });
        assert_eq!(
            words(&notice, State::Open),
            [
                "engagement 31 March 2025",
                "planned 23 July 2025",
                "clarification 5pm on 14 February 2025",
                "deadline 12 noon on 21 February 2025",
                "contract_start 1 April 2025",
                "expiry 31 March 2028",
            ]
        );
        assert!(words(&notice, State::Cancelled).iter().all(|line| line.ends_with(", cancelled")));
    }

    #[test]
    fn two_meetings_at_the_same_time_are_two_and_one_told_twice_is_one() {
        let meeting = |id: &str, title: &str| json!({"id": id, "type": "engagement", "title": title, "dueDate": "2025-03-31T10:00:00+01:00"});
        let notice =
            json!({"planning": {"milestones": [meeting("1", "North"), meeting("2", "South"), meeting("3", "North")]}});
        let notes: Vec<String> = events(&notice, State::Planned).into_iter().map(|event| event.note).collect();
        assert_eq!(notes, ["North", "South"]);
    }

    #[test]
    fn what_was_awarded_stands_before_what_was_planned_and_each_date_once() {
        let period = json!({"startDate": "2025-11-01T00:00:00+01:00", "endDate": "2026-10-31T23:59:59Z"});
        let award =
            |id: &str| json!({"id": id, "status": "active", "date": "2025-10-01T00:00:00Z", "contractPeriod": period});
        let notice = json!({
            "tender": {"contractPeriod": {"startDate": "2025-01-01T00:00:00Z"}},
            "awards": [award("1"), award("2"), {"id": "3", "status": "cancelled", "date": "2024-01-01T00:00:00Z"}],
        });
        let words = words(&notice, State::Awarded);
        assert_eq!(words, ["award 1 October 2025", "contract_start 1 November 2025", "expiry 31 October 2026"]);
    }

    #[test]
    fn the_dates_of_lots_stand_for_those_of_the_tender_and_name_their_lot_where_they_differ() {
        let lot = |id: &str, title: &str, ends: &str| {
            let period = json!({"startDate": "2025-04-01T00:00:00+01:00", "endDate": ends});
            json!({"id": id, "title": title, "contractPeriod": period})
        };
        let (north, south) = (lot("1", "North", "2026-03-31"), lot("2", "South", "2027-03-31"));
        let events = |tender: Value| -> Vec<_> {
            let line = |event: Event| format!("{}: {} {}", event.source, event.when.in_words(), event.note);
            events(&json!({"tender": tender}), State::Open)
                .into_iter()
                .map(|event| line(event).trim().to_owned())
                .collect()
        };
        assert_eq!(
            events(json!({"lots": [north, south], "contractPeriod": {}})),
            [
                "tender.lots[1].contractPeriod.startDate: 1 April 2025",
                "tender.lots[1].contractPeriod.endDate: 31 March 2026 North",
                "tender.lots[2].contractPeriod.endDate: 31 March 2027 South",
            ]
        );
        let tenders = json!({"lots": [north], "contractPeriod": {"endDate": "2028-03-31"}});
        assert_eq!(events(tenders), ["tender.contractPeriod.endDate: 31 March 2028"]);
        let interest = json!({"expressionOfInterestDeadline": "2025-02-21T12:00:00Z"});
        let told = "12 noon on 21 February 2025 For expressions of interest and requests to participate";
        assert_eq!(events(interest), [format!("tender.expressionOfInterestDeadline: {told}")]);
    }
}
