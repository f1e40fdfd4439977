//! References of records: `MOU-2015-001`, in lower case in addresses.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A record's reference: letters, a year, a number of at least three figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Reference(String);

/// Text that is no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a reference, like MOU-2015-001")]
pub struct NoReference;

impl Reference {
    /// The `number`th record of a kind (its `prefix`, upper-case letters) in a calendar year.
    pub fn numbered(prefix: &str, year: i32, number: i64) -> Self {
        Self(format!("{prefix}-{year}-{number:03}"))
    }

    /// As addresses write it: `mou-2015-001`.
    pub fn in_address(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// As pages write it: `MOU-2015-001`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Reference {
    type Err = NoReference;

    fn from_str(text: &str) -> Result<Self, NoReference> {
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.split('-');
        let (prefix, year, number) = (parts.next(), parts.next(), parts.next());
        let figures = |part: Option<&str>, least: usize, most: usize| {
            part.is_some_and(|p| (least..=most).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
        };
        let letters = prefix.is_some_and(|p| (2..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_uppercase()));
        if letters && figures(year, 4, 4) && figures(number, 3, 9) && parts.next().is_none() {
            Ok(Self(text))
        } else {
            Err(NoReference)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_in_either_case() {
        let reference = Reference::numbered("MOU", 2015, 1);
        assert_eq!("mou-2015-001".parse(), Ok(reference.clone()));
        assert_eq!(reference.to_string(), "MOU-2015-001");
        assert_eq!(reference.in_address(), "mou-2015-001");
        for text in ["", "mou", "MOU-15-001", "MOU-2015-1", "MOU-2015-001-2", "MÖU-2015-001", "../etc-2015-001"] {
            assert_eq!(text.parse::<Reference>(), Err(NoReference), "{text}");
        }
    }
}
