//! The figures that a text tells, in digits or in words, by which children could be recognised: a note beside a hidden count, the
//! base of a share (`% of 12 children`). Pure: no database. Rather one note too many is hidden than one too few.

use crate::values::{Reading, text};

/// A figure that counts something, or a share of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub figure: Reading,
    /// A part of a hundred.
    pub is_share: bool,
    /// It is said of whom: `12 children`, `of 12`.
    pub of_people: bool,
}

/// The figures of a text. Dates, ordinals, and figures of days, pounds and the like are none.
pub fn figures(written: &str) -> Vec<Told> {
    let tokens = tokens(&text::unmarked(written));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Token::Number(figure) = token else { continue };
        let (before, after) = (&tokens[..at], &tokens[at + 1..]);
        let is_share = after.first().is_some_and(|next| next.is_one_of(&["%", "percent", "pc"]))
            || after.first().is_some_and(|next| next.is_one_of(&["per"]))
                && after.get(1).is_some_and(|next| next.is_one_of(&["cent"]));
        if !is_share && (is_of_a_date(before, after) || after.first().is_some_and(|next| next.is_one_of(OTHER_THINGS)))
        {
            continue;
        }
        if before.last().is_some_and(|last| last.is_one_of(&["£", "€", "$", "no", "version", "stage", "lot", "page"]))
        {
            continue;
        }
        let whom = after.iter().take(NEAR).take_while(|token| !token.is_number()).any(|token| token.is_one_of(PEOPLE));
        let articles =
            |token: &&Token| !token.is_one_of(&["the", "all", "these", "those", "our", "a", "total", "only"]);
        let base = before.iter().rev().find(articles).is_some_and(|last| last.is_one_of(BEFORE_A_BASE));
        found.push(Told { figure: *figure, is_share, of_people: whom || base });
    }
    found
}

/// The whole numbers of people that texts tell, of which a share may be taken.
pub fn bases<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<i64> {
    let told = texts.into_iter().flat_map(figures).filter(|told| told.of_people && !told.is_share);
    told.filter_map(|told| whole(told.figure)).filter(|base| *base > 0).collect()
}

/// The number, if it is a whole one.
pub fn whole(figure: Reading) -> Option<i64> {
    (figure.thousandths() % 1000 == 0).then(|| figure.thousandths() / 1000)
}

/// How many words may stand between a figure and those whom it counts: `3 very young children`.
const NEAR: usize = 4;

const PEOPLE: &[&str] = &[
    "adolescent",
    "adolescents",
    "babies",
    "baby",
    "boy",
    "boys",
    "brother",
    "brothers",
    "case",
    "cases",
    "child",
    "children",
    "families",
    "family",
    "girl",
    "girls",
    "infant",
    "infants",
    "kid",
    "kids",
    "leaver",
    "leavers",
    "pupil",
    "pupils",
    "people",
    "person",
    "persons",
    "referral",
    "referrals",
    "sibling",
    "siblings",
    "sister",
    "sisters",
    "student",
    "students",
    "teenager",
    "teenagers",
    "toddler",
    "toddlers",
    "young",
    "youth",
    "youths",
];

/// Of these a number may be said that is none of children.
const OTHER_THINGS: &[&str] = &[
    "am", "day", "days", "hour", "hours", "minute", "minutes", "month", "monthly", "months", "o'clock", "p", "pence",
    "pm", "point", "points", "pounds", "quarter", "quarters", "term", "terms", "week", "weekly", "weeks", "working",
    "year", "years",
];

const BEFORE_A_BASE: &[&str] = &["among", "base", "cohort", "denominator", "from", "n", "of", "="];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Numbers as people write them who spare their readers digits.
const WORDS: &[(&str, i32)] = &[
    ("zero", 0),
    ("nil", 0),
    ("one", 1),
    ("single", 1),
    ("sole", 1),
    ("two", 2),
    ("both", 2),
    ("couple", 2),
    ("pair", 2),
    ("twins", 2),
    ("three", 3),
    ("triplets", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("hundred", 100),
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number(Reading),
    /// A word in lower case, or a sign by itself.
    Word(String),
}

impl Token {
    fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        matches!(self, Self::Word(word) if words.contains(&word.as_str()))
    }
}

/// Beside a month, or one of three numbers with a stroke, a point or a hyphen between them: `31/12/2014`.
fn is_of_a_date(before: &[Token], after: &[Token]) -> bool {
    let is_month = |token: Option<&Token>| token.is_some_and(|token| token.is_one_of(MONTHS));
    let joint = |token: &Token| token.is_one_of(&["/", "-", "."]);
    let run = before.iter().rev().zip([true, false, true, false]).take_while(|(token, sign)| match sign {
        true => joint(token),
        false => token.is_number(),
    });
    let behind = after.iter().zip([true, false, true, false]).take_while(|(token, sign)| match sign {
        true => joint(token),
        false => token.is_number(),
    });
    is_month(after.first()) || is_month(before.last()) || run.count() / 2 + behind.count() / 2 == 2
}

/// Numbers with their decimals and parted thousands, words, and signs.
fn tokens(text: &str) -> Vec<Token> {
    let text: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(first) = text.get(at).copied() {
        let alike = |is: fn(&char) -> bool| text[at..].iter().copied().take_while(is).count();
        if first.is_ascii_digit() {
            let length = number_length(&text[at..]);
            let figure: String = text[at..at + length].iter().filter(|c| **c != ',').collect();
            // A number too long to be read is none that is small.
            found.push(figure.parse().map_or(Token::Word(figure), Token::Number));
            at += length;
            // `3rd`, `1st`: no count.
            let letters: String = text[at..].iter().take_while(|c| c.is_alphabetic()).collect();
            if ["st", "nd", "rd", "th"].contains(&letters.as_str()) {
                found.pop();
                at += 2;
            }
        } else if first.is_alphabetic() {
            let length = alike(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
            let word: String = text[at..at + length].iter().collect();
            // Letters before digits are a name, `Q3`; a times sign is none.
            let length =
                if word.starts_with('x') && word[1..].starts_with(|c: char| c.is_ascii_digit()) { 1 } else { length };
            let word = &word[..word.char_indices().nth(length).map_or(word.len(), |(at, _)| at)];
            let number = WORDS.iter().find(|(known, _)| *known == word);
            found.push(
                number
                    .map_or_else(|| Token::Word(word.to_owned()), |(_, number)| Token::Number(Reading::whole(*number))),
            );
            at += length;
        } else {
            if !first.is_whitespace() && !matches!(first, ',' | '(' | ')' | '"') {
                found.push(Token::Word(first.to_string()));
            }
            at += 1;
        }
    }
    found
}

/// How many characters of digits, with a point before decimals and commas before three figures.
fn number_length(text: &[char]) -> usize {
    let digits = |from: usize| text[from.min(text.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut length = digits(0);
    while text.get(length) == Some(&',') && digits(length + 1) == 3 {
        length += 4;
    }
    let decimals = digits(length + 1);
    // Two points make a date.
    let ends = text.get(length + 1 + decimals) != Some(&'.')
        || !text.get(length + 2 + decimals).is_some_and(char::is_ascii_digit);
    let follows_a_point = text.get(length) == Some(&'.') && (1..=3).contains(&decimals);
    if follows_a_point && ends { length + 1 + decimals } else { length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let said = |told: Told| {
            let (share, people) =
                (if told.is_share { "%" } else { "" }, if told.of_people { " of people" } else { "" });
            format!("{}{share}{people}", told.figure)
        };
        figures(text).into_iter().map(said).collect()
    }

    #[test]
    fn figures_are_found_in_digits_and_in_words() {
        for (text, right) in [
            ("3 children left early", vec!["3 of people"]),
            ("Corrected from 3 children", vec!["3 of people"]),
            ("Three very young CHILDREN left", vec!["3 of people"]),
            ("25 % of 12 children", vec!["25%", "12 of people"]),
            ("25 per cent of the 12", vec!["25%", "12 of people"]),
            ("3children, x4, 1,204.5", vec!["3 of people", "4", "1204.5"]),
            ("three", vec!["3"]),
            ("n=12", vec!["12 of people"]),
            ("３ children, ² more", vec!["3 of people", "2"]),
        ] {
            assert_eq!(told(text), right, "{text}");
        }
    }

    #[test]
    fn days_dates_ordinals_pounds_and_names_are_no_counts() {
        for text in [
            "within 3 days, 5 working days or two weeks",
            "on 3 March, 4th of May 2015, 31/12/2014, 1.4.2015, 2015-04-01",
            "the 1st and 2nd wards, Q3, B19, Lot 2",
            "£3 and 5 pence",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_base_is_a_whole_number_of_people() {
        assert_eq!(
            bases(["% of 12 children", "seen within 20 days", "among our 40 families", "of 2.5 people"]),
            [12, 40]
        );
        assert_eq!(bases(["% of families", "2014"]), Vec::<i64>::new());
    }
}
