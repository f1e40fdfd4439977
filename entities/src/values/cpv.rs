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
}
