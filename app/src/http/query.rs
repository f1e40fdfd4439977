//! What stands after the `?`: filters, sort and page, and the addresses of the same list otherwise.

use std::str::FromStr;

use entities::{Fault, Refusal, list::Place};

use super::Fields;

/// Where in a list a page is; of before lists were read by key, its number.
const PLACES: [&str; 3] = ["after", "before", "page"];

/// The query of the address that was asked. An empty value counts as absent: that is what an untouched filter sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Fields);

impl Query {
    /// A query of these pairs.
    pub fn new(fields: Fields) -> Self {
        Self(fields)
    }

    /// The first value that is not blank, trimmed.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// What is asked for by a name, once; the same twice is one.
    ///
    /// # Errors
    /// Two different things are asked for by it, and nobody knows which is meant.
    pub fn once(&self, name: &'static str) -> Result<Option<&str>, Fault> {
        let mut asked = self.all(name);
        let Some(first) = asked.next() else { return Ok(None) };
        if asked.all(|other| other == first) { Ok(Some(first)) } else { Err(Fault::asked_twice(name)) }
    }

    /// Every value that is not blank, trimmed.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.all(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The first value, if it means something. For filters, where a value that means nothing is told, use
    /// [`narrowing`](Self::narrowing).
    pub fn parsed<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.get(name).and_then(parse)
    }

    /// The value as a type that reads itself from text.
    pub fn value<T: FromStr>(&self, name: &str) -> Option<T> {
        self.parsed(name, |text| text.parse().ok())
    }

    /// Reads the filters of a list.
    pub fn narrowing(&self) -> Narrowing<'_> {
        Narrowing { query: self, faults: Vec::new() }
    }

    /// The number of a page, from 1, where pages are numbered.
    pub fn page(&self) -> u64 {
        self.value("page").filter(|page| (1..=1_000_000).contains(page)).unwrap_or(1)
    }

    /// Which page of a list, by `after` or `before` a row.
    pub fn place(&self) -> Place {
        self.place_in(["after", "before"])
    }

    /// The same of one of several lists of a page, by names of its own.
    pub fn place_in(&self, [after, before]: [&str; 2]) -> Place {
        match (self.get(after), self.get(before)) {
            (None, None) => Place::First,
            (Some(after), _) => after.parse().map_or(Place::Nowhere, Place::After),
            (None, Some(before)) => before.parse().map_or(Place::Nowhere, Place::Before),
        }
    }

    /// The first page of the same list at `path`.
    pub fn first(&self, path: &str) -> String {
        self.link(path, &[])
    }

    /// Whether the name is there at all, as in `?saved`.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    /// The same list at `path` with `changes`: an empty value takes its name away. It begins at its first page, unless they say where.
    pub fn link(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let stays = |name: &str| !PLACES.contains(&name) && changes.iter().all(|(changed, _)| *changed != name);
        let kept = self.0.iter().filter(|(name, value)| !value.is_empty() && stays(name));
        let new = changes.iter().copied().filter(|(_, value)| !value.is_empty());
        let fields: Fields = kept.chain(new).collect();
        if fields.is_empty() { path.to_owned() } else { format!("{path}?{}", fields.encode()) }
    }

    /// The pairs, for a filter form to show what is chosen.
    pub fn fields(&self) -> &Fields {
        &self.0
    }
}

/// Reads the filters of a list. One that is not understood is told by its field: a list without it would show everything.
#[derive(Debug)]
pub struct Narrowing<'a> {
    query: &'a Query,
    faults: Vec<Fault>,
}

impl<'a> Narrowing<'a> {
    /// Words that are looked for; empty for none. It is noted if nothing can be looked for by them.
    pub fn words(&mut self) -> String {
        let words = self.only("q").unwrap_or_default();
        self.faults.extend(Fault::unless_sought("q", words));
        words.to_owned()
    }

    /// The order of the list; its usual one if none is asked for, or one that there is not.
    pub fn order<T: FromStr + Default>(&mut self) -> T {
        self.only("sort").and_then(|typed| typed.parse().ok()).unwrap_or_default()
    }

    /// What was asked for by a name, once; of two different things nobody knows which is meant, and that is noted.
    fn only(&mut self, name: &'static str) -> Option<&'a str> {
        match self.query.once(name) {
            Ok(asked) => asked,
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    /// A value that may be absent; one that means nothing is noted with `advice`.
    pub fn value<T: FromStr>(&mut self, name: &'static str, advice: &str) -> Option<T> {
        let typed = self.only(name)?;
        let value = typed.parse().ok();
        if value.is_none() {
            self.faults.push(Fault::new(name, advice));
        }
        value
    }

    /// The filter.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with every field that was not understood.
    pub fn read<F>(self, filter: F) -> Result<F, Refusal> {
        if self.faults.is_empty() { Ok(filter) } else { Err(Refusal::Invalid(self.faults)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_changes_what_it_names_and_keeps_the_rest() {
        let query = Query::new(Fields::parse(b"kind=mou&kind=s75&page=2&after=0-1-x&q=").unwrap());
        assert_eq!(query.link("/agreements", &[("sort", "name")]), "/agreements?kind=mou&kind=s75&sort=name");
        assert_eq!(query.link("/agreements", &[("kind", "")]), "/agreements");
        assert_eq!(query.link("/agreements", &[("kind", ""), ("after", "0-2-y")]), "/agreements?after=0-2-y");
    }

    #[test]
    fn a_place_that_is_none_is_nowhere_and_not_the_first_page() {
        let place = |encoded: &str| Query::new(Fields::parse(encoded.as_bytes()).unwrap()).place();
        assert_eq!([place(""), place("after=&before="), place("page=3")], [const { Place::First }; 3]);
        assert_eq!([place("after=x"), place("before=1-2")], [const { Place::Nowhere }; 2]);
        assert!(matches!(place("before=0-7-2026-03-31"), Place::Before(_)));
    }

    #[test]
    fn an_untouched_filter_is_absent() {
        let query = Query::new(Fields::parse(b"q=+&saved").unwrap());
        assert_eq!(query.get("q"), None);
        assert!(query.has("saved"));
    }

    #[test]
    fn a_filter_that_is_not_understood_is_told_by_its_field() {
        let query = Query::new(Fields::parse(b"year=15&after=0-2-x&kind=").unwrap());
        let mut narrowing = query.narrowing();
        let (year, kind) = (narrowing.value::<u8>("year", "x"), narrowing.value::<u8>("kind", "y"));
        assert_eq!(narrowing.read((year, kind)).unwrap(), (Some(15), None));
        assert!(matches!(query.place(), Place::After(_)));
        let query = Query::new(Fields::parse(b"year=fifteen").unwrap());
        let mut narrowing = query.narrowing();
        let year = narrowing.value::<u8>("year", "Enter a year");
        assert!(
            matches!(narrowing.read(year), Err(Refusal::Invalid(faults)) if faults == [Fault::new("year", "Enter a year")])
        );
    }

    #[test]
    fn what_is_asked_for_twice_and_words_that_are_none_are_told_by_their_fields() {
        let faults = |encoded: &str| {
            let query = Query::new(Fields::parse(encoded.as_bytes()).unwrap());
            let mut narrowing = query.narrowing();
            let _ = (narrowing.words(), narrowing.value::<u8>("kind", "x"), narrowing.order::<u8>());
            match narrowing.read(()) {
                Err(Refusal::Invalid(faults)) => faults.into_iter().map(|fault| fault.field.into_owned()).collect(),
                _ => Vec::new(),
            }
        };
        assert_eq!(faults("kind=1&kind=2"), ["kind"]);
        assert_eq!(faults("q=one&q=two&sort=1&sort=2"), ["q", "sort"]);
        assert_eq!(faults("q=😀"), ["q"]);
        assert_eq!(faults("q=%25+_&sort=up"), ["q"]);
        assert_eq!(
            faults("kind=1&kind=&kind=1&q=++&q=one&sort=1"),
            [""; 0],
            "an empty one is absent, the same twice is one"
        );
    }
}
