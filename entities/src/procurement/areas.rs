//! Which need a procurement probably meets, by its CPV code. A proposal that a person confirms or changes: publishers choose
//! codes broadly, and no code stands for the MASH or for reviewing officers.
//!
//! Codes and their words: Common Procurement Vocabulary (Regulation (EC) 213/2008), as ProzorroUKR/standards @c32ccbf2 has them
//! (Apache-2.0). Which area each belongs to is this register's own reading.

use crate::{
    service::AreaOfNeed::{self, EarlyYears, FamilySupport, LookedAfter, MentalHealth, Send, Youth},
    values::CpvCode,
};

/// Beginnings of codes, the words of the first code that begins so, and the area; the longest that fits counts.
const AREAS: &[(&str, &str, AreaOfNeed)] = &[
    ("45215215", "Children's home construction work", LookedAfter),
    ("55243", "Children's holiday-camp services", Youth),
    ("7534", "Child allowances", FamilySupport),
    ("8011", "Pre-school education services", EarlyYears),
    ("80340", "Special education services", Send),
    ("85111500", "Psychiatric hospital services", MentalHealth),
    ("85121270", "Psychiatrist or psychologist services", MentalHealth),
    ("85121271", "Home for the psychologically disturbed services", MentalHealth),
    ("853112", "Welfare services for the handicapped", Send),
    ("853113", "Welfare services for children and young people", LookedAfter),
    ("85312110", "Child daycare services", EarlyYears),
    ("85312120", "Daycare services for handicapped children and young people", Send),
    ("8531230", "Guidance and counselling services", FamilySupport),
    ("8531231", "Guidance services", FamilySupport),
    ("8531232", "Counselling services", FamilySupport),
    ("853124", "Welfare services not delivered through residential institutions", FamilySupport),
    ("92331210", "Children animation services", Youth),
    ("98133110", "Services provided by youth associations", Youth),
];

/// Codes that are taken for another by one wrong figure, with what they stand for and what was probably meant.
const MISTAKEN: &[(&str, &str, &str)] = &[(
    "851113",
    "gynaecological hospital services",
    "85311300, welfare services for children and young people, is one figure away",
)];

/// The area that a code proposes; `None` if it says nothing about children's needs.
pub fn proposed(cpv: &CpvCode) -> Option<AreaOfNeed> {
    line(cpv).map(|(_, _, area)| *area)
}

/// Why it is proposed: the words of the code.
pub fn reason(cpv: &CpvCode) -> Option<&'static str> {
    line(cpv).map(|(_, words, _)| *words)
}

fn line(cpv: &CpvCode) -> Option<&'static (&'static str, &'static str, AreaOfNeed)> {
    AREAS.iter().filter(|(begins, ..)| cpv.as_str().starts_with(begins)).max_by_key(|(begins, ..)| begins.len())
}

/// What to look at twice about a code (register.md §5).
pub fn warning(cpv: &CpvCode) -> Option<String> {
    let (_, stands_for, meant) = MISTAKEN.iter().find(|(begins, ..)| cpv.as_str().starts_with(begins))?;
    Some(format!("CPV code {cpv} stands for {stands_for}; {meant}. Check which of the two is meant."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> Option<AreaOfNeed> {
        proposed(&code.parse().unwrap())
    }

    #[test]
    fn a_code_proposes_the_area_of_the_longest_beginning_that_fits() {
        for (code, expected) in [
            ("85311300", Some(LookedAfter)),
            ("85312110", Some(EarlyYears)),
            ("85312120", Some(Send)),
            ("85312300", Some(FamilySupport)),
            ("85312320", Some(FamilySupport)),
            ("80110000", Some(EarlyYears)),
            ("98133110", Some(Youth)),
            // As broad as these, a code proposes nothing.
            ("85000000", None),
            ("85320000", None),
            ("85111300", None),
            ("45000000", None),
        ] {
            assert_eq!(area(code), expected, "{code}");
        }
    }

    #[test]
    fn gynaecology_is_one_figure_away_from_childrens_welfare() {
        let said = |code: &str| warning(&code.parse().unwrap());
        assert!(said("85111300").unwrap().contains("85311300"));
        assert_eq!(said("85311300"), None);
    }

    #[test]
    fn every_line_begins_a_code_and_is_there_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (begins, words, _) in AREAS {
            assert!((4..=8).contains(&begins.len()) && begins.bytes().all(|b| b.is_ascii_digit()), "{begins}");
            assert!(!words.is_empty() && seen.insert(begins), "{begins}");
        }
    }
}
