//! Full UK postcodes beside what looks like a person's name. Organisations and streets have capitals, too: their words are
//! known and make no name.

use std::ops::Range;

use super::{Finding, Looks};

/// How far from the postcode, in characters, a name is looked for.
const BEFORE: usize = 90;
const AFTER: usize = 40;

/// Words of bodies, streets, places and days: a run of capitals with one of them is nobody's name.
#[rustfmt::skip]
const NO_NAME: &[&str] = &[
    "academy", "adult", "adults", "agency", "agreement", "april", "association", "august", "authority", "avenue",
    "board", "borough", "building", "business", "care", "ccg", "centre", "charity", "child", "children", "children’s",
    "children's", "cic", "city", "clinic", "clinical", "close", "college", "commissioning", "committee", "community",
    "company", "contract", "council", "county", "court", "crescent", "december", "department", "district", "drive",
    "early", "east", "england", "family", "february", "floor", "for", "force", "foundation", "friday", "front",
    "full", "gardens", "general", "group", "health", "help", "hospital", "house", "hub", "icb", "in", "january",
    "july", "june", "lane", "library", "limited", "lodge", "london", "ltd", "march", "memorandum", "midlands",
    "monday", "national", "new", "nhs", "november", "nursery", "nursing", "october", "of", "office", "our", "parade",
    "place", "police", "post", "primary", "programme", "project", "public", "road", "room", "row", "safeguarding",
    "saturday", "school", "secondary", "section", "senior", "september", "service", "services", "social", "south",
    "special", "square", "station", "street", "suite", "sunday", "support", "surgery", "team", "terrace", "the",
    "this", "thursday", "together", "tower", "town", "trust", "tuesday", "unit", "university", "village", "walk",
    "way", "wednesday", "women’s", "women's", "work", "working", "yard", "youth",
];

/// Finds postcodes that stand near a name.
pub fn postcodes_of_people(text: &str) -> Vec<(usize, Finding)> {
    let codes = postcodes(text);
    let beside = codes.into_iter().filter(|at| names_a_person(text, at));
    beside.map(|at| (at.start, Finding { looks: Looks::PostcodeOfAPerson, words: text[at].to_owned() })).collect()
}

/// Where full postcodes stand: `B1 1BB`, `SW1A 2AA`, `b15 2tt`, `B152TT`.
fn postcodes(text: &str) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> = words(text).collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).filter(|next| &text[word.end..next.start] == " ");
        if let Some(next) = next
            && is_outward(&text[word.clone()])
            && is_inward(&text[next.clone()])
        {
            found.push(word.start..next.end);
        }
        let whole = &text[word.clone()];
        let split = whole.len().saturating_sub(3);
        if whole.is_ascii() && split >= 2 && is_outward(&whole[..split]) && is_inward(&whole[split..]) {
            found.push(word.clone());
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[begin..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - begin);
        at = begin + length;
        Some(begin..at)
    })
}

/// `B1`, `B15`, `SW1A`, `EC1A`.
fn is_outward(word: &str) -> bool {
    let kinds: String = word
        .chars()
        .map(|c| {
            if c.is_ascii_alphabetic() {
                'A'
            } else if c.is_ascii_digit() {
                '9'
            } else {
                '?'
            }
        })
        .collect();
    matches!(kinds.as_str(), "A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A")
}

/// `1BB`: a digit and two letters, of which some are never used.
fn is_inward(word: &str) -> bool {
    let unused = |letter: u8| b"CIKMOV".contains(&letter.to_ascii_uppercase());
    match word.as_bytes() {
        [digit, one, two] => {
            digit.is_ascii_digit()
                && one.is_ascii_alphabetic()
                && two.is_ascii_alphabetic()
                && !unused(*one)
                && !unused(*two)
        }
        _ => false,
    }
}

fn names_a_person(text: &str, code: &Range<usize>) -> bool {
    let from = text[..code.start].char_indices().rev().take(BEFORE).last().map_or(code.start, |(at, _)| at);
    let until = text[code.end..].char_indices().nth(AFTER).map_or(text.len(), |(at, _)| code.end + at);
    // An empty line ends what belongs together.
    let from = text[from..code.start].rfind("\n\n").map_or(from, |at| from + at);
    let until = text[code.end..until].find("\n\n").map_or(until, |at| code.end + at);
    let before = &text[from..code.start];
    let names = names(before);
    // Right before the postcode, after a street or "in", stands a town.
    let town = names.last().filter(|last| before[last.end..].trim_matches([' ', ',', '\n']).is_empty()).cloned();
    let before_town = town.as_ref().map_or("", |town| &before[..town.start]);
    let is_town = before_town.chars().any(|c| c.is_ascii_digit())
        || [" in ", " at ", " near "].iter().any(|word| before_town.ends_with(word))
        || names.len() > 1;
    names.iter().any(|name| Some(name) != town.as_ref() || !is_town) || !self::names(&text[code.end..until]).is_empty()
}

/// Two or three words with capitals, side by side, none of which belongs to a body or a place.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Vec<Range<usize>>> = Vec::new();
    let mut last_end = None;
    for word in name_words(text) {
        let capital = text[word.clone()].chars().next().is_some_and(char::is_uppercase);
        let beside = last_end.is_some_and(|end: usize| &text[end..word.start] == " ");
        match runs.last_mut() {
            Some(run) if capital && beside => run.push(word.clone()),
            _ if capital => runs.push(vec![word.clone()]),
            _ => {}
        }
        last_end = capital.then_some(word.end);
    }
    let whole = |run: &Vec<Range<usize>>| Some(run.first()?.start..run.last()?.end);
    runs.iter().filter(|run| is_name(text, run)).filter_map(whole).collect()
}

fn is_name(text: &str, run: &[Range<usize>]) -> bool {
    // "12 Cannon Hill" is a street.
    let street = |first: &Range<usize>| text[..first.start].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let of_a_name = |word: &Range<usize>| {
        let word = &text[word.clone()];
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let shouted = word.chars().all(|c| !c.is_lowercase());
        letters > 1 && !shouted && !NO_NAME.contains(&word.to_lowercase().as_str())
    };
    (2..=3).contains(&run.len()) && run.iter().all(of_a_name) && !run.first().is_some_and(street)
}

/// Words with the marks that names have within them: `O’Brien-Jones`.
fn name_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let part = |c: char| c.is_alphabetic() || matches!(c, '’' | '\'' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[begin..].find(|c: char| !part(c) && !c.is_numeric()).unwrap_or(text.len() - begin);
        at = begin + length;
        Some(begin..at)
    })
}
