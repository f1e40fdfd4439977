//! Police forces of England and Wales, by the ONS' lookup from districts to police force areas. It names areas; what the
//! forces call themselves stands here.

use entities::{
    organisation::{Kind, deeds::AddOrganisation},
    values::Scheme,
};

use crate::imports::{
    Listed,
    body::{code, name},
    layout::{Columns, Layout, Row},
};

pub const LAYOUT: Layout = Layout { columns: Columns::Named(&["PFA16CD", "PFA16NM"]), repeats: true, read };

/// Areas whose force is not called after them with "Police" behind it. Written down by hand: no list of ours has the names.
const OWN_NAMES: &[(&str, &str)] = &[
    ("Cambridgeshire", "Cambridgeshire Constabulary"),
    ("Cheshire", "Cheshire Constabulary"),
    ("Cumbria", "Cumbria Constabulary"),
    ("Derbyshire", "Derbyshire Constabulary"),
    ("Durham", "Durham Constabulary"),
    ("Gloucestershire", "Gloucestershire Constabulary"),
    ("Hampshire", "Hampshire and Isle of Wight Constabulary"),
    ("Hertfordshire", "Hertfordshire Constabulary"),
    ("Lancashire", "Lancashire Constabulary"),
    ("London, City of", "City of London Police"),
    ("Metropolitan Police", "Metropolitan Police Service"),
    ("Norfolk", "Norfolk Constabulary"),
    ("Suffolk", "Suffolk Constabulary"),
];

fn read(row: &Row<'_>) -> Result<Listed, String> {
    let area = name(row.at("PFA16NM"))?;
    let own = OWN_NAMES.iter().find(|(named, _)| *named == area).map(|(_, own)| (*own).to_owned());
    let force = AddOrganisation::named(&own.unwrap_or_else(|| format!("{area} Police")), Kind::PoliceForce);
    let identifiers = vec![code(Scheme::Ons, row.at("PFA16CD"))?];
    Ok(AddOrganisation { identifiers, ..force }.into())
}

#[cfg(test)]
mod tests {
    use super::super::{List, told};

    /// Cut from the ONS' lookup of 2016 in Resistance-Lab/resistancelab_data @625e7201 (OGL v3.0); the last line is made up.
    const CUT: &str = include_str!("fixtures/police.csv");

    #[test]
    fn each_force_is_read_once_from_many_districts() {
        let (bodies, skipped) =
            told(List::Police, CUT, |body| format!("{} {}", body.organisation.identifiers[0], body.organisation.name));
        assert_eq!(
            bodies,
            [
                "ONS-E23000024 Norfolk Constabulary",
                "ONS-E23000014 West Midlands Police",
                "ONS-E23000034 City of London Police",
            ]
        );
        assert_eq!(skipped, ["6: \"14\" is no ONS area code"]);
    }
}
