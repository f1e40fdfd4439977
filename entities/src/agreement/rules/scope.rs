//! Which services an edition has in scope, for how long and with which host, and on which days it is reviewed. Pure: no database.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{Fault, Refusal, values::day};

/// How often an edition is reviewed at most.
pub const MOST_REVIEWS: usize = 24;

/// From when until when, each as far as it is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
}

/// A service in scope, as far as it can stop fitting its edition.
#[derive(Clone, Debug)]
pub struct InScope {
    pub name: String,
    pub days: Days,
    /// The name of the host, and whether it stays a party.
    pub host: Option<(String, bool)>,
}

impl Days {
    /// "1 April 2015 to 31 March 2016".
    pub fn in_words(self) -> String {
        match (self.starts, self.ends) {
            (Some(starts), Some(ends)) => format!("{} to {}", day::in_words(starts), day::in_words(ends)),
            (Some(starts), None) => format!("From {}", day::in_words(starts)),
            (None, Some(ends)) => format!("Until {}", day::in_words(ends)),
            (None, None) => "As long as the agreement".to_owned(),
        }
    }

    /// Within which days a day of a term lies, if it is not one of them: "from 1 April 2015 on, when the agreement starts".
    fn bound_that_is_missed(self, on: NaiveDate) -> Option<String> {
        match (self.starts, self.ends) {
            (Some(starts), _) if on < starts => {
                Some(format!("from {} on, when the agreement starts", day::in_words(starts)))
            }
            (_, Some(ends)) if on > ends => Some(format!("up to {}, when the agreement ends", day::in_words(ends))),
            _ => None,
        }
    }
}

/// Judges whether a service can be put in scope of an edition.
///
/// # Errors
/// [`Refusal::Invalid`] if it is in scope already.
pub fn may_come_into_scope(name: &str, is_in_scope: bool) -> Result<(), Refusal> {
    if is_in_scope {
        return Err(Refusal::field("service", format!("{name} is in scope already: change its days or its host")));
    }
    Ok(())
}

/// Judges the days of a service in scope, within the term of its agreement.
///
/// # Errors
/// [`Refusal::Invalid`] for days outside the term, or an end before the start.
pub fn may_run(days: Days, term: Days) -> Result<(), Refusal> {
    let missed = |field: &'static str, which: &str, on: Option<NaiveDate>| {
        let bound = term.bound_that_is_missed(on?)?;
        Some(Fault::new(field, format!("Enter a {which} day {bound}")))
    };
    let mut faults: Vec<Fault> = [("starts", "first", days.starts), ("ends", "last", days.ends)]
        .into_iter()
        .filter_map(|(field, which, on)| missed(field, which, on))
        .collect();
    if faults.is_empty() && days.starts.zip(days.ends).is_some_and(|(starts, ends)| ends < starts) {
        faults.push(Fault::new("ends", "Enter a last day that is not before the first day"));
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}

/// Judges who hosts a service.
///
/// # Errors
/// [`Refusal::Invalid`] for a body that is no party of the edition, or leaves with it.
pub fn may_host(stays: bool) -> Result<(), Refusal> {
    if stays { Ok(()) } else { Err(Refusal::field("host", "Choose a party of this edition that stays in it")) }
}

/// Judges whether a party can be taken out that hosts some services, by their names.
///
/// # Errors
/// [`Refusal::NotAllowed`] if it hosts one.
pub fn may_stop_hosting(body: &str, hosts: &[String]) -> Result<(), Refusal> {
    if hosts.is_empty() {
        return Ok(());
    }
    Err(Refusal::rule(
        format!("{body} hosts services in scope of this agreement: {}", hosts.join(", ")),
        "Choose another host for each under Services first, or take it out of scope",
    ))
}

/// The field of a review day, by where it stands: `review`, `review_2`.
pub fn review_field(place: usize) -> String {
    if place == 0 { "review".to_owned() } else { format!("review_{}", place + 1) }
}

/// Judges the days of review, in the boxes into which they were entered: boxes between them may be empty.
///
/// # Errors
/// [`Refusal::Invalid`] for a day outside the term, one that comes twice, and for more than [`MOST_REVIEWS`].
pub fn may_review_on(boxes: &[Option<NaiveDate>], term: Days) -> Result<(), Refusal> {
    let mut known = BTreeSet::new();
    let mut faults = Vec::new();
    for (place, on) in boxes.iter().enumerate().filter_map(|(place, on)| Some((place, on.as_ref()?))) {
        if let Some(bound) = term.bound_that_is_missed(*on) {
            faults.push(Fault::new(review_field(place), format!("Enter a day {bound}")));
        } else if !known.insert(on) {
            let twice = format!("Enter {} once: it stands here already", day::in_words(*on));
            faults.push(Fault::new(review_field(place), twice));
        } else if place >= MOST_REVIEWS {
            let many = format!("Take this day out: there are at most {MOST_REVIEWS}");
            faults.push(Fault::new(review_field(place), many));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults)) }
}

/// What no longer fits an edition, whose term or parties were changed since: each as something to do.
pub fn misfits(term: Days, services: &[InScope], reviews: &[NaiveDate]) -> Vec<String> {
    let mut all = Vec::new();
    for service in services {
        if may_run(service.days, term).is_err() {
            all.push(format!("Change the days of {}: they lie outside the agreement’s term", service.name));
        }
        if let Some((host, false)) = &service.host {
            all.push(format!("Choose another host for {}: {host} is no party that stays", service.name));
        }
    }
    let outside = reviews.iter().filter(|on| term.bound_that_is_missed(**on).is_some());
    all.extend(outside.map(|on| format!("Change the review on {}: it lies outside the term", day::in_words(*on))));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Option<NaiveDate> {
        Some(text.parse().unwrap())
    }

    fn days(starts: &str, ends: &str) -> Days {
        Days { starts: on(starts), ends: on(ends) }
    }

    fn year() -> Days {
        days("2015-04-01", "2016-03-31")
    }

    fn faults(judged: Result<(), Refusal>) -> Vec<(String, String)> {
        match judged {
            Ok(()) => Vec::new(),
            Err(Refusal::Invalid(faults)) => {
                faults.into_iter().map(|fault| (fault.field.into_owned(), fault.message)).collect()
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_service_is_in_scope_within_the_term_as_far_as_both_are_known() {
        assert!(faults(may_run(year(), year())).is_empty());
        assert!(faults(may_run(Days::default(), year())).is_empty());
        assert!(faults(may_run(days("2001-01-01", "2030-01-01"), Days::default())).is_empty());
        let early = faults(may_run(days("2015-03-31", "2016-04-01"), year()));
        assert_eq!(early.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["starts", "ends"]);
        assert!(early[0].1.contains("from 1 April 2015 on") && early[1].1.contains("up to 31 March 2016"), "{early:?}");
        let backwards = faults(may_run(days("2015-06-02", "2015-06-01"), year()));
        assert_eq!((backwards.len(), backwards[0].0.as_str()), (1, "ends"));
        assert!(faults(may_run(days("2015-06-01", "2015-06-01"), year())).is_empty(), "a day is a term");
    }

    #[test]
    fn a_service_is_in_scope_once_and_hosted_by_whoever_stays() {
        assert!(may_come_into_scope("The hub", false).is_ok() && may_host(true).is_ok());
        assert_eq!(faults(may_come_into_scope("The hub", true))[0].0, "service");
        assert_eq!(faults(may_host(false))[0].0, "host");
        assert!(may_stop_hosting("Police", &[]).is_ok());
        let hosts = may_stop_hosting("Police", &["The hub".to_owned()]);
        assert!(matches!(&hosts, Err(Refusal::NotAllowed { why, .. }) if why.contains("The hub")), "{hosts:?}");
    }

    #[test]
    fn it_is_reviewed_on_days_of_its_term_each_once_and_not_without_end() {
        let all = |days: &[&str]| days.iter().map(|day| day.parse().ok()).collect::<Vec<Option<NaiveDate>>>();
        assert!(faults(may_review_on(&all(&["2015-04-01", "2016-03-31"]), year())).is_empty());
        let wrong = faults(may_review_on(&all(&["2015-10-01", "2016-04-01", "", "2015-10-01"]), year()));
        assert_eq!(wrong.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["review_2", "review_4"]);
        let many: Vec<_> = year().starts.unwrap().iter_days().take(MOST_REVIEWS + 1).map(Some).collect();
        assert_eq!(faults(may_review_on(&many, year()))[0].0, "review_25");
        assert!(faults(may_review_on(&many[1..], year())).is_empty());
    }

    #[test]
    fn what_no_longer_fits_is_told_with_what_to_do() {
        let hub = InScope { name: "The hub".into(), days: year(), host: Some(("Police".into(), false)) };
        let shorter = days("2015-04-01", "2015-12-31");
        let told = misfits(shorter, std::slice::from_ref(&hub), &[on("2016-02-01").unwrap()]);
        assert_eq!(told.len(), 3);
        assert!(told[0].contains("Change the days of The hub") && told[1].contains("another host"), "{told:?}");
        assert!(told[2].contains("1 February 2016"), "{told:?}");
        let fits = InScope { host: Some(("Police".into(), true)), ..hub };
        assert!(misfits(year(), &[fits], &[on("2016-02-01").unwrap()]).is_empty());
    }

    #[test]
    fn days_are_told_as_far_as_they_are_settled() {
        assert_eq!(year().in_words(), "1 April 2015 to 31 March 2016");
        assert_eq!(Days { ends: None, ..year() }.in_words(), "From 1 April 2015");
        assert_eq!(Days { starts: None, ..year() }.in_words(), "Until 31 March 2016");
        assert_eq!(Days::default().in_words(), "As long as the agreement");
    }
}
