//! Integrated care boards: a JSON array of objects with `ods_code`, `gss_code` and `name`. They all began on 1 July 2022,
//! under the Health and Care Act 2022; the list itself has no days.

use chrono::NaiveDate;
use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::Scheme,
};

use crate::imports::{
    Listed,
    body::{code, name},
    layout::{Columns, Layout, Row},
};

pub const LAYOUT: Layout = Layout { columns: Columns::Json(&["ods_code", "gss_code", "name"]), repeats: false, read };

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let board = AddOrganisation::named(&name(row.at("name"))?, Kind::Icb);
    let identifiers = vec![code(Scheme::Nhs, row.at("ods_code"))?, code(Scheme::Ons, row.at("gss_code"))?];
    Ok(AddOrganisation { identifiers, opened: NaiveDate::from_ymd_opt(2022, 7, 1), ..board }.into())
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from rcpch/rcpch-nhs-organisations @af9b22cf (MIT); the last two objects are made up.
    const CUT: &str = include_str!("fixtures/icbs.json");

    #[test]
    fn the_boards_are_read() {
        let (bodies, skipped) = told(List::Icbs, CUT, |body| {
            let board = &body.organisation;
            format!("{} {} {} {:?}", board.identifiers[0], board.identifiers[1], board.name, board.opened)
        });
        assert_eq!(
            bodies,
            ["GB-NHS-QHL ONS-E54000055 NHS Birmingham and Solihull Integrated Care Board Some(2022-07-01)"]
        );
        assert_eq!(skipped, ["2: it has no name", "3: \"54000055\" is no ONS area code"]);
    }
}
