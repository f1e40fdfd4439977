//! Codes of the Common Procurement Vocabulary (Regulation (EC) 213/2008).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A CPV code: eight figures, kept without the check digit that may follow them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct CpvCode(String);

/// Text that is no CPV code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a CPV code of 8 figures, like 85311300")]
pub struct NoCpvCode;

impl CpvCode {
    /// The eight figures.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of the smallest branch that holds all of some codes; the first of them where they share not even a division.
    pub fn shared<'a>(codes: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut codes = codes.into_iter();
        let first = codes.next()?;
        let alike = codes.fold(8, |most, code| {
            let pairs = first.0.bytes().zip(code.0.bytes());
            pairs.take(most).take_while(|(one, other)| one == other).count()
        });
        Some(if alike < 2 { first.clone() } else { Self(format!("{:0<8}", &first.0[..alike])) })
    }
}

impl fmt::Display for CpvCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for CpvCode {
    type Err = NoCpvCode;

    fn from_str(text: &str) -> Result<Self, NoCpvCode> {
        let text = text.trim();
        let (code, check) = text.split_once('-').unwrap_or((text, "0"));
        let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if code.len() == 8 && check.len() == 1 && figures(code) && figures(check) {
            Ok(Self(code.to_string()))
        } else {
            Err(NoCpvCode)
        }
    }
}

/// A node of the vocabulary's tree: a code with every code below it. Its trailing zeros stand for "all of them".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CpvBranch(String);

impl CpvBranch {
    /// The first and the last code of the branch.
    pub fn range(&self) -> (String, String) {
        (format!("{:0<8}", self.0), format!("{:9<8}", self.0))
    }

    /// The branches above it, the division first, and itself.
    pub fn path(&self) -> Vec<Self> {
        (2..=self.0.len()).map(|length| Self(self.0[..length].to_owned())).collect()
    }
}

impl fmt::Display for CpvBranch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0<8}", self.0)
    }
}

impl FromStr for CpvBranch {
    type Err = NoCpvCode;

    /// Reads a code, or the figures it begins with.
    fn from_str(text: &str) -> Result<Self, NoCpvCode> {
        let text = text.trim();
        let code = text.split_once('-').map_or(text, |(code, _)| code);
        if !(2..=8).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NoCpvCode);
        }
        let significant = code.trim_end_matches('0').len().max(2);
        Ok(Self(code[..significant].to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_eight_figures_with_or_without_its_check_digit() {
        assert_eq!("85311300-5".parse::<CpvCode>(), "85311300".parse());
        for text in ["8531130", "85311300-55", "8531130X", ""] {
            assert_eq!(text.parse::<CpvCode>(), Err(NoCpvCode), "{text}");
        }
    }

    #[test]
    fn codes_share_a_branch_or_the_first_stands_for_them() {
        let shared = |codes: &[&str]| {
            let codes: Vec<CpvCode> = codes.iter().map(|code| code.parse().unwrap()).collect();
            CpvCode::shared(&codes).map(|code| code.to_string())
        };
        for (codes, branch) in [
            (&["85311300"][..], "85311300"),
            (&["85311300", "85311300"], "85311300"),
            (&["85311300", "85312110", "85311200"], "85310000"),
            (&["85300000", "85311300"], "85300000"),
            (&["85311300", "80000000", "85311300"], "85311300"),
        ] {
            assert_eq!(shared(codes).as_deref(), Some(branch));
        }
        assert_eq!(shared(&[]), None);
    }

    #[test]
    fn a_branch_holds_every_code_that_begins_like_it() {
        let range = |text: &str| text.parse::<CpvBranch>().map(|branch| branch.range());
        let of = |first: &str, last: &str| Ok((first.to_owned(), last.to_owned()));
        assert_eq!(range("85300000"), of("85300000", "85399999"));
        assert_eq!(range("853"), range("85300000-2"));
        assert_eq!(range("80000000"), of("80000000", "80999999"));
        assert_eq!(range("85311300"), of("85311300", "85311399"));
        assert_eq!(range("8"), Err(NoCpvCode));
        let path: Vec<_> = "85310000".parse::<CpvBranch>().unwrap().path().iter().map(ToString::to_string).collect();
        assert_eq!(path, ["85000000", "85300000", "85310000"]);
    }
}
