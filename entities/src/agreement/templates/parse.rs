//! Reads a template line by line. A commissioner's own templates come this way too, so whatever is wrong is said by line, with what
//! to write instead.

use crate::agreement::{Kind, heads};

/// A template as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    pub title: String,
    /// At least one, each once.
    pub kinds: Vec<Kind>,
    /// Markdown: without the lines for the drafter, without two blank lines in a row, with one newline at its end.
    pub text: String,
    /// One for each clause, in the order of the text.
    pub guidance: Vec<Guidance>,
}

/// What the drafter is told about a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// Of the clause, without its `##`.
    pub heading: String,
    /// Sentences for the drafter.
    pub notes: Vec<String>,
    /// Keys of the heads of terms that the clause is for: of every kind that the template is for.
    pub meets: Vec<String>,
}

const MARK: &str = "%%";

pub(super) fn parse(source: &str) -> Result<Parsed, String> {
    let mut reading = Reading::default();
    for (index, line) in source.trim_start_matches('\u{feff}').lines().enumerate() {
        reading.line(line).map_err(|why| format!("Line {}: {why}", index + 1))?;
    }
    reading.finish()
}

#[derive(Default)]
struct Reading {
    title: Option<String>,
    kinds: Vec<Kind>,
    text: String,
    guidance: Vec<Guidance>,
}

impl Reading {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(said) = line.trim_start().strip_prefix(MARK) {
            return self.for_the_drafter(said.trim());
        }
        if let Some(heading) = line.strip_prefix("## ") {
            self.has_its_head()?;
            self.guidance.push(Guidance { heading: heading.trim().into(), ..Guidance::default() });
        }
        self.keep(line);
        Ok(())
    }

    fn for_the_drafter(&mut self, said: &str) -> Result<(), String> {
        match said.split_once(':') {
            Some(("title", title)) => self.is_called(title.trim()),
            Some(("kinds", codes)) => self.is_for(codes),
            Some(("meets", keys)) => self.meets(keys),
            _ => {
                self.clause()?.notes.push(said.into());
                Ok(())
            }
        }
    }

    fn is_called(&mut self, title: &str) -> Result<(), String> {
        self.is_before_the_clauses("title")?;
        if title.is_empty() {
            return Err("write the title behind %% title:".into());
        }
        if let Some(first) = &self.title {
            return Err(format!("the template is called “{first}” already: keep one title"));
        }
        self.title = Some(title.into());
        Ok(())
    }

    fn is_for(&mut self, codes: &str) -> Result<(), String> {
        self.is_before_the_clauses("kinds")?;
        for code in listed(codes) {
            let kind: Kind = code.parse().map_err(|_| {
                let all: Vec<&str> = Kind::ALL.iter().map(Kind::code).collect();
                format!("“{code}” is no kind of agreement: choose from {}", all.join(", "))
            })?;
            if !self.kinds.contains(&kind) {
                self.kinds.push(kind);
            }
        }
        Ok(())
    }

    fn meets(&mut self, keys: &str) -> Result<(), String> {
        if !self.clause()?.meets.is_empty() {
            return Err("this clause says already what it meets: write all keys on one line, with commas".into());
        }
        let keys: Vec<String> = listed(keys).map(String::from).collect();
        if keys.is_empty() {
            return Err("write the key of a head of terms behind %% meets:".into());
        }
        for key in &keys {
            for kind in &self.kinds {
                let known: Vec<&str> = heads::of(*kind).iter().map(|head| head.key).collect();
                if !known.contains(&key.as_str()) {
                    return Err(format!("“{key}” is no head of “{kind}”: choose from {}", known.join(", ")));
                }
            }
        }
        self.clause()?.meets = keys;
        Ok(())
    }

    /// The clause that is being read.
    fn clause(&mut self) -> Result<&mut Guidance, String> {
        let before = "before the first heading only %% title: and %% kinds: may stand: move this line under the heading of its clause";
        self.guidance.last_mut().ok_or_else(|| before.into())
    }

    fn is_before_the_clauses(&self, what: &str) -> Result<(), String> {
        if self.guidance.is_empty() {
            return Ok(());
        }
        Err(format!("move the line %% {what}: up, before the first heading"))
    }

    fn has_its_head(&self) -> Result<(), String> {
        if self.title.is_none() {
            return Err("the template has no title: write %% title: and its title as the first line".into());
        }
        if self.kinds.is_empty() {
            return Err(
                "no kind is named: write %% kinds: and the kinds of agreement it is for, before the first heading"
                    .into(),
            );
        }
        Ok(())
    }

    /// Keeps a line of the text; of several blank ones the first.
    fn keep(&mut self, line: &str) {
        if !line.trim().is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        } else if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn finish(self) -> Result<Parsed, String> {
        self.has_its_head().map_err(|why| format!("Line 1: {why}"))?;
        if self.guidance.is_empty() {
            return Err(
                "Line 1: the template has no clause: write at least one heading, a line that starts with ##".into()
            );
        }
        let text = format!("{}\n", self.text.trim_end());
        Ok(Parsed { title: self.title.unwrap_or_default(), kinds: self.kinds, text, guidance: self.guidance })
    }
}

fn listed(codes: &str) -> impl Iterator<Item = &str> {
    codes.split(',').map(str::trim).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: &str = "%% title: Our memorandum\r\n%% kinds: memorandum, memorandum\r\n\r\n\r\nIn short.\r\n\r\n## Parties\r\n%% Name each.\r\n%% \
                         Say: who signs.\r\n%% meets: parties, who-pays\r\n\r\n\r\nThe parties are [names].\r\n\r\n\r\n## Term\r\n\r\nA year.\r\n\r\n";

    #[test]
    fn a_template_is_taken_apart_into_text_and_guidance() {
        let parsed = parse(SHORT).unwrap();
        assert_eq!(parsed.title, "Our memorandum");
        assert_eq!(parsed.kinds, [Kind::Memorandum]);
        assert_eq!(parsed.text, "In short.\n\n## Parties\n\nThe parties are [names].\n\n## Term\n\nA year.\n");
        let [parties, term] = parsed.guidance.as_slice() else { panic!("two clauses, got {:?}", parsed.guidance) };
        assert_eq!(parties.heading, "Parties");
        assert_eq!(parties.notes, ["Name each.", "Say: who signs."]);
        assert_eq!(parties.meets, ["parties", "who-pays"]);
        assert_eq!(*term, Guidance { heading: "Term".into(), ..Guidance::default() });
    }

    #[test]
    fn what_is_wrong_is_said_by_line_with_what_to_write() {
        for (source, says) in [
            (
                "%% title: A\n%% kinds: memorandum, mou\n\n## B\n",
                "Line 2: “mou” is no kind of agreement: choose from memorandum",
            ),
            (
                "%% title: A\n%% kinds: memorandum\n\n## B\n%% meets: parties, money\n",
                "Line 5: “money” is no head of “Memorandum of understanding”: choose from parties",
            ),
            ("%% title: A\n%% kinds: other, memorandum\n## B\n%% meets: money\n", "Line 4: “money” is no head of “Mem"),
            ("%% kinds: memorandum\n\n## B\n", "Line 3: the template has no title"),
            ("%% kinds: memorandum\n\nText\n", "Line 1: the template has no title"),
            ("", "Line 1: the template has no title"),
            ("%% title:  \n", "Line 1: write the title"),
            ("%% title: A\n%% title: B\n", "Line 2: the template is called “A” already"),
            ("%% title: A\n\n## B\n", "Line 3: no kind is named"),
            ("%% title: A\n%% kinds: ,\n\n## B\n", "Line 4: no kind is named"),
            ("%% title: A\n%% kinds: memorandum\n%% A word.\n## B\n", "Line 3: before the first heading only"),
            ("%% title: A\n%% kinds: memorandum\n%% meets: parties\n## B\n", "Line 3: before the first heading only"),
            ("%% title: A\n%% kinds: memorandum\n## B\n%% kinds: other\n", "Line 4: move the line %% kinds: up"),
            ("%% title: A\n%% kinds: memorandum\n## B\n%% meets:\n", "Line 4: write the key"),
            (
                "%% title: A\n%% kinds: memorandum\n## B\n%% meets: parties\n%% meets: review\n",
                "Line 5: this clause says already",
            ),
            ("%% title: A\n%% kinds: memorandum\n\nText\n", "Line 1: the template has no clause"),
        ] {
            let said = parse(source).unwrap_err();
            assert!(said.starts_with(says), "{source:?}: {said}");
        }
    }

    #[test]
    fn what_is_read_once_is_plain_and_keeps_its_blanks() {
        let parsed =
            parse("%% title: A\n%% kinds: other\n## B\n  %% indented is for the drafter too\n- one\n  - two\n")
                .unwrap();
        assert_eq!(parsed.text, "## B\n- one\n  - two\n");
        assert_eq!(parsed.guidance[0].notes, ["indented is for the drafter too"]);
    }
}
