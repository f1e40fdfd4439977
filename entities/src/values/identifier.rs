//! The identifiers public registers give to organisations, checked per scheme (org-id.guide, lists of 31 July 2026).

use std::fmt;

use serde::{Deserialize, Serialize};

crate::words! {
    /// A register that identifies organisations.
    Scheme {
        Nhs = "GB-NHS", "ODS code";
        Edu = "GB-EDU", "School URN";
        Coh = "GB-COH", "Company number";
        Chc = "GB-CHC", "Charity number";
        Sc = "GB-SC", "Scottish charity number";
        Nic = "GB-NIC", "Northern Irish charity number";
        Lae = "GB-LAE", "Council code";
        Las = "GB-LAS", "Scottish council code";
        Pla = "GB-PLA", "Welsh council code";
        Lani = "GB-LANI", "Northern Irish council code";
        Ukprn = "GB-UKPRN", "UK provider reference number";
        Mpr = "GB-MPR", "Mutual society number";
        Ppon = "GB-PPON", "Public procurement organisation number";
        /// Police forces have no scheme of their own.
        Ons = "ONS", "ONS area code";
        /// The number Contracts Finder gives to buyers and suppliers; it identifies only within that service.
        Cfs = "GB-CFS", "Contracts Finder number";
    }
}

/// An identifier that fits its scheme.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identifier {
    pub scheme: Scheme,
    value: String,
}

/// An identifier that does not fit its scheme: the scheme and what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a {} as {}", .0.label().to_lowercase(), .0.shape())]
pub struct NotOfScheme(pub Scheme);

impl Scheme {
    /// The scheme of a code as notices write it: `gb-coh` is GB-COH.
    pub fn named(code: &str) -> Option<Self> {
        code.trim().to_ascii_uppercase().parse().ok()
    }

    /// What an identifier of this scheme looks like, in words.
    pub const fn shape(&self) -> &'static str {
        match self {
            Self::Nhs => "2 to 6 letters and figures, like 13P or RQ3",
            Self::Edu => "5 to 7 figures, like 103562",
            Self::Coh => "8 characters, like 01234567, SC123456 or, of a society or partnership, IP28862R",
            Self::Chc => "6 or 7 figures, with a hyphen and a figure for a subsidiary",
            Self::Sc => "SC and 6 figures, like SC012345",
            Self::Nic => "6 figures, like 101234",
            Self::Lae => "3 letters, like BIR, or 4 for a combined authority",
            Self::Las | Self::Pla => "3 letters, like GLG or CRF",
            Self::Lani => "3 letters, like BFS; of a district that ended in 2015 NIR- and a letter",
            Self::Ukprn => "8 figures starting with 1",
            Self::Mpr => "figures, with RS, IP, FS or CU before them where the register has them",
            Self::Ppon => "PXXX-1234-ABCD: four letters starting with P, four figures, four letters or figures",
            Self::Ons => "a letter and 8 figures, like E23000014",
            Self::Cfs => "figures, like 18525",
        }
    }

    fn fits(self, value: &str) -> bool {
        let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let letters = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase());
        let either = |text: &str| text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match self {
            Self::Nhs => matches!(value.len(), 2..=6) && either(value),
            Self::Edu => matches!(value.len(), 5..=7) && figures(value),
            Self::Coh => value.len() == 8 && either(value) && is_company_number(value),
            Self::Chc => {
                let (main, subsidiary) = value.split_once('-').unwrap_or((value, "0"));
                matches!(main.len(), 6 | 7) && figures(main) && figures(subsidiary)
            }
            Self::Sc => value.len() == 8 && value.strip_prefix("SC").is_some_and(figures),
            Self::Nic => value.len() == 6 && figures(value),
            Self::Lae => matches!(value.len(), 3 | 4) && letters(value),
            Self::Las | Self::Pla => value.len() == 3 && letters(value),
            Self::Lani => {
                let letter = value.strip_prefix("NIR-");
                letter.map_or(value.len() == 3, |letter| letter.len() == 1) && letters(letter.unwrap_or(value))
            }
            Self::Ukprn => value.len() == 8 && figures(value) && value.starts_with('1'),
            Self::Mpr => {
                let number = value.trim_end_matches(|c: char| c.is_ascii_uppercase());
                let number = ["RS", "IP", "FS", "CU"].iter().find_map(|p| number.strip_prefix(p)).unwrap_or(number);
                matches!(number.len(), 1..=7) && figures(number) && value.len() - number.len() <= 3
            }
            Self::Ppon => {
                let mut parts = value.split('-');
                let shape = (parts.next(), parts.next(), parts.next(), parts.next());
                matches!(shape, (Some(a), Some(b), Some(c), None)
                    if a.len() == 4 && a.starts_with('P') && letters(a) && b.len() == 4 && figures(b) && c.len() == 4 && either(c))
            }
            Self::Ons => value.len() == 9 && letters(&value[..1]) && figures(&value[1..]),
            Self::Cfs => matches!(value.len(), 1..=12) && figures(value),
        }
    }
}

/// The first letters of numbers of societies and partnerships: theirs may end in up to three letters (Companies House keeps
/// them as the registrars of societies wrote them).
const MAY_END_IN_LETTERS: [&str; 10] = ["IP", "SP", "NP", "NO", "RS", "SR", "NS", "SL", "NL", "LP"];

/// Two letters or figures and six figures; of societies and partnerships the last of these may be letters. In upper case.
fn is_company_number(value: &str) -> bool {
    let (head, tail) = value.split_at(2);
    let figures = tail.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let ending = tail.len() - figures.len();
    let all_figures = figures.len() >= 3 && figures.bytes().all(|b| b.is_ascii_digit());
    all_figures && (ending == 0 || MAY_END_IN_LETTERS.contains(&head))
}

impl Identifier {
    /// Reads an identifier of a scheme: spaces dropped, upper case. Company numbers typed without their leading zeros get them.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, NotOfScheme> {
        let mut value: String =
            text.trim().chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        if scheme == Scheme::Coh && value.len() < 8 && value.len() >= 5 && value.bytes().all(|b| b.is_ascii_digit()) {
            value = format!("{value:0>8}");
        }
        if scheme == Scheme::Nic {
            // As the Commission writes it before its numbers.
            value = value.strip_prefix("NIC").unwrap_or(&value).to_owned();
        }
        // Lists write zeros for "none".
        let is_none = value.bytes().all(|byte| byte == b'0');
        if value.is_ascii() && !is_none && scheme.fits(&value) {
            Ok(Self { scheme, value })
        } else {
            Err(NotOfScheme(scheme))
        }
    }

    /// The identifier within its scheme.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.scheme.code(), self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_takes_its_own_and_refuses_others() {
        use Scheme::*;
        for (scheme, good, bad) in [
            (Nhs, "13p", "13-P"),
            (Edu, "103562", "10A562"),
            (Coh, "sc123456", "SC12345X"),
            (Coh, "IP28862R", "SC00R"),
            (Coh, "SP2708RS", "1234567A"),
            (Coh, "SL00911A", "IPAB862R"),
            (Coh, "ip000cus", "IP00CUST"),
            (Coh, "R0000521", "R000052X"),
            (Coh, "CE012345", "CE01234A"),
            (Coh, "00000001", "0000000"),
            (Sc, "sc012345", "012345"),
            (Nic, "NIC101234", "NIC1012345"),
            (Chc, "1234567-1", "12"),
            (Lae, "BIR", "BIRMI"),
            (Lae, "WMCA", "WM1"),
            (Las, "GLG", "GLAS"),
            (Pla, "CRF", "C-F"),
            (Lani, "NIR-A", "NIR-AB"),
            (Lani, "BFS", "BELF"),
            (Ukprn, "10001234", "20001234"),
            (Mpr, "IP12345R", "XX12345"),
            (Ppon, "PABC-1234-XY12", "QABC-1234-XY12"),
            (Ons, "E23000014", "E2300001"),
            (Cfs, "18525", "CFS"),
        ] {
            assert!(Identifier::parse(scheme, good).is_ok(), "{scheme} {good}");
            assert_eq!(Identifier::parse(scheme, bad), Err(NotOfScheme(scheme)), "{scheme} {bad}");
            assert!(Identifier::parse(scheme, "é\u{0}").is_err(), "{scheme}");
        }
    }

    #[test]
    fn a_company_number_is_upper_case_and_eight_long() {
        assert_eq!(Identifier::parse(Scheme::Coh, " 1234567 ").map(|i| i.to_string()), Ok("GB-COH-01234567".into()));
        assert_eq!(Identifier::parse(Scheme::Coh, "sc 123456").map(|i| i.value().to_string()), Ok("SC123456".into()));
    }
}
