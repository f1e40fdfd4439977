//! The Organisation Data Service's NHS trusts, layout `etr`: 27 columns without a line of names.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::{Identifier, Scheme},
};

use crate::imports::{
    Listed,
    body::{code, life, maybe, name},
    layout::{Columns, Layout, Row},
    names::readable,
};

pub const LAYOUT: Layout = Layout {
    // Between them: national grouping, integrated care board, lines of address; after them 15 more.
    columns: Columns::Counted {
        columns: 27,
        used: &[("code", 0), ("name", 1), ("town", 7), ("postcode", 9), ("opened", 10), ("closed", 11)],
        is_code: |text| Identifier::parse(Scheme::Nhs, text).is_ok(),
    },
    repeats: false,
    read,
};

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let trust = AddOrganisation::named(&name(row.at("name"))?, Kind::NhsTrust);
    let identifiers = vec![code(Scheme::Nhs, row.at("code"))?];
    let (opened, closed) = life(row.at("opened"), row.at("closed"), "%Y%m%d")?;
    let (town, postcode) = (maybe(&readable(row.at("town"))), maybe(row.at("postcode")));
    Ok(AddOrganisation { identifiers, opened, closed, town, postcode, ..trust }.into())
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from nhsx-mirror/SystemHierarchies @0a96ef63 (Organisation Data Service, OGL v3.0); the last two lines are made up.
    const CUT: &str = include_str!("fixtures/nhs-trusts.csv");

    #[test]
    fn the_services_list_is_read() {
        let (bodies, skipped) = told(List::NhsTrusts, CUT, |body| {
            let trust = &body.organisation;
            let (town, postcode) = (trust.town.as_deref().unwrap_or("?"), trust.postcode.as_deref().unwrap_or("?"));
            let life = (trust.opened, trust.closed);
            format!("{} {}, {town} {postcode} {:?} {:?}", trust.identifiers[0], trust.name, life.0, life.1)
        });
        assert_eq!(
            bodies,
            [
                "GB-NHS-R0A Manchester University NHS Foundation Trust, Manchester M13 9WL Some(2017-10-01) None",
                "GB-NHS-RD3 Poole Hospital NHS Foundation Trust, Poole BH15 2JB Some(1992-04-01) Some(2020-09-30)",
                "GB-NHS-RQ3 Birmingham Women's and Children's NHS Foundation Trust, Birmingham B4 6NH Some(1995-04-01) None",
            ]
        );
        assert_eq!(skipped, ["4: it has no name", "5: it has 2 columns instead of 27"]);
    }
}
