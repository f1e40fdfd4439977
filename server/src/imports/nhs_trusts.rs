//! The Organisation Data Service's NHS trusts, layout `etr`: 27 columns without a header.

use csv::StringRecord;
use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Scheme},
};

use super::{NotTheList, day, life, names::readable};

/// Code, name, national grouping, integrated care board, five lines of address, postcode, opened, closed, and 15 more.
const COLUMNS: usize = 27;
const TOWN: usize = 7;
const OPENED: usize = 10;
const CLOSED: usize = 11;

pub fn check_first(first: &StringRecord) -> Result<(), NotTheList> {
    let other = |why: &str| Err(NotTheList::OtherKind(why.to_owned()));
    if first.len() != COLUMNS {
        return other(&format!("layout \"etr\" has {COLUMNS} columns, this file has {}", first.len()));
    }
    match Identifier::parse(Scheme::Nhs, first.get(0).unwrap_or_default().trim_start_matches('\u{feff}')) {
        Ok(_) => Ok(()),
        Err(_) => other("its first column should be ODS codes, without a header"),
    }
}

/// One line.
pub fn read(record: &StringRecord) -> Result<AddOrganisation, String> {
    let at = |column: usize| record.get(column).unwrap_or_default().trim_start_matches('\u{feff}').trim();
    if record.len() != COLUMNS {
        return Err(format!("it has {} columns instead of {COLUMNS}", record.len()));
    }
    let name = readable(at(1));
    if name.is_empty() {
        return Err("it has no name".into());
    }
    let code = Identifier::parse(Scheme::Nhs, at(0)).map_err(|_| format!("\"{}\" is no ODS code", at(0)))?;
    let (opened, closed) = (day(at(OPENED), "%Y%m%d")?, day(at(CLOSED), "%Y%m%d")?);
    life(opened, closed)?;
    let town = Some(readable(at(TOWN))).filter(|town| !town.is_empty());
    Ok(AddOrganisation {
        identifiers: vec![code],
        opened,
        closed,
        town,
        ..AddOrganisation::named(&name, Kind::NhsTrust)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{List, read_list};

    /// Cut from nhsx-mirror/SystemHierarchies @0a96ef63 (Organisation Data Service, OGL v3.0); the last two lines are made up.
    const CUT: &str = include_str!("fixtures/nhs-trusts.csv");

    #[test]
    fn the_services_list_is_read() {
        let bodies = read_list(List::NhsTrusts, CUT.as_bytes()).unwrap();
        let lines: Vec<_> = bodies
            .organisations
            .iter()
            .map(|body| {
                let town = body.town.as_deref().unwrap_or("?");
                format!("{} {}, {town} {:?} {:?}", body.identifiers[0], body.name, body.opened, body.closed)
            })
            .collect();
        assert_eq!(
            lines,
            [
                "GB-NHS-R0A Manchester University NHS Foundation Trust, Manchester Some(2017-10-01) None",
                "GB-NHS-RD3 Poole Hospital NHS Foundation Trust, Poole Some(1992-04-01) Some(2020-09-30)",
                "GB-NHS-RQ3 Birmingham Women's and Children's NHS Foundation Trust, Birmingham Some(1995-04-01) None",
            ]
        );
        let skipped: Vec<_> = bodies.skipped.iter().map(|line| format!("{}: {}", line.line, line.reason)).collect();
        assert_eq!(skipped, ["4: it has no name", "5: it has 2 columns instead of 27"]);
    }

    #[test]
    fn another_file_is_refused() {
        let why = read_list(List::NhsTrusts, &b"index-entry-number,entry-number\n"[..]).unwrap_err().to_string();
        assert!(why.contains("27 columns"), "{why}");
    }
}
