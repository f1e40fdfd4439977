//! NHS numbers by their check digit, and dates beside a word of birth. Written by hand: the browser's half has no `regex`.

use std::ops::Range;

use super::{Finding, Looks};

/// Digits that stand together.
struct Group {
    at: Range<usize>,
    /// What stands between it and the group before; longer than one character, or a letter, ends a number.
    joined: bool,
}

/// Finds NHS numbers: ten digits, together or as 3-3-4, the last of which is right for the nine before it.
pub fn nhs_numbers(text: &str) -> Vec<(usize, Finding)> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut begin = 0;
    while begin < groups.len() {
        let run = 1 + groups[begin + 1..].iter().take_while(|group| group.joined).count();
        found.extend(in_run(text, &groups[begin..begin + run]));
        begin += run;
    }
    found
}

/// Telephone numbers start with 0 or +, and so does the run that holds them.
fn in_run(text: &str, run: &[Group]) -> Vec<(usize, Finding)> {
    let start = run[0].at.start;
    if text[start..].starts_with('0') || text[..start].ends_with('+') {
        return Vec::new();
    }
    let shaped = |windows: &[Group]| {
        let lengths: Vec<usize> = windows.iter().map(|group| group.at.len()).collect();
        matches!(lengths.as_slice(), [10] | [3, 3, 4])
    };
    let windows = run.windows(1).chain(run.windows(3)).filter(|windows| shaped(windows));
    let whole = windows.filter_map(|windows| Some(windows.first()?.at.start..windows.last()?.at.end));
    let alone = whole.filter(|at| stands_alone(text, at));
    let right = alone.filter(|at| has_right_check_digit(&text[at.clone()]));
    right.map(|at| (at.start, Finding { looks: Looks::NhsNumber, words: text[at].to_owned() })).collect()
}

fn groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match groups.last_mut() {
            Some(last) if last.at.end == at => last.at.end = at + 1,
            last => {
                let joined = last.is_some_and(|last| {
                    let between = &text[last.at.end..at];
                    between.chars().count() == 1 && between.chars().all(|c| matches!(c, ' ' | '-' | '\u{a0}'))
                });
                groups.push(Group { at: at..at + 1, joined });
            }
        }
    }
    groups
}

/// No part of an amount, a decimal, a reference or a word.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let begins =
        before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '£' | '-' | '.' | ',' | '/'));
    let mut rest = after.chars();
    let (next, then) = (rest.next(), rest.next());
    let goes_on = matches!((next, then), (Some('.' | ','), Some(digit)) if digit.is_ascii_digit());
    begins && !goes_on && next.is_none_or(|c| !c.is_alphanumeric())
}

fn has_right_check_digit(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, nine)) = digits.split_last() else { return false };
    // Ten times the same digit would be right for every digit of the eleven; nobody was given one.
    if nine.len() != 9 || digits[0] == 0 || nine.iter().all(|digit| digit == check) {
        return false;
    }
    let sum: u32 = nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == *check
}

/// How far, in characters, a date may stand behind a word of birth.
const NEAR: usize = 24;

/// Finds dates near "born", "DOB" and "date of birth".
pub fn dates_of_birth(text: &str) -> Vec<(usize, Finding)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for cue in ["born", "dob", "d.o.b", "date of birth"] {
        for (at, _) in lower.match_indices(cue) {
            let end = at + cue.len();
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
            if !edge(lower[..at].chars().next_back()) || !edge(lower[end..].chars().next()) {
                continue;
            }
            if let Some(date_end) = date_after(text, end) {
                found.push((at, Finding { looks: Looks::DateOfBirth, words: text[at..date_end].to_owned() }));
            } else if let Some(begin) = date_before(text, at) {
                let words = text[begin..end].to_owned();
                found.push((begin, Finding { looks: Looks::DateOfBirth, words }));
            }
        }
    }
    found
}

/// The end of a date that begins soon behind a place, in the same sentence.
fn date_after(text: &str, from: usize) -> Option<usize> {
    let near = text[from..].char_indices().take(NEAR).take_while(|(_, c)| *c != '\n');
    for (offset, _) in near {
        let at = from + offset;
        // A sentence that ended with a full stop told of somebody else's day; "d.o.b." ends with one of its own.
        if text[from..at].trim_start_matches('.').contains(". ") {
            return None;
        }
        let begins = offset == 0 || text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if let Some(length) = begins.then(|| date(&text[at..])).flatten() {
            return Some(at + length);
        }
    }
    None
}

/// The beginning of a date that ends right before a place: `12/03/2009 (DOB)`.
fn date_before(text: &str, until: usize) -> Option<usize> {
    let before = text[..until].trim_end_matches([' ', '(', ',', '–', '-', ':']);
    let starts = before.char_indices().rev().take(NEAR).map(|(at, _)| at);
    starts.filter(|at| date(&before[*at..]) == Some(before.len() - at)).min()
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The length of the date that a text begins with: `12/03/2009`, `2009-03-12`, `1st of April 2010`, `April 1, 2010`.
fn date(text: &str) -> Option<usize> {
    let parts: Vec<(usize, &str)> = parts(text).take(5).collect();
    let words: Vec<String> =
        parts.iter().map(|(_, part)| part.to_ascii_lowercase()).filter(|part| part != "of").collect();
    let ends: Vec<usize> =
        parts.iter().filter(|(_, part)| !part.eq_ignore_ascii_case("of")).map(|(at, part)| at + part.len()).collect();
    let [first, second, third, ..] = words.as_slice() else { return None };
    let month = |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| word.starts_with(month));
    let number = |word: &str, most: u32| word.len() <= 2 && word.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let day = |word: &str| number(word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']), 31);
    let year = |word: &str| matches!(word.len(), 2 | 4) && word.bytes().all(|b| b.is_ascii_digit());
    let fits = day(first) && (month(second) || number(second, 12)) && year(third)
        || month(first) && day(second) && year(third)
        || first.len() == 4 && year(first) && number(second, 12) && number(third, 31);
    fits.then(|| ends[2])
}

/// The words and numbers that a text begins with, as far as only one mark stands between two of them.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let mark = rest.len() - rest.trim_start_matches([' ', '/', '-', '.', ',', '\u{a0}']).len();
        if mark > 2 || (at == 0 && mark > 0) {
            return None;
        }
        let begin = at + mark;
        let length = text[begin..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - begin);
        at = begin + length;
        (length > 0).then(|| (begin, &text[begin..begin + length]))
    })
}
