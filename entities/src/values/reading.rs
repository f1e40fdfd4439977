//! What a measure reads: a number with up to three decimals, kept exactly.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A reading in thousandths: `4.25` is 4250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Reading(i64);

/// Text that is no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("enter a number with at most three decimals, like 78.5")]
pub struct NoReading;

impl Reading {
    /// A whole number.
    pub const fn whole(number: i32) -> Self {
        Self(number as i64 * 1000)
    }

    /// The number of thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "−" } else { "" };
        let (whole, rest) = (self.0.abs() / 1000, self.0.abs() % 1000);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }
}

impl FromStr for Reading {
    type Err = NoReading;

    fn from_str(text: &str) -> Result<Self, NoReading> {
        let text = text.trim().replace(',', "");
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (-1, rest),
            None => (1, text.as_str()),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || rest.len() > 3 || !figures(whole) || !figures(rest) {
            return Err(NoReading);
        }
        let thousandths: i64 = format!("{whole}{rest:0<3}").parse().map_err(|_| NoReading)?;
        Ok(Self(sign * thousandths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_keeps_its_decimals_exactly() {
        for (text, shown) in [("78.5", "78.5"), ("1,204", "1204"), ("-3.125", "−3.125"), ("0.10", "0.1")] {
            assert_eq!(text.parse::<Reading>().map(|r| r.to_string()), Ok(shown.into()), "{text}");
        }
        for text in ["", "1e5", "3.1415", "12%", "1234567890123"] {
            assert_eq!(text.parse::<Reading>(), Err(NoReading), "{text}");
        }
    }
}
