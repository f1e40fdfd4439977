//! A table in Markdown, of words that people wrote: all of them are shown, and none of them is Markdown.

use std::fmt::Write as _;

use crate::values::text::is_invisible;

/// A table with a head and rows; `None` without a row.
pub fn table(columns: &[&str], rows: &[Vec<String>]) -> Option<String> {
    if rows.is_empty() {
        return None;
    }
    let mut written = String::new();
    line(&mut written, columns.iter().map(|column| (*column).to_owned()));
    line(&mut written, columns.iter().map(|_| "---".to_owned()));
    for row in rows {
        line(&mut written, row.iter().map(|words| cell(words)));
    }
    Some(written)
}

fn line(written: &mut String, cells: impl Iterator<Item = String>) {
    writeln!(written, "| {} |", cells.collect::<Vec<_>>().join(" | ")).unwrap_or_default();
}

/// Words on one line, with whatever Markdown would take for its own marked as words.
fn cell(words: &str) -> String {
    let seen: String = words.chars().filter(|character| !is_invisible(*character)).collect();
    let line = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::with_capacity(line.len());
    for character in line.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '{' | '}' | '!') {
            plain.push('\\');
        }
        plain.push(character);
    }
    if plain.is_empty() { "–".into() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_record_are_words_in_a_table() {
        let row = vec!["a | b\n# c".into(), "[x](y \"z\") *s* &amp;".into(), String::new()];
        let written = table(&["One", "Two", "Three"], &[row]).unwrap();
        let expected = "| One | Two | Three |\n| --- | --- | --- |\n\
                        | a \\| b # c | \\[x\\](y \"z\") \\*s\\* \\&amp; | – |\n";
        assert_eq!(written, expected);
        assert_eq!(table(&["One"], &[]), None);
        let turned = table(&["One"], &[vec!["12 \u{202e}months".into()]]).unwrap();
        assert!(turned.ends_with("| 12 months |\n"), "{turned}");
    }
}
