//! Turns what was typed into values, and collects everything that is wrong on the way.

use std::borrow::Cow;

use chrono::NaiveDate;
use entities::{Fault, Refusal};

use entities::values::{Pence, Word, day};

use super::{Typed, typed::LOAD_AGAIN};

/// Reads a form once, field by field. `None` from a method means: a fault was noted for that field.
///
/// ```text
/// let mut read = typed.read();
/// let title = read.required("title", "Enter a title");
/// let starts = read.day("starts", "Enter the day it starts");
/// let ends = read.optional_day("ends");
/// let input = read.finish(|| Some(New { title: title?, starts: starts?, ends: ends? }))?;
/// ```
#[derive(Debug)]
pub struct Reading<'a> {
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl<'a> Reading<'a> {
    /// Starts reading.
    pub fn new(typed: &'a Typed) -> Self {
        Self { typed, faults: Vec::new() }
    }

    /// True if something is wrong.
    pub fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// What is read.
    pub fn typed(&self) -> &'a Typed {
        self.typed
    }

    /// The version of the record that the form was shown for.
    pub fn seen(&mut self) -> Option<i64> {
        self.number(Typed::SEEN, LOAD_AGAIN)
    }

    /// The number of a record, which a page of ours put into the form; `message` says what to choose.
    pub fn number(&mut self, name: &'static str, message: &str) -> Option<i64> {
        self.parsed(name, message, |text| text.parse().map_err(|_| message.to_owned()))
    }

    /// Text without the blanks around it; empty when nothing was typed.
    pub fn text(&self, name: &str) -> &'a str {
        self.typed.get(name).trim()
    }

    /// True if a field came as the form sends it; a fault is noted if it did not come although the form was shown with it, or if it
    /// came more than once with different values.
    pub fn came(&mut self, name: &str) -> bool {
        let mut values = self.typed.all(name);
        let first = values.next();
        let message = match first {
            None if self.typed.opened_with().is_some_and(|opened| opened.has(name)) => {
                "This did not arrive, though the form has it. Enter it again"
            }
            Some(first) if values.any(|other| other != first) => {
                "This arrived more than once, each time differently. Enter it again"
            }
            _ => return true,
        };
        self.fault::<()>(name.to_owned(), message);
        false
    }

    /// Text exactly as typed (drafts, passwords).
    pub fn verbatim(&self, name: &str) -> &'a str {
        self.typed.get(name)
    }

    /// Text that must be there; `message` says what to enter.
    pub fn required(&mut self, name: impl Into<Cow<'static, str>>, message: &str) -> Option<String> {
        self.parsed(name, message, |text| Ok::<_, String>(text.to_owned()))
    }

    /// A value that must be there and mean something; the parser's error is the message.
    pub fn parsed<T, E: ToString>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        message: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let name = name.into();
        match self.text(&name) {
            "" => self.fault(name, message),
            text => parse(text).map_or_else(|error| self.fault(name, error), Some),
        }
    }

    /// A value that may be absent, but if it is there must mean something.
    pub fn optional<T, E: ToString>(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        let name = name.into();
        match self.text(&name) {
            "" => Some(None),
            text => parse(text).map_or_else(|error| self.fault(name, error), |value| Some(Some(value))),
        }
    }

    /// One of a list (radios, select). A value outside the list was not typed by a person using the form.
    pub fn chosen<T>(&mut self, name: &'static str, message: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.parsed(name, message, |text| parse(text).ok_or(message))
    }

    /// A word of a list, by its code (radios, select).
    pub fn word<W: Word>(&mut self, name: impl Into<Cow<'static, str>>, message: &str) -> Option<W> {
        self.parsed(name, message, |text| text.parse::<W>().map_err(|_| message.to_owned()))
    }

    /// Every ticked value of a list (checkboxes).
    pub fn ticked<T>(&mut self, name: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
        let values: Option<Vec<T>> = self.typed.all(name).map(parse).collect();
        values.or_else(|| self.fault(name, "Choose from the list"))
    }

    /// Organisations in fields of which there are as many as are needed, each with its field's name; `message` says that
    /// one must be there. Which they are the register says.
    pub fn organisations(&mut self, name: &'static str, message: &str) -> Option<Vec<(String, String)>> {
        let typed = self.typed.numbered(name).map(|(field, value)| (field, value.trim().to_owned()));
        let named: Vec<_> = typed.filter(|(_, value)| !value.is_empty()).collect();
        if named.is_empty() { self.fault(name, message) } else { Some(named) }
    }

    /// An amount in pounds. Unless it was typed as the register writes it (`140,000`), it is shown back before it counts.
    pub fn pounds(&mut self, name: impl Into<Cow<'static, str>>, message: &str) -> Option<Pence> {
        let name = name.into();
        let pence: Pence = self.parsed(name.clone(), message, str::parse)?;
        if pence.is_typed_as_shown(self.text(&name)) {
            Some(pence)
        } else {
            self.shown_back(name, &pence.to_string(), pence)
        }
    }

    /// An amount in pounds that may be absent.
    pub fn optional_pounds(&mut self, name: impl Into<Cow<'static, str>>) -> Option<Option<Pence>> {
        let name = name.into();
        if self.text(&name).is_empty() { Some(None) } else { self.pounds(name, "").map(Some) }
    }

    /// A value that counts once the form has come back with what was read, and was sent again with the same.
    pub fn shown_back<T>(&mut self, name: impl Into<Cow<'static, str>>, read_as: &str, value: T) -> Option<T> {
        let name = name.into();
        if self
            .typed
            .all(Typed::READ_AS)
            .any(|said| said.strip_prefix(&*name).and_then(|rest| rest.strip_prefix(' ')) == Some(read_as))
        {
            return Some(value);
        }
        self.faults.push(Fault::shown_back(name, read_as));
        None
    }

    /// A day, from the three boxes of a date input.
    pub fn day(&mut self, name: impl Into<Cow<'static, str>>, message: &str) -> Option<NaiveDate> {
        let name = name.into();
        match self.optional_day(name.clone())? {
            Some(day) => Some(day),
            None => self.fault(name, message),
        }
    }

    /// A day that may be absent: all three boxes empty.
    pub fn optional_day(&mut self, name: impl Into<Cow<'static, str>>) -> Option<Option<NaiveDate>> {
        let name = name.into();
        let [day, month, year] = ["day", "month", "year"].map(|part| self.text(&format!("{name}-{part}")));
        day::from_fields(day, month, year).map_or_else(|error| self.fault(name, error), Some)
    }

    /// Notes a fault, for what only several fields together show (an end before a start).
    pub fn fault<T>(&mut self, name: impl Into<Cow<'static, str>>, message: impl ToString) -> Option<T> {
        // Values say what is wrong in lower case, for the command line; a page begins a sentence.
        let message = message.to_string();
        let mut rest = message.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        self.faults.push(Fault::new(name, first.chain(rest.as_str().chars()).collect::<String>()));
        None
    }

    /// The value, or every fault at once, in the order of reading.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] with all faults.
    pub fn finish<T>(self, value: impl FnOnce() -> Option<T>) -> Result<T, Refusal> {
        match value() {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ if self.faults.is_empty() => Err(Refusal::Broken("a form's value was absent without a fault".into())),
            _ => Err(Refusal::Invalid(self.faults)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Fields;

    fn typed(encoded: &str) -> Typed {
        Typed::new(Fields::parse(encoded.as_bytes()).unwrap())
    }

    #[test]
    fn every_fault_comes_at_once_in_the_order_of_reading() {
        let typed = typed("title=+&amount=lots&starts-day=31&starts-month=2&starts-year=2015");
        let mut read = typed.read();
        let title = read.required("title", "Enter a title");
        let amount = read.pounds("amount", "Enter an amount");
        let starts = read.day("starts", "Enter a day");
        let Err(Refusal::Invalid(faults)) = read.finish(|| Some((title?, amount?, starts?))) else {
            panic!("it should be refused")
        };
        assert_eq!(faults.iter().map(|f| f.field.clone()).collect::<Vec<_>>(), ["title", "amount", "starts"]);
        assert_eq!(faults[0].message, "Enter a title");
        assert!(faults[1].message.starts_with("Enter an amount"), "{:?}", faults[1]);
    }

    #[test]
    fn a_field_that_was_lost_or_came_twice_is_told_and_not_read_as_empty() {
        let came = |sent: &str, name: &str| {
            let typed = typed(sent);
            let mut read = typed.read();
            read.came(name)
        };
        let opened = "form-opened=title%3DHub%26note%3D";
        for (sent, name) in [("note=", "title"), ("title=Hub", "note"), ("title=Hub&title=Den&note=", "title")] {
            assert!(!came(&format!("{opened}&{sent}"), name), "{sent}");
        }
        for (sent, name) in [("title=&note=", "title"), ("title=Hub&title=Hub", "title"), ("title=Hub", "other")] {
            assert!(came(&format!("{opened}&{sent}"), name), "{sent}");
        }
        assert!(came("other=1", "title"), "a form that makes something new was shown with nothing");
    }

    #[test]
    fn what_is_right_becomes_a_value() {
        let typed = typed("amount=%C2%A31%2C234.50&starts-day=1&starts-month=4&starts-year=2015&party=a&party=b");
        let mut read = typed.read();
        let amount = read.pounds("amount", "Enter an amount");
        let starts = read.day("starts", "Enter a day");
        let ends = read.optional_day("ends");
        let parties = read.ticked("party", |value| Some(value.to_owned()));
        let (amount, starts, ends, parties) =
            read.finish(|| Some((amount?, starts?, ends?, parties?))).expect("nothing is wrong");
        assert_eq!((amount, ends), (Pence::new(123_450).unwrap(), None));
        assert_eq!(starts.to_string(), "2015-04-01");
        assert_eq!(parties, ["a", "b"]);
    }

    #[test]
    fn an_amount_is_shown_back_before_it_counts_unless_it_was_typed_as_the_register_writes_it() {
        let read = |sent: &str| {
            let typed = typed(sent);
            let mut read = typed.read();
            let amount = read.pounds("amount", "Enter an amount");
            read.finish(|| amount)
        };
        assert_eq!(read("amount=6,500,000").unwrap(), Pence::pounds(6_500_000));
        let Err(Refusal::Invalid(faults)) = read("amount=6.5m") else { panic!("it should be shown back") };
        assert_eq!(faults[0].read_as.as_deref(), Some("£6,500,000"));
        assert!(faults[0].message.starts_with("Read as £6,500,000"), "{}", faults[0].message);
        assert_eq!(read("amount=6.5m&read-as=amount+£6,500,000").unwrap(), Pence::pounds(6_500_000));
        // Changed after it was shown back, it is shown back again.
        assert!(read("amount=65m&read-as=amount+£6,500,000").is_err());
        assert!(read("amount=6,5m&read-as=amount+£6,500,000").is_err());
    }

    #[test]
    fn of_several_organisations_the_empty_ones_are_left_out_and_each_keeps_its_field() {
        let typed = typed("buyer=&buyer_2=+Council+&buyer_3=&buyer_4=Trust&buyer_6=Nobody");
        let mut read = typed.read();
        let buyers = read.organisations("buyer", "Enter who buys").expect("two are named");
        assert_eq!(buyers, [("buyer_2".into(), "Council".into()), ("buyer_4".into(), "Trust".into())]);
        assert!(read.organisations("provider", "Enter who provides").is_none());
        assert!(matches!(read.finish(|| Some(())), Err(Refusal::Invalid(faults)) if faults[0].field == "provider"));
    }

    #[test]
    fn a_value_outside_the_list_is_a_fault() {
        let typed = typed("kind=nonsense");
        let mut read = typed.read();
        let kind = read.chosen("kind", "Choose a kind", |value| (value == "mou").then_some(()));
        assert!(matches!(read.finish(|| kind), Err(Refusal::Invalid(faults)) if faults[0].message == "Choose a kind"));
    }
}
