//! Whether ambition grew from one year's commitment to the next's: from targets that are figures in one unit and one direction, else a
//! person says. Pure: no database.

use chrono::NaiveDate;

use super::Judgement;
use crate::values::{FinancialYear, day};

/// What is compared of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise<'a> {
    pub statement: &'a str,
    pub measure: &'a str,
    pub target: &'a str,
    pub due: Option<NaiveDate>,
    pub year: FinancialYear,
}

crate::words! {
    /// Why figures do not say whether ambition grew.
    Unsaid {
        Promised = "promised", "Something else is promised";
        Measured = "measured", "It is measured by something else";
        Due = "due", "It is due on another day of the year";
        Target = "target", "The targets are no figures in one unit and one direction";
    }
}

/// Whether the later promise is more, as much, or less than the earlier.
///
/// Both are to promise the same, but for blanks, capitals and the year that they name; measured by the same; due on the same day of
/// their years; with targets that are the same, or figures in one unit that name their direction: "at least 85%", "at most 10 working
/// days", "20% more".
///
/// # Errors
/// [`Unsaid`] with what a person has to judge.
pub fn grew(before: &Promise<'_>, after: &Promise<'_>) -> Result<Judgement, Unsaid> {
    if without_years(before.statement) != without_years(after.statement) {
        return Err(Unsaid::Promised);
    }
    if without_years(before.measure) != without_years(after.measure) {
        return Err(Unsaid::Measured);
    }
    let years = after.year.start_year() - before.year.start_year();
    if before.due.map(|due| day::years_later(due, years)) != after.due {
        return Err(Unsaid::Due);
    }
    if folded(before.target) == folded(after.target) {
        return Ok(Judgement::Held);
    }
    Target::read(before.target)
        .zip(Target::read(after.target))
        .and_then(|(was, is)| was.grew_to(&is))
        .ok_or(Unsaid::Target)
}

/// Words in which every year is the same: "in 2014/15" says as much as "in 2015/16".
fn without_years(text: &str) -> String {
    let folded = folded(text);
    let is_year = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let (year, rest) = word.split_once(['/', '-', '–']).unwrap_or((word, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && digits(year) && digits(rest)
    };
    let words = folded.split(' ').map(|word| if is_year(word) { "(year)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// In which direction a target grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// A target that is a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    better: Better,
    /// It is to be beyond the figure, and not just to reach it.
    beyond: bool,
    /// In millionths.
    figure: i64,
    /// Everything else that it says.
    unit: String,
}

/// Words before a figure that say that it is to be more, or less, than that.
const BEYOND: [&str; 5] = ["more than", "over", "fewer than", "less than", "under"];

/// Words before a figure that say its direction.
const BEFORE: [(&str, Better); 20] = [
    ("at least", Better::More),
    ("no fewer than", Better::More),
    ("not fewer than", Better::More),
    ("no less than", Better::More),
    ("not less than", Better::More),
    ("more than", Better::More),
    ("a minimum of", Better::More),
    ("minimum", Better::More),
    ("over", Better::More),
    ("≥", Better::More),
    ("at most", Better::Less),
    ("no more than", Better::Less),
    ("not more than", Better::Less),
    ("fewer than", Better::Less),
    ("less than", Better::Less),
    ("a maximum of", Better::Less),
    ("maximum", Better::Less),
    ("within", Better::Less),
    ("under", Better::Less),
    ("≤", Better::Less),
];

/// Words at the end that say it. Of "20% fewer" the greater figure is more, of "20 or fewer" the smaller.
const AFTER: [(&str, Better); 9] = [
    ("or more", Better::More),
    ("or fewer", Better::Less),
    ("or less", Better::Less),
    ("or under", Better::Less),
    ("more", Better::More),
    ("fewer", Better::More),
    ("less", Better::More),
    ("higher", Better::More),
    ("lower", Better::More),
];

/// Figures that are written as words.
const WORDS: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

impl Target {
    /// Whether another target is more than this one, in the same unit and direction. More than five is more than at least five; whether
    /// more than four is depends on what is counted.
    fn grew_to(&self, is: &Self) -> Option<Judgement> {
        let may_be_the_same = self.beyond != is.beyond && self.figure != is.figure;
        if self.unit != is.unit || self.better != is.better || may_be_the_same {
            return None;
        }
        let grew = match self.better {
            Better::More => (is.figure, is.beyond).cmp(&(self.figure, self.beyond)),
            Better::Less => (-is.figure, is.beyond).cmp(&(-self.figure, self.beyond)),
        };
        Some(match grew {
            std::cmp::Ordering::Greater => Judgement::Raised,
            std::cmp::Ordering::Equal => Judgement::Held,
            std::cmp::Ordering::Less => Judgement::Lowered,
        })
    }

    fn read(text: &str) -> Option<Self> {
        let text = folded(text);
        let beyond = BEYOND.iter().any(|words| text.starts_with(words));
        let before = BEFORE.iter().find_map(|(words, better)| Some((text.strip_prefix(words)?.trim_start(), *better)));
        let (rest, better) = match before {
            Some(found) => found,
            None => {
                AFTER.iter().find_map(|(words, better)| text.ends_with(words).then_some((text.as_str(), *better)))?
            }
        };
        let (sign, rest) = rest.strip_prefix('£').map_or(("", rest), |rest| ("£", rest));
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let (figure, unit) = match millionths(&rest[..end]) {
            Some(figure) => (figure, &rest[end..]),
            None => in_words(rest)?,
        };
        Some(Self { better, beyond, figure, unit: format!("{sign}{}", unit.trim().trim_end_matches('.')) })
    }
}

/// `1,204.5`, a comma before every three figures or none.
fn millionths(text: &str) -> Option<i64> {
    let text = text.trim_end_matches(['.', ',']);
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let parts: Vec<&str> = whole.split(',').collect();
    let are_parted = parts.iter().skip(1).all(|part| part.len() == 3);
    let are_decimals = decimals.len() <= 6 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    if !are_parted || !are_decimals {
        return None;
    }
    let whole: i64 = parts.concat().parse().ok()?;
    let decimals: i64 = format!("{decimals:0<6}").parse().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(decimals)
}

fn in_words(text: &str) -> Option<(i64, &str)> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let figure = WORDS.iter().position(|known| *known == word)?;
    Some((i64::try_from(figure).ok()? * 1_000_000, rest))
}

fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn promise(target: &str) -> Promise<'_> {
        let year = FinancialYear::starting(2014).unwrap();
        Promise { statement: "We visit", measure: "Families visited", target, due: None, year }
    }

    fn targets(before: &str, after: &str) -> Result<Judgement, Unsaid> {
        grew(&promise(before), &promise(after))
    }

    #[test]
    fn figures_in_one_unit_and_direction_say_whether_ambition_grew() {
        use Judgement::{Held, Lowered, Raised};
        for (before, after, said) in [
            ("At least 85%", "at least 90%", Raised),
            ("at least 90%", "At least 85%.", Lowered),
            ("at most 10 working days", "at most 5 working days", Raised),
            ("within two working days", "within 2 working days", Held),
            ("Within ten working days", "within twelve working days", Lowered),
            ("20% more", "25% more", Raised),
            ("20% fewer", "30% fewer", Raised),
            ("20 or fewer", "30 or fewer", Lowered),
            ("at least £1,200,000", "at least £1,250,000", Raised),
            ("at least 4.5 visits", "at least 4.25 visits", Lowered),
            ("at least 85%", "more than 85%", Raised),
            ("at most 5 days", "fewer than 5 days", Raised),
            ("over 5 visits", "at least 5 visits", Lowered),
            ("Every working day", "every  working day", Held),
            ("85%", "85%", Held),
        ] {
            assert_eq!(targets(before, after), Ok(said), "{before} and {after}");
        }
    }

    #[test]
    fn what_figures_do_not_say_a_person_says() {
        for (before, after) in [
            ("85%", "90%"),
            ("at least 85%", "at most 90%"),
            ("at least 85% of families", "at least 90% of children"),
            ("at least 85%", "All"),
            ("at least 1,00 visits", "at least 100 visits"),
            ("at least", "at least 3"),
            ("", "at least 3"),
            // In whole families they are the same.
            ("at least 5 families", "more than 4 families"),
            ("at most 10 days", "less than 11 days"),
        ] {
            assert_eq!(targets(before, after), Err(Unsaid::Target), "{before} and {after}");
        }
    }

    #[test]
    fn another_promise_measure_or_day_is_for_a_person_to_judge() {
        let before = Promise { due: "2015-03-31".parse().ok(), ..promise("at least 85%") };
        let year = FinancialYear::starting(2015).unwrap();
        let after = Promise { due: "2016-03-31".parse().ok(), year, ..promise("at least 95%") };
        assert_eq!(grew(&before, &after), Ok(Judgement::Raised));
        assert_eq!(grew(&before, &Promise { statement: "We visit some", ..after }), Err(Unsaid::Promised));
        assert_eq!(grew(&before, &Promise { measure: "Families written to", ..after }), Err(Unsaid::Measured));
        for due in ["2018-03-31".parse().ok(), "2015-06-30".parse().ok(), None] {
            assert_eq!(grew(&before, &Promise { due, ..after }), Err(Unsaid::Due));
        }
    }

    #[test]
    fn the_year_that_a_promise_names_is_not_another_promise() {
        let before = Promise { statement: "We visit, in 2014/15 and by March 2015", ..promise("Every day") };
        let after = Promise { statement: "We visit, in 2015/16 and by March 2016", ..promise("Every day") };
        assert_eq!(grew(&before, &after), Ok(Judgement::Held));
        assert_eq!(grew(&before, &Promise { statement: "We visit 2014 families", ..after }), Err(Unsaid::Promised));
    }
}
