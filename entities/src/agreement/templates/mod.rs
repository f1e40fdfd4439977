//! Starter texts: what a commissioner may begin a draft from instead of an empty page. Each is a Markdown file with lines for the
//! drafter that begin with `%%`; they stand beside the editor and are never saved. All words are the register's own.

#[cfg(feature = "orm")]
pub mod kept;
mod parse;

pub use parse::{Guidance, Parsed};

use super::Kind;

/// Alone on its line in a text: here the register places its table of contributions, by party and year.
pub const CONTRIBUTIONS: &str = "{contributions}";
/// Alone on its line in a text: here the register places its table of commitments.
pub const COMMITMENTS: &str = "{commitments}";

/// A starter text that ships with the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Kebab-case: the name of its file.
    pub code: &'static str,
    /// As its file says it.
    pub title: &'static str,
    source: &'static str,
}

/// A starter text that a draft may begin from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// As an address names it: that of its file, or `own-12` of one that a commissioner wrote.
    pub code: String,
    pub title: String,
    pub parsed: Parsed,
}

static ALL: &[Template] = &[
    Template { code: "memorandum", title: "Memorandum of understanding", source: include_str!("memorandum.md") },
    Template { code: "section-75", title: "Section 75 agreement", source: include_str!("section-75.md") },
    Template {
        code: "mash-partnership",
        title: "Multi-agency safeguarding hub (MASH): partnership agreement",
        source: include_str!("mash-partnership.md"),
    },
    Template {
        code: "information-sharing",
        title: "Information sharing agreement",
        source: include_str!("information-sharing.md"),
    },
    Template { code: "police-protocol", title: "Police protocol", source: include_str!("police-protocol.md") },
    Template { code: "school-agreement", title: "School agreement", source: include_str!("school-agreement.md") },
];

/// Every template that ships with the register.
pub fn all() -> &'static [Template] {
    ALL
}

/// Those for a kind of agreement. None for some kinds.
pub fn of(kind: Kind) -> Vec<&'static Template> {
    ALL.iter().filter(|template| template.parsed().kinds.contains(&kind)).collect()
}

impl Template {
    /// Reads a template, one that ships or one that a commissioner wrote: `%% title: …` and `%% kinds: …` first, then clauses under
    /// `## ` headings, each with lines for its drafter (`%% …`) and at most one line `%% meets: …` with the keys of heads of terms.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence without its full stop, with the number of its line from 1.
    pub fn parse(source: &str) -> Result<Parsed, String> {
        parse::parse(source)
    }

    /// What is in it.
    pub fn parsed(&self) -> Parsed {
        // Cannot fail: a test below parses each of the files, which are compiled in.
        Self::parse(self.source).expect("templates that ship with the register are well written")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::agreement::heads;

    #[test]
    fn every_template_can_be_read_and_is_called_what_its_file_says() {
        for template in all() {
            match Template::parse(template.source) {
                Ok(parsed) => assert_eq!(parsed.title, template.title),
                Err(why) => panic!("{}: {why}", template.code),
            }
        }
    }

    #[test]
    fn every_clause_has_a_word_for_its_drafter_and_some_text() {
        for template in all() {
            let parsed = template.parsed();
            for clause in &parsed.guidance {
                assert!(!clause.notes.is_empty(), "{}: {}", template.code, clause.heading);
            }
            for clause in parsed.text.split("## ").skip(1) {
                assert!(clause.trim().contains('\n'), "{}: {clause}", template.code);
            }
        }
    }

    #[test]
    fn every_head_of_a_kind_with_templates_is_met_by_one_of_them() {
        for kind in Kind::ALL {
            let templates: Vec<Parsed> = of(*kind).into_iter().map(Template::parsed).collect();
            let met: HashSet<&str> = templates
                .iter()
                .flat_map(|parsed| parsed.guidance.iter().flat_map(|clause| clause.meets.iter().map(String::as_str)))
                .collect();
            if templates.is_empty() {
                continue;
            }
            for head in heads::of(*kind) {
                assert!(met.contains(head.key), "{kind}: no clause is for “{}”", head.name);
            }
        }
    }

    #[test]
    fn the_kinds_of_the_partnership_have_a_template() {
        for kind in [
            Kind::Memorandum,
            Kind::PooledFund,
            Kind::LeadCommissioningCouncil,
            Kind::LeadCommissioningNhs,
            Kind::IntegratedProvision,
            Kind::ChildrenAct10,
            Kind::Safeguarding,
            Kind::InformationSharing,
            Kind::Police,
            Kind::School,
        ] {
            assert_eq!(of(kind).len(), 1, "{kind}");
        }
    }

    #[test]
    fn texts_are_plain_markdown() {
        for template in all() {
            let text = template.parsed().text;
            assert!(text.starts_with("## ") && text.ends_with('\n'), "{}", template.code);
            for foreign in ["%%", "{#", "<", "&", "](", "]:", "\n\n\n", "\t", " \n"] {
                assert!(!text.contains(foreign), "{} contains {foreign:?}", template.code);
            }
        }
    }

    #[test]
    fn places_for_tables_stand_alone_and_nothing_else_is_in_braces() {
        for template in all() {
            for line in template.parsed().text.lines().filter(|line| line.contains(['{', '}'])) {
                assert!([CONTRIBUTIONS, COMMITMENTS].contains(&line), "{}: {line}", template.code);
            }
        }
    }
}
