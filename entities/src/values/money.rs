//! Money in whole pence, and how precisely it is known. No floats.

use std::{fmt, iter::Sum, ops::Add, ops::Sub, str::FromStr};

use serde::{Deserialize, Serialize};

use super::figures::{Figures, NoFigures, parted};

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
    #[error("enter an amount with at most two figures after the point; a thousand is 1,000 or 1000")]
    FractionOfAPenny,
    #[error("write a point before decimals, as in 6.5 million, and a comma only between thousands, as in 6,500,000")]
    Comma,
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

    /// As a form field shows it again, and as nobody is asked whether it was meant: `1,234,567.89`.
    pub fn in_field(self) -> String {
        let pounds = parted(&(self.0.abs() / 100).to_string());
        let sign = if self.0 < 0 { "-" } else { "" };
        match self.0.abs() % 100 {
            0 => format!("{sign}{pounds}"),
            pence => format!("{sign}{pounds}.{pence:02}"),
        }
    }

    /// As programs write it, without commas: `1234567.89`.
    pub fn as_decimal(self) -> String {
        self.in_field().replace(',', "")
    }

    /// Whether somebody typed it as the register itself writes it, with or without the `£`: then nobody has to ask.
    pub fn is_typed_as_shown(self, text: &str) -> bool {
        let text = text.trim();
        text.strip_prefix('£').unwrap_or(text) == self.in_field()
    }

    /// A plain decimal number of pounds as programs write it: `12.500`. What people type is read by [`FromStr`].
    ///
    /// # Errors
    /// It is no such number, or no sum that the register takes.
    pub fn from_decimal(number: &str) -> Result<Self, NoMoney> {
        if number.starts_with('-') {
            return Err(NoMoney::Negative);
        }
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        decimal(whole, fraction.trim_end_matches('0'), 2)
    }
}

impl fmt::Display for Pence {
    /// As a table shows it: `£140,000,000`, with pence only where there are some.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = parted(&(self.0.abs() / 100).to_string());
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
        let text = text.trim().to_lowercase();
        let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.as_str()),
        };
        let text = text.strip_prefix('£').unwrap_or(text);
        let (number, zeros) = [("billion", 9), ("bn", 9), ("million", 6), ("m", 6), ("thousand", 3), ("k", 3)]
            .iter()
            .find_map(|(unit, zeros)| text.strip_suffix(unit).map(|n| (n, *zeros)))
            .unwrap_or((text, 0));
        let figures = Figures::read(number).map_err(|why| match why {
            NoFigures::NotANumber => NoMoney::NotANumber,
            NoFigures::Comma | NoFigures::Points => NoMoney::Comma,
        })?;
        if negative || figures.negative {
            return Err(NoMoney::Negative);
        }
        // Three figures after a point are thousands to some: with a unit they are not.
        if zeros == 0 && figures.fraction.len() > 2 {
            return Err(NoMoney::FractionOfAPenny);
        }
        decimal(&figures.whole, figures.fraction.trim_end_matches('0'), zeros + 2)
    }
}

/// A plain decimal, its figures before and after the point, times ten to the power of `shift`, exactly.
fn decimal(whole: &str, fraction: &str, shift: usize) -> Result<Pence, NoMoney> {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return Err(NoMoney::NotANumber);
    }
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
            ("1 500", 150_000),
            ("£1.5M", 150_000_000),
            ("1.255 million", 125_500_000),
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
            ("0.001", NoMoney::FractionOfAPenny),
            ("1.000", NoMoney::FractionOfAPenny),
            ("1,500.999", NoMoney::FractionOfAPenny),
            ("(1,200)", NoMoney::NotANumber),
            ("£5k - £10k", NoMoney::NotANumber),
            ("-5", NoMoney::Negative),
            ("99999999999999999999999", NoMoney::TooMuch),
            ("101 billion", NoMoney::TooMuch),
        ] {
            assert_eq!(text.parse::<Pence>(), Err(why), "{text}");
        }
    }

    #[test]
    fn a_comma_that_parts_no_thousands_is_refused_and_says_what_to_write() {
        for text in
            ["6,5m", "0,75m", "1,5 million", "1,50", "12,5", "1.000,00", "1.355,90", "1.000.000", "1,00,000", "1.2.3"]
        {
            assert_eq!(text.parse::<Pence>(), Err(NoMoney::Comma), "{text}");
        }
        assert!(NoMoney::Comma.to_string().contains("6.5 million"));
    }

    #[test]
    fn what_programs_write_may_have_noughts_at_its_end() {
        assert_eq!(Pence::from_decimal("12.500"), Ok(Pence(1_250)));
        for text in ["12,500", "1 500", "1m", "0.001", "-1", ""] {
            assert!(Pence::from_decimal(text).is_err(), "{text}");
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
