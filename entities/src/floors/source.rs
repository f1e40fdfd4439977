//! What a source says of other modules, read without a compiler: enough of the language to know a path from a comment, a text and
//! a test.

use std::collections::BTreeMap;

use Piece::{Sign, Text, Word};

/// What a source says of other modules, outside its tests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The modules of its own that are in other files.
    pub declares: Vec<String>,
    /// Names in the crate's root, each with its line; `*` and `self` for all of them.
    pub looks_at: Vec<(usize, String)>,
}

/// Reads the source of a module that is so deep in the crate.
pub fn read(source: &str, depth: usize) -> Source {
    let pieces = without_tests(&pieces(source));
    let mut found = Source::default();
    let (mut braces, mut inline) = (0_usize, Vec::new());
    for (at, &(line, piece)) in pieces.iter().enumerate() {
        match piece {
            Sign('{') => braces += 1,
            Sign('}') => {
                braces = braces.saturating_sub(1);
                if inline.last() == Some(&braces) {
                    inline.pop();
                }
            }
            Word("mod") => match pieces[at + 1..] {
                [(_, Word(name)), (_, Sign(';')), ..] => found.declares.push(name.into()),
                [(_, Word(_)), (_, Sign('{')), ..] => inline.push(braces),
                _ => {}
            },
            Word("crate") => found.looks_at.extend(named(&pieces[at + 1..])),
            Word("super") if at < 3 || pieces[at - 3].1 != Word("super") => {
                let levels = pieces[at..].iter().step_by(3).take_while(|(_, piece)| *piece == Word("super")).count();
                if levels == depth + inline.len() {
                    found.looks_at.extend(named(&pieces[at + 3 * levels - 2..]));
                }
            }
            Text(text) => {
                let name = text.strip_prefix("\"crate::").and_then(|rest| rest.split([':', '"']).next());
                found.looks_at.extend(name.map(|name| (line, name.into())));
            }
            _ => {}
        }
    }
    found
}

/// The names behind a path to the root: `::one`, or `::{several, each::{with, more}}`. Macros are everybody's.
fn named(pieces: &[(usize, Piece<'_>)]) -> Vec<(usize, String)> {
    let [(_, Sign(':')), (_, Sign(':')), first, rest @ ..] = pieces else { return Vec::new() };
    match *first {
        (_, Word(_)) if matches!(rest, [(_, Sign('!')), ..]) => Vec::new(),
        (line, Word(name)) => vec![(line, name.into())],
        (line, Sign('*')) => vec![(line, "*".into())],
        (_, Sign('{')) => in_braces(rest),
        _ => Vec::new(),
    }
}

fn in_braces(pieces: &[(usize, Piece<'_>)]) -> Vec<(usize, String)> {
    let (mut depth, mut begins, mut found) = (1, true, Vec::new());
    for &(line, piece) in pieces {
        match piece {
            Sign('{') => depth += 1,
            Sign('}') if depth == 1 => break,
            Sign('}') => depth -= 1,
            Sign(',') if depth == 1 => begins = true,
            Word(name) if begins => {
                found.push((line, name.into()));
                begins = false;
            }
            Sign('*') if begins => found.push((line, "*".into())),
            _ => {}
        }
    }
    found
}

/// What the root shows of its modules under its own name, and whose it is.
pub fn re_exports(root: &str) -> BTreeMap<String, String> {
    let pieces = without_tests(&pieces(root));
    let mut found = BTreeMap::new();
    for (at, _) in pieces.iter().enumerate().filter(|(_, (_, piece))| *piece == Word("use")) {
        let path = pieces[at + 1..].iter().map(|(_, piece)| *piece).take_while(|piece| *piece != Sign(';'));
        let words: Vec<&str> =
            path.filter_map(|piece| if let Word(word) = piece { Some(word) } else { None }).collect();
        if let [module, names @ ..] = words.as_slice() {
            found.extend(names.iter().map(|name| ((*name).to_owned(), (*module).to_owned())));
        }
    }
    found
}

/// A piece of a source. Comments, characters and lifetimes are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Word(&'a str),
    /// With its quotation marks.
    Text(&'a str),
    Sign(char),
}

/// The pieces of a source, each with its line.
fn pieces(source: &str) -> Vec<(usize, Piece<'_>)> {
    let (mut found, mut rest, mut line) = (Vec::new(), source, 1);
    while let Some(first) = rest.chars().next() {
        let (length, piece) = first_piece(rest, first);
        found.extend(piece.map(|piece| (line, piece)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// How long the first piece is, and what.
fn first_piece(rest: &str, first: char) -> (usize, Option<Piece<'_>>) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        (rest.find('\n').unwrap_or(rest.len()), None)
    } else if rest.starts_with("/*") {
        (rest.find("*/").map_or(rest.len(), |end| end + 2), None)
    } else if let Some(length) = raw_text(rest) {
        (length, Some(Text(&rest[..length])))
    } else if first == '"' {
        let length = text(rest);
        (length, Some(Text(&rest[..length])))
    } else if first == '\'' {
        (character(rest), None)
    } else if is_word(first) {
        let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        (length, Some(Word(&rest[..length])))
    } else {
        (first.len_utf8(), (!first.is_whitespace()).then_some(Sign(first)))
    }
}

/// The length of `r#"…"#`, if that is what comes first.
fn raw_text(rest: &str) -> Option<usize> {
    let opened = rest.strip_prefix(['b', 'c']).unwrap_or(rest).strip_prefix('r')?;
    let inside = opened.trim_start_matches('#').strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(opened.len() - inside.len() - 1));
    let before = rest.len() - inside.len();
    Some(inside.find(&end).map_or(rest.len(), |at| before + at + end.len()))
}

/// The length of `"…"`.
fn text(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of `'…'`, or of what begins a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), Some(escaped)) => {
            let from = 2 + escaped.len_utf8();
            rest[from..].find('\'').map_or(rest.len(), |at| from + at + 1)
        }
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 1,
    }
}

/// The pieces without the items that are only there in tests.
fn without_tests<'a>(pieces: &[(usize, Piece<'a>)]) -> Vec<(usize, Piece<'a>)> {
    let (mut kept, mut rest) = (Vec::new(), pieces);
    while let [first, others @ ..] = rest {
        if is_for_tests(rest) {
            rest = &rest[item(rest)..];
        } else {
            kept.push(*first);
            rest = others;
        }
    }
    kept
}

/// True where `#[cfg(test)]` stands, or `#[cfg(all(test, …))]`.
fn is_for_tests(pieces: &[(usize, Piece<'_>)]) -> bool {
    let [(_, Sign('#')), (_, Sign('[')), (_, Word("cfg")), condition @ ..] = pieces else { return false };
    let condition: Vec<Piece<'_>> =
        condition.iter().map(|(_, piece)| *piece).take_while(|piece| *piece != Sign(']')).collect();
    condition.contains(&Word("test")) && !condition.contains(&Word("not"))
}

/// How many pieces an item has, with what stands before it: to its `;`, or to the end of its braces.
fn item(pieces: &[(usize, Piece<'_>)]) -> usize {
    let mut depth = 0_usize;
    for (at, (_, piece)) in pieces.iter().enumerate() {
        match piece {
            Sign('(' | '[' | '{') => depth += 1,
            Sign('}') if depth <= 1 => return at + depth,
            Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
            Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    pieces.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a module so deep in the crate looks at, as `line name`.
    fn looks_at(source: &str, depth: usize) -> Vec<String> {
        read(source, depth).looks_at.into_iter().map(|(line, name)| format!("{line} {name}")).collect()
    }

    #[test]
    fn a_path_is_found_alone_and_in_braces_within_braces() {
        assert_eq!(looks_at("fn f() {\n    crate::work::tell()\n}", 2), ["2 work"]);
        let braces =
            "use crate::{\n    Refusal,\n    access::{self, Role, table::{ROWS, row}},\n    audit, work::kept,\n};";
        assert_eq!(looks_at(braces, 2), ["2 Refusal", "3 access", "4 audit", "4 work"]);
        assert_eq!(looks_at("use crate::{self as all, *};", 1), ["1 self", "1 *"]);
        assert_eq!(looks_at("#[sea_orm(belongs_to = \"crate::work::table::Entity\")]", 1), ["1 work"]);
        assert_eq!(looks_at("crate::words! { Kind {} }\npub(crate) fn f() {}", 1), [""; 0]);
    }

    #[test]
    fn a_path_by_way_of_super_is_found_where_it_reaches_the_root() {
        assert_eq!(looks_at("use super::{table, work};", 1), ["1 table", "1 work"]);
        assert_eq!(looks_at("use super::{table, work};\npub(super) fn f() {}", 2), [""; 0]);
        assert_eq!(looks_at("use super::super::work::kept;", 2), ["1 work"]);
        assert_eq!(
            looks_at("mod inner {\n    use super::super::work;\n}\nuse super::clock;", 1),
            ["2 work", "4 clock"]
        );
    }

    #[test]
    fn comments_texts_and_characters_are_no_paths() {
        let source = "//! crate::work\n/* crate::work */ const A: &str = \"a \\\" crate::work\";\n\
                      const B: &str = r#\"use \" crate::work\"#; const C: [char; 3] = ['\"', '\\'', '{'];\nuse crate::clock;";
        assert_eq!(looks_at(source, 1), ["4 clock"]);
        assert_eq!(looks_at("fn f<'a>(a: &'a str) -> &'a crate::work::Task<'a> {}", 1), ["1 work"]);
    }

    #[test]
    fn tests_may_look_wherever_they_want() {
        let source = "#[cfg(feature = \"orm\")]\n#[cfg(test)]\nmod story;\n#[cfg(all(test, feature = \"orm\"))]\nmod forty;\nmod read;\n\
                      #[cfg(test)]\nmod tests {\n    use crate::work;\n    fn f() { if true {} }\n}\n\
                      #[cfg(not(test))]\nuse crate::clock;\n#[cfg(test)]\nuse crate::work;\nuse crate::values;";
        let found = read(source, 1);
        assert_eq!(found.declares, ["read"]);
        assert_eq!(found.looks_at, [(13, "clock".to_owned()), (16, "values".to_owned())]);
    }

    #[test]
    fn what_the_root_shows_under_its_own_name_is_its_modules() {
        let shown = re_exports("pub mod work;\npub use refusal::{Fault, Refusal};\npub use work::Task;");
        let shown: Vec<String> = shown.into_iter().map(|(name, module)| format!("{name} of {module}")).collect();
        assert_eq!(shown, ["Fault of refusal", "Refusal of refusal", "Task of work"]);
    }
}
