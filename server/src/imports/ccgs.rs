//! GOV.UK Registers' list of clinical commissioning groups: `clinical-commissioning-group.csv`, with a header.

use csv::StringRecord;
use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Scheme},
};

use super::{NotTheList, day, life, names::readable};

const HEADER: &[&str] = &[
    "index-entry-number",
    "entry-number",
    "entry-timestamp",
    "key",
    "clinical-commissioning-group",
    "name",
    "start-date",
    "end-date",
];

pub fn check_header(header: &StringRecord) -> Result<(), NotTheList> {
    if header.iter().map(|title| title.trim_start_matches('\u{feff}')).eq(HEADER.iter().copied()) {
        return Ok(());
    }
    Err(NotTheList::OtherKind(format!("its first line should be {}", HEADER.join(","))))
}

/// One line: its code is an ODS code; an end date may be missing for a group that has ended since.
pub fn read(record: &StringRecord) -> Result<AddOrganisation, String> {
    let at = |column: usize| record.get(column).unwrap_or_default().trim();
    if record.len() != HEADER.len() {
        return Err(format!("it has {} columns instead of {}", record.len(), HEADER.len()));
    }
    let name = readable(at(5));
    if name.is_empty() {
        return Err("it has no name".into());
    }
    let code = Identifier::parse(Scheme::Nhs, at(4)).map_err(|_| format!("\"{}\" is no ODS code", at(4)))?;
    let (opened, closed) = (day(at(6), "%Y-%m-%d")?, day(at(7), "%Y-%m-%d")?);
    life(opened, closed)?;
    Ok(AddOrganisation { identifiers: vec![code], opened, closed, ..AddOrganisation::named(&name, Kind::Ccg) })
}

#[cfg(test)]
mod tests {
    use super::super::{List, read_list};

    /// Cut from openregister/registers-data-archive @3bd3ef73 (GOV.UK Registers, OGL v3.0); the last three lines are made up.
    const CUT: &str = include_str!("fixtures/ccgs.csv");

    #[test]
    fn the_registers_list_is_read() {
        let bodies = read_list(List::Ccgs, CUT.as_bytes()).unwrap();
        let lines: Vec<_> = bodies
            .organisations
            .iter()
            .map(|body| format!("{} {} {:?} {:?}", body.identifiers[0], body.name, body.opened, body.closed))
            .collect();
        assert_eq!(
            lines,
            [
                "GB-NHS-03X NHS Erewash CCG Some(2013-04-01) Some(2019-03-31)",
                "GB-NHS-04X NHS Birmingham South and Central CCG Some(2013-04-01) Some(2018-03-31)",
                "GB-NHS-05L NHS Sandwell and West Birmingham CCG Some(2013-04-01) None",
                "GB-NHS-13P NHS Birmingham CrossCity CCG Some(2013-04-01) Some(2018-03-31)",
            ]
        );
        let skipped: Vec<_> = bodies.skipped.iter().map(|line| format!("{}: {}", line.line, line.reason)).collect();
        assert_eq!(skipped[0], "6: it closed before it opened");
        assert_eq!(skipped[1], "7: \"9?\" is no ODS code");
        assert_eq!(skipped[2], "8: \"31/03/2018\" is no day");
        assert_eq!((bodies.lines, skipped.len()), (7, 3));
    }

    #[test]
    fn another_file_is_refused() {
        assert!(read_list(List::Ccgs, &b"R0A,MANCHESTER\n"[..]).is_err());
        assert!(read_list(List::Ccgs, &b""[..]).is_err());
    }
}
