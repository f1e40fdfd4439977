//! A comparison in one line for each paragraph, for tests; and what follows from it for both sides.

use super::*;

/// As `[-taken out-]`, `{+new+}`, `<1 moved here>` and `<1>` where it stood; only what changed, below its clause.
pub fn told(before: &str, after: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for clause in compare(before, after, lasting()).clauses {
        if clause.fate == Fate::Same && !clause.moved {
            continue;
        }
        let moved = if clause.moved { ", moved" } else { "" };
        let number = |number: Option<usize>| number.map_or("-".to_owned(), |number| number.to_string());
        lines.push(format!("{:?}{moved} {}>{}", clause.fate, number(clause.was), number(clause.is)));
        let changed = clause.paragraphs.iter().filter(|paragraph| !paragraph.is_same());
        lines.extend(changed.map(|paragraph| paragraph.pieces.iter().map(piece).collect::<String>()));
    }
    lines
}

pub fn lasting() -> Patience {
    Patience::lasting(std::time::Duration::from_secs(60))
}

pub fn piece(piece: &Piece) -> String {
    let place = |clause: &Option<String>| clause.as_ref().map_or(String::new(), |clause| format!(" {clause}"));
    match piece {
        Piece::Said(said, words) => marked(*said, words),
        Piece::MovedHere { number, clause, words } => {
            let words: String = words.iter().map(|(said, words)| marked(*said, words)).collect();
            format!("<{number}{}: {words}>", place(clause))
        }
        Piece::MovedFrom { number, clause } => format!("<{number}{}>", place(clause)),
    }
}

fn marked(said: Said, words: &str) -> String {
    match said {
        Said::Kept => words.to_owned(),
        Said::TakenOut => format!("[-{words}-]"),
        Said::New => format!("{{+{words}+}}"),
    }
}

/// All that a side says, without blanks, as it follows from the comparison.
pub fn side(comparison: &Comparison, own: Said) -> String {
    let mut moved = std::collections::HashMap::new();
    let said = |words: &[(Said, String)]| -> String {
        words.iter().filter(|(said, _)| [Said::Kept, own].contains(said)).map(|(_, words)| words.as_str()).collect()
    };
    for piece in comparison.clauses.iter().flat_map(|clause| &clause.paragraphs).flat_map(|paragraph| &paragraph.pieces)
    {
        if let Piece::MovedHere { number, words, .. } = piece {
            assert!(moved.insert(*number, said(words)).is_none(), "moved twice");
        }
    }
    let mut clauses: Vec<&Clause> = comparison.clauses.iter().collect();
    let is_first = own == Said::TakenOut;
    clauses.retain(|clause| clause.fate != if is_first { Fate::New } else { Fate::Gone });
    if is_first {
        clauses.sort_by_key(|clause| clause.was);
    }
    let all = clauses.iter().flat_map(|clause| &clause.paragraphs).flat_map(|paragraph| &paragraph.pieces);
    let all: String = all
        .map(|piece| match piece {
            Piece::Said(other, words) if [Said::Kept, own].contains(other) => words.clone(),
            Piece::MovedHere { number, .. } if !is_first => moved[number].clone(),
            Piece::MovedFrom { number, .. } if is_first => moved[number].clone(),
            _ => String::new(),
        })
        .collect();
    without_blanks(&all)
}

pub fn without_blanks(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}
