//! A filter as it stands in an address after the `?`: what people share, save, and subscribe to.

use std::{borrow::Cow, collections::BTreeMap};

use url::form_urlencoded::{Serializer, parse};

use super::Filter;
use crate::{Fault, procurement::EventKind};

/// The word for every event until bids must be in.
pub const UNTIL_DEADLINE: &str = "until_deadline";

/// The kinds that it stands for.
const BEFORE_BIDS: [EventKind; 5] =
    [EventKind::Engagement, EventKind::Planned, EventKind::Tender, EventKind::Clarification, EventKind::Deadline];

/// What an address names once: the panel has one field for each.
const ASKED_ONCE: [&str; 9] = ["area", "buyer", "closing", "cpv", "kind", "q", "scope", "value", "within"];

/// What to do about a field that is not understood.
fn advice(field: &str) -> &'static str {
    match field {
        "cpv" => "Enter a CPV code, like 85300000",
        "closing" | "within" => "Enter a number of days",
        _ => "Choose one of the list",
    }
}

/// Sets what was understood; says whether it was.
fn set<T>(field: &mut Option<T>, value: Option<T>) -> bool {
    *field = value;
    field.is_some()
}

impl Filter {
    /// The filter of a search that was saved before; `None` if something in it means nothing any more: without that it would
    /// find everything.
    pub fn saved(query: &str) -> Option<Self> {
        let (filter, faults) = Self::read_with(query, &[]);
        faults.is_empty().then_some(filter)
    }

    /// The filter of an address, and what of it is not understood, by its field.
    pub fn read(query: &str) -> (Self, Vec<Fault>) {
        Self::read_with(query, &ASKED_ONCE)
    }

    fn read_with(query: &str, asked_once: &[&str]) -> (Self, Vec<Fault>) {
        let (mut filter, mut faults) = (Self::default(), Vec::new());
        let mut asked: BTreeMap<Cow<str>, String> = BTreeMap::new();
        for (name, value) in parse(query.as_bytes()) {
            let value = value.trim();
            if asked_once.contains(&&*name) && !value.is_empty() {
                let first = asked.entry(name.clone()).or_insert_with(|| value.to_owned());
                if first != value {
                    faults.push(Fault::asked_twice(name.to_string()));
                }
            }
            let days = || value.parse::<u32>().ok().filter(|days| (1..=3_660).contains(days));
            let understood = match &*name {
                _ if value.is_empty() => true,
                "kind" if value == UNTIL_DEADLINE => {
                    filter.kinds.extend(BEFORE_BIDS);
                    true
                }
                "kind" => {
                    let kind = value.parse::<EventKind>().ok();
                    filter.kinds.extend(kind);
                    kind.is_some()
                }
                "buyer" => {
                    filter.buyer = value.to_owned();
                    faults.extend(Fault::unless_sought("buyer", value));
                    true
                }
                "closing" => set(&mut filter.closing_within, days()),
                "within" => set(&mut filter.within, days()),
                "area" => set(&mut filter.area, value.parse().ok()),
                "cpv" => set(&mut filter.cpv, value.parse().ok()),
                "value" => set(&mut filter.value, value.parse().ok()),
                "q" => {
                    filter.words = value.to_owned();
                    faults.extend(Fault::unless_sought("q", value));
                    true
                }
                "scope" => {
                    let scope = match value {
                        "in" => Some(true),
                        "out" => Some(false),
                        _ => None,
                    };
                    set(&mut filter.in_scope, scope)
                }
                _ => true,
            };
            if !understood {
                let advice = advice(&name);
                faults.push(Fault::new(name.into_owned(), advice));
            }
        }
        filter.kinds.sort();
        filter.kinds.dedup();
        (filter, faults)
    }

    /// The same as it stands in an address, without the page.
    pub fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, &value);
            }
        };
        add("q", Some(self.words.clone()));
        if self.kinds == BEFORE_BIDS {
            add("kind", Some(UNTIL_DEADLINE.to_owned()));
        } else {
            self.kinds.iter().for_each(|kind| add("kind", Some(kind.code().to_owned())));
        }
        add("closing", self.closing_within.map(|days| days.to_string()));
        add("within", self.within.map(|days| days.to_string()));
        add("buyer", Some(self.buyer.clone()));
        add("area", self.area.map(|area| area.code().to_owned()));
        add("cpv", self.cpv.as_ref().map(ToString::to_string));
        add("value", self.value.map(|band| band.code().to_owned()));
        add("scope", self.in_scope.map(|in_scope| if in_scope { "in" } else { "out" }.to_owned()));
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(query: &str) -> Filter {
        Filter::read(query).0
    }

    #[test]
    fn an_address_says_what_is_looked_for() {
        let filter = parsed("q=family+help&kind=deadline&closing=14&cpv=85300000&value=small&scope=in&page=3&x=y");
        assert_eq!((filter.words.as_str(), filter.kinds.as_slice()), ("family help", &[EventKind::Deadline][..]));
        assert_eq!((filter.closing_within, filter.in_scope), (Some(14), Some(true)));
        assert_eq!(filter.query(), "q=family+help&kind=deadline&closing=14&cpv=85300000&value=small&scope=in");
        let until = parsed("kind=until_deadline");
        assert_eq!((until.kinds.len(), until.query().as_str()), (5, "kind=until_deadline"));
    }

    #[test]
    fn what_is_asked_for_twice_and_words_that_are_none_are_told_by_their_fields() {
        let fields =
            |query: &str| Filter::read(query).1.into_iter().map(|fault| fault.field.into_owned()).collect::<Vec<_>>();
        assert_eq!(fields("kind=deadline&kind=award&q=one&q=two"), ["kind", "q"]);
        assert_eq!(fields("q=%F0%9F%98%80&buyer=%25"), ["q", "buyer"]);
        assert_eq!(fields("kind=deadline&kind=deadline&kind=&q=&cpv=x"), ["cpv"]);
        // What was saved while several kinds could be named keeps them; what means nothing any more finds nothing.
        assert_eq!(Filter::saved("kind=deadline&kind=award").unwrap().kinds.len(), 2);
        assert_eq!((Filter::saved("kind=nonsense"), Filter::saved("")), (None, Some(Filter::default())));
    }

    proptest! {
        #[test]
        fn what_was_saved_means_the_same_when_it_is_read_again(query in "(q|kind|closing|within|buyer|area|cpv|value|scope|page|&|=|[a-z0-9%+]){0,30}") {
            let filter = parsed(&query);
            prop_assert_eq!(parsed(&filter.query()), filter);
        }
    }
}
