//! Schools of England, open and closed, by their URN: an extract of Get Information About Schools.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::Scheme,
};

use crate::imports::{
    Listed,
    body::{code, life, maybe, name},
    layout::{Columns, Layout, Row},
    names::unscrambled,
};

pub const LAYOUT: Layout = Layout {
    columns: Columns::Named(&["urn", "name", "town", "postcode", "open_date", "close_date"]),
    repeats: false,
    read,
};

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let school = AddOrganisation::named(&name(&unscrambled(row.at("name")))?, Kind::School);
    let identifiers = vec![code(Scheme::Edu, row.at("urn"))?];
    let (opened, closed) = life(row.at("open_date"), row.at("close_date"), "%d-%m-%Y")?;
    let (town, postcode) = (maybe(&unscrambled(row.at("town"))), maybe(row.at("postcode")));
    Ok(AddOrganisation { identifiers, opened, closed, town, postcode, ..school }.into())
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from DFE-Digital/register-trainee-teachers @1f9901a5 (GIAS, OGL v3.0); the last three lines are made up.
    const CUT: &str = include_str!("fixtures/schools.csv");

    #[test]
    fn the_departments_list_is_read() {
        let (bodies, skipped) = told(List::Schools, CUT, |body| {
            let school = &body.organisation;
            let place = [&school.town, &school.postcode].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            format!(
                "{} {}, {place} {:?} {:?}",
                school.identifiers[0].value(),
                school.name,
                school.opened,
                school.closed
            )
        });
        assert_eq!(
            bodies,
            [
                "103121 Brearley Nursery School, Birmingham B19 3XJ None None",
                "100004 Sherborne Nursery School, London NW5 4LP None Some(1992-08-31)",
                "100371 Ecole Française de Londres Jacques Prévert, London W6 7BE Some(1986-11-19) None",
                "146834 St Saviour’s Ikoyi, Nigeria Some(2018-04-26) None",
            ]
        );
        let reasons = [
            "6: \"12A\" is no school URN",
            "7: a line before it has the same code, 103121",
            "8: \"2018-04-26\" is no day",
        ];
        assert_eq!(skipped, reasons);
    }
}
