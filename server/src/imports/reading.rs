//! Going through a list, line by line.

use std::{
    collections::BTreeSet,
    io::{BufReader, Read},
};

use csv::{ByteRecord, ByteRecordsIntoIter};
use serde_json::{Map, Value};

use entities::values::text::normalised;

use super::{
    List, Listed,
    layout::{Columns, Layout, Row},
};

/// A JSON list is a short one: more bytes than these are none of them.
const LARGEST_JSON: u64 = 16 * 1024 * 1024;

/// Why a file is not read at all, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotTheList {
    #[error("it is not the list it was said to be: {0}")]
    OtherKind(String),
    #[error("it cannot be read as CSV: {0}")]
    NotCsv(#[from] csv::Error),
    #[error("it cannot be read as JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("it holds nothing")]
    Empty,
}

/// A line of a list.
#[derive(Debug)]
pub struct Line {
    /// The line of the file, from 1; of JSON, the number of the object.
    pub number: u64,
    /// What it says; `None` if it only says again what another line said; else why it cannot be used.
    pub said: Result<Option<Listed>, String>,
}

/// A list that is being read: an iterator of its lines.
pub struct Reading<R> {
    layout: Layout,
    titles: Vec<&'static str>,
    source: Source<R>,
    /// The codes so far: of several lines with a code the first counts.
    codes: BTreeSet<String>,
}

enum Source<R> {
    Csv { records: ByteRecordsIntoIter<BufReader<R>>, first: Option<ByteRecord>, places: Vec<usize>, columns: usize },
    Json { objects: std::iter::Enumerate<std::vec::IntoIter<Map<String, Value>>> },
}

/// Begins to read a list.
///
/// # Errors
/// The file is of another kind.
pub fn read_list<R: Read>(list: List, reader: R) -> Result<Reading<R>, NotTheList> {
    let layout = list.layout();
    let (titles, source) = match layout.columns {
        Columns::Named(titles) => (titles.to_vec(), with_names(reader, titles)?),
        Columns::Counted { columns, used, is_code } => {
            let (titles, places) = used.iter().copied().unzip();
            (titles, without_names(reader, columns, places, is_code)?)
        }
        Columns::Json(titles) => (titles.to_vec(), objects(reader, titles)?),
    };
    Ok(Reading { layout, titles, source, codes: BTreeSet::new() })
}

fn with_names<R: Read>(reader: R, titles: &[&str]) -> Result<Source<R>, NotTheList> {
    let (mut records, first) = begun(reader)?;
    let named: Vec<String> = first.iter().map(|name| plain(&String::from_utf8_lossy(name)).to_owned()).collect();
    let missing: Vec<&str> = titles.iter().filter(|title| !named.iter().any(|name| name == *title)).copied().collect();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(NotTheList::OtherKind(format!("its first line should name its columns; there is no {missing}")));
    }
    let places = titles.iter().filter_map(|title| named.iter().position(|name| name == title)).collect();
    let first = records.next().transpose()?;
    Ok(Source::Csv { records, first, places, columns: named.len() })
}

fn without_names<R: Read>(
    reader: R,
    columns: usize,
    places: Vec<usize>,
    is_code: fn(&str) -> bool,
) -> Result<Source<R>, NotTheList> {
    let (records, first) = begun(reader)?;
    if first.len() != columns {
        let why = format!("it should have {columns} columns in each line; this file has {}", first.len());
        return Err(NotTheList::OtherKind(why));
    }
    if !is_code(plain(&String::from_utf8_lossy(&first[0]))) {
        return Err(NotTheList::OtherKind("its first column should be codes, without a line of names".into()));
    }
    Ok(Source::Csv { records, first: Some(first), places, columns })
}

/// The records of CSV, the first apart.
fn begun<R: Read>(reader: R) -> Result<(ByteRecordsIntoIter<BufReader<R>>, ByteRecord), NotTheList> {
    let csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(BufReader::new(reader));
    let mut records = csv.into_byte_records();
    let first = records.next().ok_or(NotTheList::Empty)??;
    Ok((records, first))
}

fn objects<R: Read>(reader: R, titles: &[&str]) -> Result<Source<R>, NotTheList> {
    let objects: Vec<Map<String, Value>> = serde_json::from_reader(BufReader::new(reader.take(LARGEST_JSON)))?;
    let first = objects.first().ok_or(NotTheList::Empty)?;
    match titles.iter().find(|title| !first.contains_key(**title)) {
        None => Ok(Source::Json { objects: objects.into_iter().enumerate() }),
        Some(title) => Err(NotTheList::OtherKind(format!("its objects should have a {title}"))),
    }
}

/// Without the mark by which some programs begin a file.
fn plain(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim()
}

impl<R: Read> Iterator for Reading<R> {
    type Item = Result<Line, NotTheList>;

    fn next(&mut self) -> Option<Self::Item> {
        let (number, said) = match &mut self.source {
            Source::Csv { records, first, places, columns } => {
                let record = match first.take().map_or_else(|| records.next(), |first| Some(Ok(first)))? {
                    Ok(record) => record,
                    Err(error) => return Some(Err(error.into())),
                };
                // No field of these lists goes over a line's end, so that a record is a line.
                let number = record.position().map_or(0, |position| position.record() + 1);
                (number, said_in_csv(&self.layout, &self.titles, &record, places, *columns))
            }
            Source::Json { objects } => {
                let (index, object) = objects.next()?;
                let text = |title: &&str| normalised(object.get(*title).and_then(Value::as_str).unwrap_or_default());
                let values: Vec<String> = self.titles.iter().map(text).collect();
                let row = Row { titles: &self.titles, values: values.iter().map(String::as_str).collect() };
                (index as u64 + 1, (self.layout.read)(&row))
            }
        };
        Some(Ok(Line { number, said: said.and_then(|listed| self.once(listed)) }))
    }
}

impl<R> Reading<R> {
    /// Of several lines with the same code, the first counts.
    fn once(&mut self, listed: Listed) -> Result<Option<Listed>, String> {
        let Some(code) = listed.code() else { return Ok(Some(listed)) };
        if self.codes.insert(code) {
            return Ok(Some(listed));
        }
        if self.layout.repeats {
            Ok(None)
        } else {
            Err(format!("a line before it has the same code, {}", listed.written_code()))
        }
    }
}

fn said_in_csv(
    layout: &Layout,
    titles: &[&'static str],
    record: &ByteRecord,
    places: &[usize],
    columns: usize,
) -> Result<Listed, String> {
    if record.len() != columns {
        return Err(format!("it has {} columns instead of {columns}", record.len()));
    }
    let mut values = Vec::with_capacity(places.len());
    for place in places {
        let text = std::str::from_utf8(record.get(*place).unwrap_or_default());
        values.push(normalised(plain(text.map_err(|_| "it is not text in UTF-8: save the file as UTF-8")?)));
    }
    (layout.read)(&Row { titles, values: values.iter().map(String::as_str).collect() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_bytes_bring_a_reader_down(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            for list in List::ALL {
                let Ok(reading) = read_list(*list, bytes.as_slice()) else { continue };
                // As many lines as bytes at most.
                prop_assert!(reading.take(3_000).count() <= bytes.len() + 1);
            }
        }

        #[test]
        fn no_line_brings_a_reader_down(cells in proptest::collection::vec("[^\"]{0,12}", 40)) {
            for list in List::ALL {
                let line = |cells: &[String]| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
                let text = match list.layout().columns {
                    Columns::Named(titles) => format!("{}\n{}\n", titles.join(","), line(&cells[..titles.len()])),
                    Columns::Counted { columns, .. } => format!("\"RQ3\"{}\n{}\n", ",".repeat(columns - 1), line(&cells[..columns])),
                    Columns::Json(titles) => {
                        let object = titles.iter().zip(&cells).map(|(title, cell)| ((*title).into(), cell.as_str().into()));
                        Value::Array(vec![Value::Object(object.collect())]).to_string()
                    }
                };
                for line in read_list(*list, text.as_bytes()).unwrap() {
                    let line = line.unwrap();
                    if let Ok(Some(listed)) = line.said {
                        let name = match &listed {
                            Listed::Body(body) => &body.organisation.name,
                            Listed::Service(service) => &service.owner,
                        };
                        prop_assert!(!name.is_empty());
                        prop_assert!(listed.code().is_some_and(|code| !code.is_empty()), "it could not be found again");
                    }
                }
            }
        }
    }
}
