//! Text that looks like a child's data. The register is about what organisations promise; nothing in it should tell of one
//! child, so whoever is about to show such a text to others is asked to look at it once more.

use std::fmt;

mod numbers;
mod places;
#[cfg(test)]
mod properties;

crate::words! {
    /// What a piece of text looks like.
    Looks {
        NhsNumber = "nhs_number", "an NHS number";
        DateOfBirth = "date_of_birth", "a date of birth";
        PostcodeOfAPerson = "postcode", "a postcode beside a person’s name";
    }
}

/// A piece of text that should be looked at once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub looks: Looks,
    /// The piece, as it was typed.
    pub words: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” looks like {}", self.words, self.looks)
    }
}

/// Everything in a text that looks like a child's data, each piece once, in its order. It errs on the side of asking: a number
/// that only happens to have the right check digit is among them.
pub fn findings(text: &str) -> Vec<Finding> {
    let mut found = numbers::nhs_numbers(text);
    found.extend(numbers::dates_of_birth(text));
    found.extend(places::postcodes_of_people(text));
    found.sort_by_key(|(at, _)| *at);
    let mut all: Vec<Finding> = Vec::new();
    for (_, finding) in found {
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(text: &str) -> Vec<Looks> {
        findings(text).into_iter().map(|finding| finding.looks).collect()
    }

    #[test]
    fn what_looks_like_a_childs_data_is_found() {
        use Looks::{DateOfBirth, NhsNumber, PostcodeOfAPerson};
        for (text, expected) in [
            ("NHS number 943 476 5919", NhsNumber),
            ("NHS number 943-476-5919.", NhsNumber),
            ("(9434765919)", NhsNumber),
            ("In 2014 943 476 5919 was referred", NhsNumber),
            ("943\u{a0}476\u{a0}5919", NhsNumber),
            ("DOB 12/03/2009", DateOfBirth),
            ("dob12/03/2009", DateOfBirth),
            ("d.o.b. 12.3.09", DateOfBirth),
            ("Date of birth: 2009-03-12", DateOfBirth),
            ("a boy born on 12 March 2009", DateOfBirth),
            ("born 1st of April 2010", DateOfBirth),
            ("born on April 1, 2010", DateOfBirth),
            ("12/03/2009 (DOB)", DateOfBirth),
            ("Ann Smith, 12 High Street, Birmingham B1 1BB", PostcodeOfAPerson),
            ("Ann Smith\n12 High Street\nSutton Coldfield\nB72 1AB", PostcodeOfAPerson),
            ("the family of Seán O’Brien-Jones live at B15 2TT", PostcodeOfAPerson),
            ("b15 2tt, where Ann Smith lives", PostcodeOfAPerson),
            ("Ann Smith B152TT", PostcodeOfAPerson),
            ("Ann Hill, 3 Cannon Hill, Milton Keynes MK9 3EJ", PostcodeOfAPerson),
        ] {
            assert_eq!(looks(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_agreements_are_full_of_is_not() {
        for text in [
            "",
            "Ring 0121 303 1234, 020 7946 0958, 0800 123 4567 or +44 121 303 1234",
            "Ring 01213031234 or 07700 900123",
            "MOU-2015-001, COM-2015-011, ocds-b5fd17-9434765919",
            "The parties met on 14 November 2014 and 2014-12-01; the next meeting is on 12/01/2015",
            "£14 million, £9434765919, £1,234,567.89, 9434765919.25 and 140,000,000",
            "943 476 5918 has the wrong check digit",
            "1111111111 and 0000000000 are nobody’s",
            "Newborn hearing screening since 1 April 2006",
            "The programme is for children born after the reorganisation. It began on 1 April 2014",
            "Birmingham City Council, Council House, Victoria Square, Birmingham B1 1BB",
            "Brook Lane Family Help, 12 Brook Lane, Sutton Coldfield B72 1AB",
            "The Working Together team is in Sutton Coldfield B72 1AB",
            "Community hub, B15 2TT",
            "Family help, 3 Cannon Hill, Milton Keynes MK9 3EJ",
            "Ann Smith of the council chairs the board",
            "Section 75 of the NHS Act 2006; SI 2000/617 reg 7(3); Form A1 2BC34",
        ] {
            assert_eq!(findings(text), [], "{text}");
        }
    }

    #[test]
    fn a_finding_says_what_it_found_once() {
        let found = findings("943 476 5919, again 943 476 5919, DOB 12/03/2009");
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["“943 476 5919” looks like an NHS number", "“DOB 12/03/2009” looks like a date of birth"]);
    }
}
