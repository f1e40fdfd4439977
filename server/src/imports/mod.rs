//! Reading the lists of public bodies that their publishers give, each in its own layout.

mod ccgs;
mod names;
mod nhs_trusts;

use std::{collections::BTreeSet, io::Read};

use chrono::NaiveDate;
use entities::organisation::deeds::AddOrganisation;

/// A list that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// GOV.UK Registers' clinical commissioning groups.
    Ccgs,
    /// The Organisation Data Service's NHS trusts, layout `etr`.
    NhsTrusts,
}

/// What a list holds.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    /// Lines with a record, used or not.
    pub lines: u64,
    pub organisations: Vec<AddOrganisation>,
    pub skipped: Vec<Skipped>,
}

/// A line that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// From 1.
    pub line: u64,
    pub reason: String,
}

/// Why a file is not read at all.
#[derive(Debug, thiserror::Error)]
pub enum NotTheList {
    #[error("it is not the list it was said to be: {0}")]
    OtherKind(String),
    #[error("it cannot be read as CSV: {0}")]
    NotCsv(#[from] csv::Error),
    #[error("it holds nothing")]
    Empty,
}

/// Reads a list. One body a code: of several lines with the same code, the last counts.
///
/// # Errors
/// The file is of another kind.
pub fn read_list(list: List, reader: impl Read) -> Result<Bodies, NotTheList> {
    let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(reader);
    let mut records = csv.records().peekable();
    let first = match records.peek() {
        None => return Err(NotTheList::Empty),
        Some(Err(_)) => return Err(records.next().and_then(Result::err).map_or(NotTheList::Empty, NotTheList::NotCsv)),
        Some(Ok(first)) => first.clone(),
    };
    match list {
        List::Ccgs => {
            ccgs::check_header(&first)?;
            records.next();
        }
        List::NhsTrusts => nhs_trusts::check_first(&first)?,
    }
    let mut bodies = Bodies::default();
    let mut codes = BTreeSet::new();
    let before = if list == List::Ccgs { 1 } else { 0 };
    for record in records {
        let record = record?;
        bodies.lines += 1;
        // No field of these lists goes over a line's end, so that a record is a line.
        let line = bodies.lines + before;
        let read = match list {
            List::Ccgs => ccgs::read(&record),
            List::NhsTrusts => nhs_trusts::read(&record),
        };
        match read {
            Ok(organisation) => {
                if !codes.insert(code_of(&organisation)) {
                    let same = code_of(&organisation);
                    bodies.organisations.retain(|kept| code_of(kept) != same);
                    let reason = "the code was there before; this line counts, the one before".into();
                    bodies.skipped.push(Skipped { line, reason });
                }
                bodies.organisations.push(organisation);
            }
            Err(reason) => bodies.skipped.push(Skipped { line, reason }),
        }
    }
    Ok(bodies)
}

fn code_of(organisation: &AddOrganisation) -> String {
    organisation.identifiers.first().map(ToString::to_string).unwrap_or_default()
}

/// A day in one of the formats that lists have; blank is `None`.
fn day(text: &str, format: &str) -> Result<Option<NaiveDate>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    NaiveDate::parse_from_str(text, format).map(Some).map_err(|_| format!("\"{text}\" is no day"))
}

/// Opening and closing day, in this order.
fn life(opened: Option<NaiveDate>, closed: Option<NaiveDate>) -> Result<(), String> {
    match (opened, closed) {
        (Some(opened), Some(closed)) if closed < opened => Err("it closed before it opened".into()),
        _ => Ok(()),
    }
}
