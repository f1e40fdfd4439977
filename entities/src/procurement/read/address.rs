//! A filter as it stands in an address after the `?`: what people share, save, and subscribe to.

use url::form_urlencoded::{Serializer, parse};

use super::Filter;
use crate::{extent::Extent, procurement::EventKind};

/// The word for every event until bids must be in.
pub const UNTIL_DEADLINE: &str = "until_deadline";

/// The kinds that it stands for.
const BEFORE_BIDS: [EventKind; 5] =
    [EventKind::Engagement, EventKind::Planned, EventKind::Tender, EventKind::Clarification, EventKind::Deadline];

impl Filter {
    /// The filter of an address. What means nothing is as good as absent, so that an old or mistyped link still shows a list.
    pub fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in parse(query.as_bytes()) {
            let value = value.trim();
            let days = || value.parse::<u32>().ok().filter(|days| (1..=3_660).contains(days));
            match &*name {
                _ if value.is_empty() => {}
                "kind" if value == UNTIL_DEADLINE => filter.kinds.extend(BEFORE_BIDS),
                "kind" => filter.kinds.extend(value.parse::<EventKind>().ok()),
                "buyer" => filter.buyer = value.to_owned(),
                "closing" => filter.closing_within = days(),
                "within" => filter.within = days(),
                "area" => filter.area = value.parse().ok(),
                "cpv" => filter.cpv = value.parse().ok(),
                "value" => filter.value = value.parse().ok(),
                "q" => filter.words = value.to_owned(),
                "scope" => {
                    filter.in_scope = match value {
                        "in" => Some(true),
                        "out" => Some(false),
                        _ => None,
                    }
                }
                "page" => {
                    filter.extent = value
                        .parse()
                        .ok()
                        .filter(|page| (1..=1_000_000).contains(page))
                        .map(Extent::Page)
                        .unwrap_or_default()
                }
                _ => {}
            }
        }
        filter.kinds.sort();
        filter.kinds.dedup();
        filter
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

    #[test]
    fn an_address_says_what_is_looked_for() {
        let filter =
            Filter::parse("q=family+help&kind=deadline&closing=14&cpv=85300000&value=small&scope=in&page=3&x=y");
        assert_eq!((filter.words.as_str(), filter.kinds.as_slice()), ("family help", &[EventKind::Deadline][..]));
        assert_eq!((filter.closing_within, filter.in_scope, filter.extent), (Some(14), Some(true), Extent::Page(3)));
        assert_eq!(filter.query(), "q=family+help&kind=deadline&closing=14&cpv=85300000&value=small&scope=in");
        let until = Filter::parse("kind=until_deadline");
        assert_eq!((until.kinds.len(), until.query().as_str()), (5, "kind=until_deadline"));
    }

    proptest! {
        #[test]
        fn what_was_saved_means_the_same_when_it_is_read_again(query in "(q|kind|closing|within|buyer|area|cpv|value|scope|page|&|=|[a-z0-9%+]){0,30}") {
            let filter = Filter { extent: Extent::default(), ..Filter::parse(&query) };
            prop_assert_eq!(Filter::parse(&filter.query()), filter);
        }
    }
}
