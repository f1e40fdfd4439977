//! Whether ambition grew from one year's commitment to the next's: from targets that are figures in one unit and one direction, else a
//! person says. Pure: no database.

use super::Judgement;

/// What is compared of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise<'a> {
    pub statement: &'a str,
    pub measure: &'a str,
    pub target: &'a str,
}

/// Whether the later promise is more, as much, or less than the earlier; `None` if figures do not say it.
///
/// What says the same to the letter is held, but for blanks and capitals. Else both are to be measured by the same, with targets that are
/// figures in one unit, and name the direction: "at least 85%", "at most 10 working days", "20% more".
pub fn grew(before: &Promise<'_>, after: &Promise<'_>) -> Option<Judgement> {
    if folded(before.measure) != folded(after.measure) {
        return None;
    }
    if folded(before.target) == folded(after.target) {
        return (folded(before.statement) == folded(after.statement)).then_some(Judgement::Held);
    }
    let (was, is) = (Target::read(before.target)?, Target::read(after.target)?);
    if was.unit != is.unit || was.better != is.better {
        return None;
    }
    let grew = match was.better {
        Better::More => is.figure.cmp(&was.figure),
        Better::Less => was.figure.cmp(&is.figure),
    };
    Some(match grew {
        std::cmp::Ordering::Greater => Judgement::Raised,
        std::cmp::Ordering::Equal => Judgement::Held,
        std::cmp::Ordering::Less => Judgement::Lowered,
    })
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
    /// In millionths.
    figure: i64,
    /// Everything else that it says.
    unit: String,
}

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
    fn read(text: &str) -> Option<Self> {
        let text = folded(text);
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
        Some(Self { better, figure, unit: format!("{sign}{}", unit.trim().trim_end_matches('.')) })
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

    fn targets(before: &str, after: &str) -> Option<Judgement> {
        let promise = |target| Promise { statement: "We visit", measure: "Families visited", target };
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
            ("Every working day", "every  working day", Held),
            ("85%", "85%", Held),
        ] {
            assert_eq!(targets(before, after), Some(said), "{before} and {after}");
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
        ] {
            assert_eq!(targets(before, after), None, "{before} and {after}");
        }
    }

    #[test]
    fn another_measure_or_another_promise_is_for_a_person_to_judge() {
        let promise = Promise { statement: "We visit", measure: "Families visited", target: "at least 85%" };
        let after = Promise { measure: "Families written to", target: "at least 95%", ..promise };
        assert_eq!(grew(&promise, &after), None);
        assert_eq!(grew(&promise, &Promise { statement: "We write", ..promise }), None);
        let more = Promise { statement: "We visit soon", target: "at least 95%", ..promise };
        assert_eq!(grew(&promise, &more), Some(Judgement::Raised));
    }
}
