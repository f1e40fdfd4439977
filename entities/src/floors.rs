//! The floors of this crate: a module uses its own floor and those beneath it, and never looks up. Told once, and held against
//! the sources: every `crate::…`, `super::…` that reaches as far, and path in an attribute, but for those of tests.

use std::{fs, path::Path};

mod source;

use source::{Source, re_exports, read};

/// From the ground up. Nouns still look at each other in circles.
const FLOORS: [(&str, &[&str]); 3] = [
    // What every deed stands on: values, who may do what, the register itself, its trail, its search. It knows no noun.
    (
        "ground",
        &[
            "access", "audit", "clock", "list", "mail", "ocds", "privacy", "refusal", "register", "search", "secret",
            "values",
        ],
    ),
    // What people keep: each with its rules, its table, its deeds and its reads.
    (
        "noun",
        &[
            "account",
            "agreement",
            "attachment",
            "clarification",
            "clause",
            "commitment",
            "contract",
            "engagement",
            "funding",
            "negotiation",
            "nomination",
            "organisation",
            "paper",
            "pipeline",
            "procurement",
            "provider",
            "registered_service",
            "service",
            "single_sign_on",
        ],
    ),
    // What is made of them all: work and breaks, imports, what is followed, what is kept and swept; and the house that opens it.
    (
        "above",
        &[
            "backup",
            "demonstration",
            "following",
            "glance",
            "held",
            "house",
            "import",
            "kept",
            "retention",
            "trace",
            "verification",
            "work",
        ],
    ),
];

/// Arrows that still run upward: the file, and the module that it looks up at. They are to be turned, and no others are to come.
const STILL: &[(&str, &str)] = &[];

/// The number of a module's floor, from the ground up.
fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|(_, modules)| modules.contains(&module))
}

/// A place in a file where one module looks at another, both as they stand in `lib.rs`.
struct Arrow {
    file: String,
    line: usize,
    from: String,
    to: String,
}

impl Arrow {
    /// True if it is this one of [`STILL`].
    fn is(&self, known: &(&str, &str)) -> bool {
        (self.file.as_str(), self.to.as_str()) == *known
    }

    /// What is wrong with it, if anything is.
    fn fault(&self) -> Option<String> {
        let Self { file, line, from, to } = self;
        let place = format!("entities/src/{file}:{line}");
        let (Some(own), Some(other)) = (floor_of(from), floor_of(to)) else {
            return Some(format!(
                "{place}: {from} looks at {to}, and one of them stands on no floor: say where in FLOORS"
            ));
        };
        (other > own).then(|| format!("{place}: {from} ({}) looks up at {to} ({})", FLOORS[own].0, FLOORS[other].0))
    }
}

#[test]
fn no_module_looks_up() {
    let mut arrows = Vec::new();
    walk(&[], &mut arrows);
    let root = re_exports(&source_of("lib.rs"));
    for arrow in &mut arrows {
        if let Some(module) = root.get(&arrow.to) {
            arrow.to.clone_from(module);
        }
    }
    let upward: Vec<(&Arrow, String)> = arrows.iter().filter_map(|arrow| Some((arrow, arrow.fault()?))).collect();
    let new: Vec<&str> = upward
        .iter()
        .filter(|(arrow, _)| !STILL.iter().any(|known| arrow.is(known)))
        .map(|(_, fault)| fault.as_str())
        .collect();
    assert!(
        new.is_empty(),
        "arrows that run upward; move the thing to the floor it belongs to, or let the ground ask its house \
         (entities/src/register/house.rs):\n{}",
        new.join("\n")
    );
    let turned: Vec<_> = STILL.iter().filter(|known| !upward.iter().any(|(arrow, _)| arrow.is(known))).collect();
    assert!(turned.is_empty(), "these were turned, and are still in STILL: {turned:?}");
    assert!(arrows.len() > 1_000, "arrows were not found: {}", arrows.len());
}

#[test]
fn every_module_stands_on_one_floor() {
    let mut declared = read(&source_of("lib.rs"), 0).declares;
    declared.sort();
    let mut placed: Vec<String> =
        FLOORS.iter().flat_map(|(_, modules)| *modules).map(|module| (*module).into()).collect();
    placed.sort();
    assert_eq!(declared, placed, "the modules of lib.rs, and those of FLOORS");
}

#[test]
fn an_arrow_that_runs_upward_is_named_with_its_file_and_line() {
    let arrow = |from: &str, to: &str| {
        let (file, line) = (format!("{from}/documents.rs"), 12);
        Arrow { file, line, from: from.into(), to: to.into() }.fault()
    };
    assert_eq!(
        arrow("search", "agreement").as_deref(),
        Some("entities/src/search/documents.rs:12: search (ground) looks up at agreement (noun)")
    );
    assert_eq!(arrow("agreement", "search"), None);
    assert_eq!(arrow("agreement", "organisation"), None);
    assert!(arrow("agreement", "work").is_some_and(|fault| fault.contains("looks up at work (above)")));
    assert!(arrow("agreement", "helpers").is_some_and(|fault| fault.contains("no floor")));
    assert!(arrow("search", "*").is_some(), "all of the root is more than one may look at");
}

/// The text of a source file of this crate.
fn source_of(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Goes through a module and those that it declares, but for tests.
fn walk(path: &[String], arrows: &mut Vec<Arrow>) {
    let file = file_of(path);
    let Source { declares, looks_at } = read(&source_of(&file), path.len());
    if let Some(from) = path.first() {
        arrows.extend(looks_at.into_iter().map(|(line, to)| Arrow {
            file: file.clone(),
            line,
            from: from.clone(),
            to,
        }));
    }
    for name in declares {
        walk(&[path, &[name]].concat(), arrows);
    }
}

fn file_of(path: &[String]) -> String {
    if path.is_empty() {
        return "lib.rs".into();
    }
    let joined = path.join("/");
    let beside = format!("{joined}.rs");
    let is_there = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&beside).is_file();
    if is_there { beside } else { format!("{joined}/mod.rs") }
}
