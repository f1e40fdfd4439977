//! What a measure reads: a number with up to three decimals, kept exactly.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::figures::{Figures, NoFigures, parted};

/// A reading in thousandths: `4.25` is 4250.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Reading(i64);

/// Text that is no reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReading {
    #[error("enter a number alone, without its unit, with at most three decimals, like 78.5")]
    NotANumber,
    #[error("{0}")]
    TwoWays(NoFigures),
}

impl Reading {
    /// A whole number.
    pub const fn whole(number: i32) -> Self {
        Self(number as i64 * 1000)
    }

    /// The number with its unit, thousands parted: `1,204.5 days`, `4.25%`.
    pub fn in_words(self, unit: &str) -> String {
        let shown = self.to_string();
        let (sign, number) = shown.strip_prefix('−').map_or(("", shown.as_str()), |number| ("−", number));
        let (whole, rest) =
            number.split_once('.').map_or((number, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
        let unit = unit.trim();
        let blank = if unit.starts_with('%') || unit.is_empty() { "" } else { " " };
        format!("{sign}{}{rest}{blank}{unit}", parted(whole))
    }

    /// Whether somebody typed it as the register itself writes it: then nobody has to ask.
    pub fn is_typed_as_shown(self, text: &str) -> bool {
        let text = text.trim().replace('-', "−");
        text == self.to_string() || text == self.in_words("")
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
        let Figures { negative, whole, fraction } = Figures::read(text).map_err(|why| match why {
            NoFigures::NotANumber => NoReading::NotANumber,
            why => NoReading::TwoWays(why),
        })?;
        if whole.is_empty() || whole.len() > 12 || fraction.len() > 3 {
            return Err(NoReading::NotANumber);
        }
        let thousandths: i64 = format!("{whole}{fraction:0<3}").parse().map_err(|_| NoReading::NotANumber)?;
        Ok(Self(if negative { -thousandths } else { thousandths }))
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
            assert_eq!(text.parse::<Reading>(), Err(NoReading::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_comma_is_no_point() {
        for text in ["4,25", "0,5", "1.000,5", "1.000.000"] {
            assert!(matches!(text.parse::<Reading>(), Err(NoReading::TwoWays(_))), "{text}");
        }
    }

    #[test]
    fn a_reading_is_said_with_its_unit_as_tables_show_it() {
        for (text, unit, said) in
            [("1204.50", "days", "1,204.5 days"), ("-3", "%", "−3%"), ("4.25", "% of families", "4.25% of families")]
        {
            assert_eq!(text.parse::<Reading>().unwrap().in_words(unit), said);
        }
    }
}
