//! What the compiler cannot forbid in a view, looked for in the sources.

use std::{fs, path::Path};

/// What may not be written, and the only files that may.
const FORBIDDEN: &[(&str, &[&str], &str)] = &[
    ("<textarea", &["ui/text_area.rs", "http/render.rs"], "leptos does not escape its text: use ui::TextArea"),
    ("<title", &["ui/page_title.rs", "http/render.rs"], "the shell writes it: use Page::new"),
    ("<h1", &["shell.rs"], "the shell writes it, once: use Page::new and Page::heading"),
    (
        "inner_html",
        &["ui/markdown.rs", "agreements/islands.rs"],
        "raw HTML comes from the Markdown renderer alone, also that of a preview: use ui::Markdown",
    ),
    ("<script", &["shell.rs"], "no inline scripts: the content security policy forbids them"),
    (" style=", &[], "no inline styles: the content security policy forbids them"),
    (
        "method=\"post\"",
        &["ui/post_form.rs", "ui/kept.rs", "shell.rs"],
        "use ui::PostForm, which guards against a double press",
    ),
];

#[test]
fn views_are_written_by_the_house_rules() {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, source| {
        // Tests may write what they look for; they stand at the end.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for (words, allowed, instead) in FORBIDDEN {
                if line.contains(words) && !allowed.iter().any(|file| path.ends_with(file)) {
                    found.push(format!("{}: {} ({instead})", path.display(), line.trim()));
                }
            }
        }
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Ends a field of a form, and reads it.
const READ: [&str; 14] = [
    ".required(",
    ".optional(",
    ".verbatim(",
    ".parsed(",
    ".maybe(",
    ".pounds(",
    ".maybe_pounds(",
    ".maybe_text(",
    ".ticked(",
    ".all(",
    ".some(",
    ".yes_or_no(",
    ".organisation(",
    ".per_cent(",
];

/// Where it is only shown, a field gives nothing: whatever stands after a `?` would not be shown.
#[test]
fn every_field_of_a_form_is_declared_before_what_it_reads_is_asked_for() {
    let (mut found, mut forms) = (Vec::new(), 0);
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, source| {
        for form in source.split("fields: &mut Fields<").skip(1) {
            let body = form.split("\n}\n").next().unwrap_or_default();
            let Some(end) = body.rfind("\n    Some(") else { continue };
            forms += 1;
            let (declared, asked) = body.split_at(end);
            let late = READ.iter().find(|read| asked.contains(*read));
            let mut lines = declared.lines().skip_while(|line| !(line.contains("fields.") && line.ends_with(")?;")));
            let early = lines.next().filter(|_| lines.any(|line| line.contains("fields.")));
            found.extend(late.map(|read| format!("{}: {read} within what it is read into", path.display())));
            found.extend(early.map(|line| format!("{}: fields after {}", path.display(), line.trim())));
        }
    });
    assert!(forms > 40, "forms were not found: {forms}");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn walk(folder: &Path, see: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        let is_test = ["hostile.rs", "house_rules.rs"].iter().any(|name| path.ends_with(name));
        if path.is_dir() {
            walk(&path, see);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
            see(&path, &fs::read_to_string(&path).expect("a source file"));
        }
    }
}
