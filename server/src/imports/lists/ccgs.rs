//! GOV.UK Registers' list of clinical commissioning groups: `clinical-commissioning-group.csv`. Of a group that has ended
//! since, the day may be missing.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::Scheme,
};

use crate::imports::{
    Listed,
    body::{code, life, name},
    layout::{Columns, Layout, Row},
};

pub const LAYOUT: Layout = Layout {
    columns: Columns::Named(&["clinical-commissioning-group", "name", "start-date", "end-date"]),
    repeats: false,
    read,
};

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let (opened, closed) = life(row.at("start-date"), row.at("end-date"), "%Y-%m-%d")?;
    let identifiers = vec![code(Scheme::Nhs, row.at("clinical-commissioning-group"))?];
    let group = AddOrganisation::named(&name(row.at("name"))?, Kind::Ccg);
    Ok(AddOrganisation { identifiers, opened, closed, ..group }.into())
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from openregister/registers-data-archive @3bd3ef73 (GOV.UK Registers, OGL v3.0); the last three lines are made up.
    const CUT: &str = include_str!("fixtures/ccgs.csv");

    #[test]
    fn the_registers_list_is_read() {
        let (bodies, skipped) = told(List::Ccgs, CUT, |body| {
            let group = &body.organisation;
            format!("{} {} {:?} {:?}", group.identifiers[0], group.name, group.opened, group.closed)
        });
        assert_eq!(
            bodies,
            [
                "GB-NHS-03X NHS Erewash CCG Some(2013-04-01) Some(2019-03-31)",
                "GB-NHS-04X NHS Birmingham South and Central CCG Some(2013-04-01) Some(2018-03-31)",
                "GB-NHS-05L NHS Sandwell and West Birmingham CCG Some(2013-04-01) None",
                "GB-NHS-13P NHS Birmingham CrossCity CCG Some(2013-04-01) Some(2018-03-31)",
            ]
        );
        let reasons = ["6: it closed before it opened", "7: \"9?\" is no ODS code", "8: \"31/03/2018\" is no day"];
        assert_eq!(skipped, reasons);
    }
}
