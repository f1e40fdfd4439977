//! What people type without knowing Markdown, as they mean it: a heading without its blank, and the bullets of a word processor.

use crate::values::fences;

/// Bullets that word processors write at the beginning of a line.
const BULLETS: [char; 6] = ['•', '·', '▪', '◦', '●', '‣'];

/// The text with `##Heading`, also with a no-break space, as a heading, and lines that begin with a bullet as a list. What stands between
/// fences is left alone.
pub fn tidied(text: &str) -> String {
    let tidy = |(line, is_code): (&str, bool)| {
        let meant = if is_code { None } else { heading(line).or_else(|| bullet(line)) };
        meant.unwrap_or_else(|| line.to_owned())
    };
    fences::lines(text).map(tidy).collect::<Vec<_>>().join("\n")
}

/// A line of two to six `#` and words, without a blank between them.
fn heading(line: &str) -> Option<String> {
    let words = line.trim_start_matches('#');
    let marks = line.len() - words.len();
    let begins = words.chars().next()?;
    let is_meant = begins.is_alphabetic() || matches!(begins, '\u{a0}' | '\u{202f}' | '\u{3000}');
    ((2..=6).contains(&marks) && is_meant).then(|| format!("{} {}", "#".repeat(marks), words.trim_start()))
}

/// A line that begins with a bullet and a blank or a tab.
fn bullet(line: &str) -> Option<String> {
    let start = line.trim_start_matches([' ', '\u{a0}']);
    let words = start.strip_prefix(BULLETS)?;
    let is_meant = words.starts_with([' ', '\t', '\u{a0}']) && !words.trim().is_empty();
    is_meant.then(|| format!("{}- {}", " ".repeat((line.len() - start.len()).min(3)), words.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_needs_no_blank() {
        for (typed, meant) in [
            ("##Purpose", "## Purpose"),
            ("##\u{a0}Money", "## Money"),
            ("###Who pays", "### Who pays"),
            ("## Review ##", "## Review ##"),
            ("#1 priority", "#1 priority"),
            ("##", "##"),
            ("```\n##not a clause\n```", "```\n##not a clause\n```"),
            ("    ##code", "    ##code"),
        ] {
            assert_eq!(tidied(typed), meant);
        }
    }

    #[test]
    fn bullets_of_a_word_processor_are_a_list() {
        assert_eq!(tidied("•\tfirst\n•\u{a0}second\n▪ third"), "- first\n- second\n- third");
        assert_eq!(tidied("• \na•b\n·5"), "• \na•b\n·5");
    }

    #[test]
    fn what_is_tidy_stays() {
        let text = "# T\n\n## A {#c-a}\n\n- one\n- two\n\n| a | b |\n| - | - |\n";
        assert_eq!(tidied(text), text);
    }
}
