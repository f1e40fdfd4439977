//! The one reader of numbers that people type: which figures stand before the point and which after it. What could be read in
//! two ways is refused with what to write instead: `6,5m` is no 65 million, and `1.000,00` no £1.

/// A number as typed, sign and figures apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// It began with a minus.
    pub negative: bool,
    /// Figures before the point, without what parts them.
    pub whole: String,
    /// Figures after the point, as many as were typed.
    pub fraction: String,
}

/// Text that is no number, or one that can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFigures {
    /// Something other than figures.
    #[error("enter a number")]
    NotANumber,
    /// A comma or blank that does not part three figures.
    #[error("write a point before decimals, as in 4.25; a comma only parts three figures from three, as in 6,500,000")]
    Comma,
    /// Points that part figures, or figures parted after the point.
    #[error("write commas between thousands, as in 1,000,000, and one point before decimals, as in 4.25")]
    Points,
}

impl Figures {
    /// Reads `1,234.5`, `1 234.5`, `-3`, `.5`.
    ///
    /// # Errors
    /// It is no number, or its commas, blanks and points are not where English puts them.
    pub fn read(text: &str) -> Result<Self, NoFigures> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        if !text.chars().any(|c| c.is_ascii_digit())
            || !text.chars().all(|c| c.is_ascii_digit() || parts(c) || c == '.')
        {
            return Err(NoFigures::NotANumber);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if !fraction.chars().all(|c| c.is_ascii_digit()) {
            return Err(NoFigures::Points);
        }
        Ok(Self { negative, whole: without_parting(whole)?, fraction: fraction.to_owned() })
    }

    /// A whole number, such as how many places there are.
    ///
    /// # Errors
    /// It is none, or has more figures than the register counts.
    pub fn whole_number(text: &str) -> Result<i64, NoFigures> {
        let Self { negative, whole, fraction } = Self::read(text)?;
        let number: i64 = whole.parse().map_err(|_| NoFigures::NotANumber)?;
        if fraction.is_empty() { Ok(if negative { -number } else { number }) } else { Err(NoFigures::NotANumber) }
    }
}

/// What may part thousands: a comma, or a blank of one kind or another.
fn parts(c: char) -> bool {
    matches!(c, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// Figures without what parts them, which is one sign throughout, before every three figures and nowhere else.
fn without_parting(whole: &str) -> Result<String, NoFigures> {
    let Some(sign) = whole.chars().find(|c| parts(*c)) else { return Ok(whole.to_owned()) };
    let mut groups = whole.split(sign);
    let first = groups.next().unwrap_or_default();
    let figures = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let well_parted =
        (1..=3).contains(&first.len()) && figures(first) && groups.all(|group| group.len() == 3 && figures(group));
    if well_parted { Ok(whole.replace(sign, "")) } else { Err(NoFigures::Comma) }
}

/// Figures with a comma before every three.
pub fn parted(figures: &str) -> String {
    let mut parted = String::with_capacity(figures.len() * 4 / 3 + 1);
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(figure);
    }
    parted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, NoFigures> {
        let Figures { negative, whole, fraction } = Figures::read(text)?;
        Ok(format!("{}{whole}.{fraction}", if negative { "-" } else { "" }))
    }

    #[test]
    fn a_comma_parts_three_figures_from_three_and_nothing_else() {
        for (text, figures) in [
            ("1,000,000", "1000000."),
            ("1 500", "1500."),
            ("-1,204.5", "-1204.5"),
            (".5", ".5"),
            ("007", "007."),
            ("4.25", "4.25"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(figures), "{text}");
        }
        for text in [
            "4,25",
            "1,50",
            "12,5",
            "6,5",
            "1,00,000",
            "1000,000",
            ",5",
            "1,,000",
            "1, 000",
            "1 000,000",
            "1,000,",
            "1 5",
        ] {
            assert_eq!(read(text), Err(NoFigures::Comma), "{text}");
        }
        for text in ["1.000,00", "1.355,90", "1.000.000", "1.2.3", "1.5 5"] {
            assert_eq!(read(text), Err(NoFigures::Points), "{text}");
        }
        for text in ["", "-", ".", ",", "(1,200)", "5k - 10k", "1e5", "12%", "١٢", "--5"] {
            assert_eq!(read(text), Err(NoFigures::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_whole_number_has_no_decimals() {
        assert_eq!(Figures::whole_number("1,200"), Ok(1200));
        for text in ["1.5", "1,5", "many", "99999999999999999999"] {
            assert!(Figures::whole_number(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_parted_is_read_again(number in 0..i64::MAX) {
            prop_assert_eq!(Figures::whole_number(&parted(&number.to_string())), Ok(number));
        }

        #[test]
        fn a_comma_that_is_put_elsewhere_is_refused(number in 10_000_i64..i64::MAX, at in 1..18_usize) {
            let mut text = number.to_string();
            prop_assume!(at < text.len() && text.len() - at != 3);
            text.insert(at, ',');
            prop_assert_eq!(Figures::whole_number(&text), Err(NoFigures::Comma));
        }
    }
}
