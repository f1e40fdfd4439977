//! Tables that the register fills in the middle of a text: a line with nothing but their name stands for them. What fills them is the
//! schedule of the same revision, so that they are frozen with it. Pure: no database.

use super::templates::{COMMITMENTS, CONTRIBUTIONS};
use crate::values::fences::lines;

/// What fills the tables of a text: the schedules of its revision, or as they stand while it is drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub commitments: String,
    pub money: String,
}

impl Tables {
    /// True if a text has a line that stands for a table.
    pub fn are_in(text: &str) -> bool {
        lines(text).any(|(line, is_code)| !is_code && table_of(line).is_some())
    }

    /// The text with its tables in their places; without any, a sentence that says what will stand there.
    pub fn placed(tables: Option<&Self>, text: &str) -> String {
        if !Self::are_in(text) {
            return text.to_owned();
        }
        let placed = |(line, is_code): (&str, bool)| match (table_of(line).filter(|_| !is_code), tables) {
            (None, _) => line.to_owned(),
            (Some(COMMITMENTS), Some(tables)) => body(&tables.commitments),
            (Some(_), Some(tables)) => by_party_and_year(&tables.money),
            (Some(COMMITMENTS), None) => "*The register prints the table of commitments here.*".to_owned(),
            (Some(_), None) => "*The register prints the table of contributions here.*".to_owned(),
        };
        lines(text).map(placed).collect::<Vec<_>>().join("\n")
    }
}

/// The table for which a line stands.
fn table_of(line: &str) -> Option<&'static str> {
    [COMMITMENTS, CONTRIBUTIONS].into_iter().find(|name| line.trim() == *name)
}

/// Stands over the table of what each party pays in each year, in the schedule of money.
pub const BY_PARTY_AND_YEAR: &str = "### By party and year";

/// That part of the schedule of money; all of it, where it was printed without, or nothing is agreed.
fn by_party_and_year(money: &str) -> String {
    let Some((_, part)) = money.split_once(&format!("{BY_PARTY_AND_YEAR}\n")) else { return body(money) };
    let part = part.split_once("\n###").map_or(part, |(part, _)| part);
    format!("\n{}\n", part.trim())
}

/// A schedule without its title, with blank lines around it.
fn body(schedule: &str) -> String {
    let words = schedule
        .trim_start()
        .split_once('\n')
        .map_or("", |(title, words)| if title.starts_with('#') { words } else { schedule });
    format!("\n{}\n", words.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Tables {
        Tables {
            commitments: "# Schedule 1: commitments\n\n| A |\n| - |\n| one |\n".into(),
            money: "# Schedule 2: money\n\nNothing yet.\n".into(),
        }
    }

    #[test]
    fn a_line_alone_stands_for_a_table() {
        let text = "## A\n\nEach of us:\n\n{commitments}\n\nMoney:\n\n  {contributions}  \n";
        let placed = Tables::placed(Some(&tables()), text);
        assert!(placed.contains("Each of us:\n\n\n| A |\n| - |\n| one |\n"), "{placed}");
        assert!(placed.contains("Nothing yet.") && !placed.contains('{') && !placed.contains("Schedule"), "{placed}");
    }

    #[test]
    fn of_the_money_the_table_by_party_and_year_is_placed() {
        let money =
            format!("# Schedule 2\n\n{BY_PARTY_AND_YEAR}\n\n| P |\n| - |\n| one |\n\n### Line by line\n\n| R |\n");
        let tables = Tables { money, ..tables() };
        assert_eq!(Tables::placed(Some(&tables), "{contributions}\n"), "\n| P |\n| - |\n| one |\n\n");
    }

    #[test]
    fn in_a_sentence_or_between_fences_it_is_text() {
        let text = "We {commitments} do.\n\n```\n{commitments}\n```\n";
        assert!(!Tables::are_in(text));
        assert_eq!(Tables::placed(Some(&tables()), text), text);
    }

    #[test]
    fn a_preview_says_what_will_stand_there() {
        assert!(Tables::placed(None, "{contributions}\n").contains("table of contributions here"));
    }
}
