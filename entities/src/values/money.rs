//! Money in whole pence, and how precisely it is known. No floats.

use std::{fmt, iter::Sum, ops::Add, ops::Sub, str::FromStr};

use serde::{Deserialize, Serialize};

/// Whole pence. A hundred billion pounds is the most the register takes, either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
pub struct Pence(i64);

/// A hundred billion pounds.
const MOST: i64 = 10_000_000_000_000;

/// Text that is no sum of money the register takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMoney {
    #[error("enter an amount in pounds, like 140,000 or 1.5 million")]
    NotANumber,
    #[error("enter an amount of at most £100 billion")]
    TooMuch,
    #[error("enter an amount with at most two figures after the point")]
    FractionOfAPenny,
    #[error("enter an amount that is not below zero")]
    Negative,
}

impl Pence {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// So many pence; `None` beyond a hundred billion pounds.
    pub const fn new(pence: i64) -> Option<Self> {
        if pence >= -MOST && pence <= MOST { Some(Self(pence)) } else { None }
    }

    /// So many whole pounds, for figures written in code. Capped at the most the register takes.
    pub const fn pounds(pounds: i32) -> Self {
        Self(pounds as i64 * 100)
    }

    /// The number of pence.
    pub const fn pence(self) -> i64 {
        self.0
    }

    /// True of sums above nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// As a sentence says it: `£140 million`, `£6.5 million`, else as [`fmt::Display`] does.
    pub fn in_words(self) -> String {
        let (unit, name) = match self.0.abs() {
            x if x >= 100_000_000_000 => (100_000_000_000, "billion"),
            x if x >= 100_000_000 => (100_000_000, "million"),
            _ => return self.to_string(),
        };
        if self.0 % (unit / 100) != 0 {
            return self.to_string();
        }
        let sign = if self.0 < 0 { "−" } else { "" };
        let (whole, hundredths) = (self.0.abs() / unit, self.0.abs() % unit / (unit / 100));
        match hundredths {
            0 => format!("{sign}£{whole} {name}"),
            h if h % 10 == 0 => format!("{sign}£{whole}.{} {name}", h / 10),
            h => format!("{sign}£{whole}.{h:02} {name}"),
        }
    }

    /// As a form field shows it again: `1234567.89`.
    pub fn in_field(self) -> String {
        match self.0 % 100 {
            0 => (self.0 / 100).to_string(),
            _ => format!("{}{}.{:02}", if self.0 < 0 { "-" } else { "" }, self.0.abs() / 100, self.0.abs() % 100),
        }
    }
}

impl fmt::Display for Pence {
    /// As a table shows it: `£140,000,000`, with pence only where there are some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = (self.0.abs() / 100).to_string();
        let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 8);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "−" } else { "" };
        match self.0.abs() % 100 {
            0 => write!(f, "{sign}£{grouped}"),
            pence => write!(f, "{sign}£{grouped}.{pence:02}"),
        }
    }
}

impl FromStr for Pence {
    type Err = NoMoney;

    /// Reads what people type: `£1,234.56`, `140000`, `14 million`, `1.5m`, `250k`.
    fn from_str(text: &str) -> Result<Self, NoMoney> {
        let text: String =
            text.trim().to_lowercase().chars().filter(|c| !matches!(c, '£' | ',' | ' ' | '\u{a0}')).collect();
        if text.starts_with(['-', '−']) {
            return Err(NoMoney::Negative);
        }
        let (number, zeros) = [("billion", 9), ("bn", 9), ("million", 6), ("m", 6), ("thousand", 3), ("k", 3)]
            .iter()
            .find_map(|(unit, zeros)| text.strip_suffix(unit).map(|n| (n, *zeros)))
            .unwrap_or((text.as_str(), 0));
        decimal(number, zeros + 2)
    }
}

/// Reads a plain decimal such as `12.5`, times ten to the power of `shift`, exactly.
fn decimal(number: &str, shift: usize) -> Result<Pence, NoMoney> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return Err(NoMoney::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > shift {
        return Err(NoMoney::FractionOfAPenny);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() + shift > 18 {
        return Err(NoMoney::TooMuch);
    }
    let pence: i64 = format!("0{whole}{fraction:0<shift$}").parse().map_err(|_| NoMoney::NotANumber)?;
    Pence::new(pence).ok_or(NoMoney::TooMuch)
}

impl Add for Pence {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Pence {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Pence {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        sums.fold(Self::ZERO, Add::add)
    }
}

crate::words! {
    /// How precisely an amount is known. "£14 million or so" is not £14,000,000.00.
    Precision {
        Exact = "exact", "exactly";
        About = "about", "about";
        Nearly = "nearly", "nearly";
        UpTo = "up_to", "up to";
    }
}

/// A sum of money and how precisely it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub pence: Pence,
    pub precision: Precision,
}

impl Amount {
    /// A sum known to the penny.
    pub const fn exactly(pence: Pence) -> Self {
        Self { pence, precision: Precision::Exact }
    }

    /// As a sentence says it: `about £14 million`.
    pub fn in_words(self) -> String {
        match self.precision {
            Precision::Exact => self.pence.in_words(),
            precision => format!("{} {}", precision.label(), self.pence.in_words()),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Exact => self.pence.fmt(f),
            precision => write!(f, "{} {}", precision.label(), self.pence),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn money_is_read_as_people_type_it() {
        for (text, pence) in [
            ("£1,234.56", 123_456),
            ("140000", 14_000_000),
            ("14 million", 1_400_000_000),
            ("1.5m", 150_000_000),
            ("250k", 25_000_000),
            ("0.1", 10),
            (".5", 50),
            ("12.500", 1_250),
            ("£100 billion", MOST),
        ] {
            assert_eq!(text.parse(), Ok(Pence(pence)), "{text}");
        }
    }

    #[test]
    fn what_is_no_money_says_why() {
        for (text, why) in [
            ("", NoMoney::NotANumber),
            ("about a million", NoMoney::NotANumber),
            ("1e9999", NoMoney::NotANumber),
            ("1.2.3", NoMoney::NotANumber),
            ("0.001", NoMoney::FractionOfAPenny),
            ("-5", NoMoney::Negative),
            ("99999999999999999999999", NoMoney::TooMuch),
            ("101 billion", NoMoney::TooMuch),
        ] {
            assert_eq!(text.parse::<Pence>(), Err(why), "{text}");
        }
    }

    #[test]
    fn money_is_shown_in_tables_and_in_words() {
        assert_eq!(Pence(14_000_000_000).to_string(), "£140,000,000");
        assert_eq!(Pence(-123_456).to_string(), "−£1,234.56");
        assert_eq!(Pence(14_000_000_000).in_words(), "£140 million");
        assert_eq!(Pence(650_000_000).in_words(), "£6.5 million");
        assert_eq!(Pence(123_456_789).in_words(), "£1,234,567.89");
        assert_eq!(Amount { pence: Pence(1_400_000_000), precision: Precision::About }.in_words(), "about £14 million");
    }

    proptest! {
        #[test]
        fn a_field_gives_back_what_it_showed(pence in 0..MOST) {
            prop_assert_eq!(Pence(pence).in_field().parse(), Ok(Pence(pence)));
            prop_assert_eq!(Pence(pence).to_string().parse(), Ok(Pence(pence)));
        }
    }
}
