//! What an agreement is once its term, or a service in its scope, is past its end: renewed, ended, or lapsed and still operating. Pure: no
//! database.

use chrono::{NaiveDate, TimeDelta};

use crate::agreement::Status;

/// Days before an end from which it waits for its lead: early enough for the slowest of its parties to approve what follows.
pub const NOTICE_DAYS: i64 = 120;

/// A day on which the term ends, or a service in scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// `None` for the term.
    pub service: Option<i64>,
    /// The last day.
    pub on: NaiveDate,
    /// Somebody said what becomes of it then.
    pub concluded: bool,
}

/// What renews an agreement, but for what was withdrawn, and for drafts that were never opened to anybody once another is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Succession {
    /// Nothing.
    #[default]
    None,
    /// Something that is being made.
    Begun,
    /// All that renew it are signed, and in force from this day.
    From(NaiveDate),
    /// One of them is in force from this day, while another is being made.
    Partly(NaiveDate),
}

/// What of an end waits for the lead: from when until when. A rolling term has no end, and waits for nobody.
pub fn waits(end: End, succession: Succession) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let after = end.on.succ_opt()?;
    match succession {
        _ if end.concluded => None,
        Succession::None => Some((end.on - TimeDelta::days(NOTICE_DAYS), None)),
        // What is made has duties of its own, until it comes too late.
        Succession::Begun => Some((after, None)),
        Succession::From(day) | Succession::Partly(day) if day <= after => None,
        Succession::From(day) | Succession::Partly(day) => Some((after, day.pred_opt())),
    }
}

/// The status of an agreement on a day, that would have another if nobody asked what became of it.
pub fn status(otherwise: Status, ends: &[End], succession: Succession, today: NaiveDate) -> Status {
    if !matches!(otherwise, Status::InForce | Status::PastItsEnd(_)) {
        return otherwise;
    }
    let past = || ends.iter().filter(|end| end.on < today);
    match succession {
        Succession::From(day) if day <= today => return Status::Renewed,
        // Whoever follows is there: it is no alarm, and not all of it is said.
        Succession::Partly(day) if day <= today && past().next().is_some() => return Status::RenewedInPart,
        _ => {}
    }
    if let Some(term) = past().find(|end| end.service.is_none() && end.concluded) {
        return Status::Ended(term.on);
    }
    let lapsed = past().filter(|end| !end.concluded).map(|end| end.on).min();
    lapsed.map_or(otherwise, Status::Lapsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn term(concluded: bool) -> End {
        End { service: None, on: day("2016-03-31"), concluded }
    }

    #[test]
    fn a_term_past_its_end_has_lapsed_until_somebody_says_what_became_of_it_or_it_is_renewed() {
        let on = |today, ends: &[End], succession| {
            let today = day(today);
            let otherwise =
                if today > day("2016-03-31") { Status::PastItsEnd(day("2016-03-31")) } else { Status::InForce };
            status(otherwise, ends, succession, today)
        };
        let lapsed = Status::Lapsed(day("2016-03-31"));
        assert_eq!(on("2016-03-31", &[term(false)], Succession::None), Status::InForce);
        assert_eq!(on("2016-04-01", &[term(false)], Succession::None), lapsed);
        assert_eq!(on("2016-04-01", &[term(false)], Succession::Begun), lapsed);
        assert_eq!(on("2016-04-01", &[term(false)], Succession::From(day("2016-05-01"))), lapsed);
        assert_eq!(on("2016-05-01", &[term(false)], Succession::From(day("2016-05-01"))), Status::Renewed);
        let partly = Succession::Partly(day("2016-05-01"));
        assert_eq!(on("2016-04-30", &[term(false)], partly), lapsed);
        assert_eq!(on("2016-05-01", &[term(false)], partly), Status::RenewedInPart);
        assert_eq!(on("2016-04-01", &[term(true)], Succession::None), Status::Ended(day("2016-03-31")));
        assert_eq!(on("2016-03-01", &[term(true)], Succession::None), Status::InForce);
    }

    #[test]
    fn a_service_past_its_end_lapses_while_its_agreement_runs() {
        let service = |concluded| End { service: Some(1), on: day("2015-09-30"), concluded };
        let today = day("2015-10-01");
        let on = |service| status(Status::InForce, &[term(false), service], Succession::None, today);
        assert_eq!(on(service(false)), Status::Lapsed(day("2015-09-30")));
        assert_eq!(on(service(true)), Status::InForce);
        assert_eq!(status(Status::Replaced, &[service(false)], Succession::None, today), Status::Replaced);
    }

    #[test]
    fn an_end_waits_for_the_lead_early_enough_and_not_while_what_follows_is_made_in_time() {
        let waits = |succession| waits(term(false), succession);
        assert_eq!(waits(Succession::None), Some((day("2015-12-02"), None)));
        assert_eq!(waits(Succession::Begun), Some((day("2016-04-01"), None)));
        assert_eq!(waits(Succession::From(day("2016-04-01"))), None);
        assert_eq!(waits(Succession::From(day("2016-05-01"))), Some((day("2016-04-01"), Some(day("2016-04-30")))));
        assert_eq!(super::waits(term(true), Succession::None), None);
    }
}
