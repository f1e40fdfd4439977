//! Two texts compared, as a reader steps through what changed: each clause that changed under its heading, with links from change
//! to change; words that are new or taken out are marked, and said to be, and what moved is shown where it stands now.

use entities::clause::comparison::{
    Clause, Comparison, Fate, Paragraph, Patience, Piece, Said, compare, compare_words,
};
use leptos::prelude::*;

/// Compares two texts and shows what changed from the first to the second.
#[component]
pub fn Difference(
    /// The first text.
    before: String,
    /// The second text.
    after: String,
) -> impl IntoView {
    let comparison = compare(&before, &after, Patience::of_a_page());
    view! { <Compared comparison/> }
}

/// Two texts that were compared.
#[component]
pub fn Compared(
    /// What was found.
    comparison: Comparison,
    /// What the ids of its changes begin with: each its own, where several stand on a page.
    #[prop(default = "change".to_owned(), into)]
    name: String,
    /// Of what the changes are, where several stand on a page: " in the particulars".
    #[prop(default = "")]
    of: &'static str,
) -> impl IntoView {
    let total = comparison.changes();
    let slow = comparison.by_paragraphs.then(|| {
        view! {
            <p class="govuk-body">
                "The texts are long and differ in much: some of it was compared by whole paragraphs, and not word by word."
            </p>
        }
    });
    if total == 0 {
        let words = if comparison.blanks_only {
            "The words are the same. Only blanks, line breaks or the marks of clauses differ, which are not compared."
        } else {
            "Nothing differs."
        };
        return view! { <p class="govuk-body">{words}</p> {slow} }.into_any();
    }
    let count = if total == 1 { "1 change".to_owned() } else { format!("{total} changes") };
    let whole = comparison.clauses.len() == 1 && comparison.clauses[0].was.or(comparison.clauses[0].is).is_none();
    let mut steps = Steps { name: name.clone(), of, total: total.min(MOST), at: 0 };
    let changed = comparison.clauses.into_iter().filter(|clause| clause.changes() > 0 || clause.fate != Fate::Same);
    let mut clauses: Vec<AnyView> = Vec::new();
    for clause in changed {
        if steps.is_full() {
            break;
        }
        clauses.push(steps.clause(clause, whole));
    }
    let more = (total > MOST).then(|| {
        let words = format!("Only the first {MOST} of {total} changes are shown. Compare texts that lie closer together to see the others.");
        view! { <p class="govuk-body"><strong>{words}</strong></p> }
    });
    view! {
        <p class="govuk-body">
            {format!("{count}{of}. ")}
            <a class="govuk-link" href=format!("#{name}-1")>"Go to the first change"<span class="govuk-visually-hidden">{of}</span></a>
        </p>
        {slow}
        {more}
        <div class="difference">{clauses}</div>
    }
    .into_any()
}

/// More changes than anybody steps through, and more than a page holds, are not shown.
const MOST: usize = 1_000;

/// The changes, one after another, each with the way to the one before and the next.
struct Steps {
    name: String,
    of: &'static str,
    total: usize,
    at: usize,
}

impl Steps {
    fn is_full(&self) -> bool {
        self.at >= MOST
    }

    fn clause(&mut self, clause: Clause, is_whole: bool) -> AnyView {
        let number = clause.is.or(clause.was).map(|number| format!("{number}. ")).unwrap_or_default();
        let words = if clause.heading.is_empty() { "A clause without words in its heading" } else { &clause.heading };
        let heading = (!is_whole).then(|| view! { <h3 class="govuk-heading-s">{format!("{number}{words}")}</h3> });
        let moved = clause.moved.then(|| {
            let place = |number: Option<usize>| number.map_or("before the first".to_owned(), |n| format!("clause {n}"));
            let words = if clause.was == clause.is {
                "Moved: clauses that stood before it stand behind it, and others before it.".to_owned()
            } else {
                format!("Moved: it was {} and is {}.", place(clause.was), place(clause.is))
            };
            self.change(view! { <p class="govuk-body-s"><strong>{words}</strong></p> }.into_any())
        });
        let is_clause = clause.was.or(clause.is).is_some();
        let body = match clause.fate {
            Fate::Same => None,
            Fate::New => Some(self.whole("This clause is new.", "This text is new.", is_clause, clause.paragraphs)),
            Fate::Gone => {
                Some(self.whole("This clause was taken out.", "This text was taken out.", is_clause, clause.paragraphs))
            }
            Fate::Changed => Some(self.changed(is_clause, clause.paragraphs)),
        };
        view! { <div class="difference__clause">{heading} {moved} {body}</div> }.into_any()
    }

    /// A clause that is new or gone, as one change.
    fn whole(
        &mut self,
        clause: &'static str,
        text: &'static str,
        is_clause: bool,
        paragraphs: Vec<Paragraph>,
    ) -> AnyView {
        let says = if is_clause { clause } else { text };
        let paragraphs: Vec<AnyView> = paragraphs.into_iter().take(MOST).map(|one| self.paragraph(one)).collect();
        self.change(view! { <p class="govuk-body"><strong>{says}</strong></p> {paragraphs} }.into_any())
    }

    /// What changed in a clause, with the paragraph before and behind it; of the others how many there are.
    fn changed(&mut self, is_clause: bool, paragraphs: Vec<Paragraph>) -> AnyView {
        let differs: Vec<bool> = paragraphs.iter().map(|paragraph| !paragraph.is_same()).collect();
        let is_near = |at: usize| differs[at.saturating_sub(1)..(at + 2).min(differs.len())].contains(&true);
        let mut shown: Vec<AnyView> = Vec::new();
        let mut left_out = 0;
        for (at, paragraph) in paragraphs.into_iter().enumerate() {
            if self.is_full() {
                break;
            }
            // The heading of a clause stands above it.
            if at == 0 && is_clause && !differs[at] {
                continue;
            }
            if !is_near(at) {
                left_out += 1;
                continue;
            }
            shown.extend(as_before(std::mem::take(&mut left_out)));
            let is_change = paragraph.is_a_change();
            let paragraph = self.paragraph(paragraph);
            shown.push(if is_change { self.change(paragraph) } else { paragraph });
        }
        shown.extend(as_before(left_out));
        shown.into_any()
    }

    /// A change that a link leads to: the focus moves with it.
    fn change(&mut self, content: AnyView) -> AnyView {
        self.at += 1;
        let (name, of, total, at) = (self.name.clone(), self.of, self.total, self.at);
        let link = |to: usize, words: &'static str| {
            let hidden = format!(": to change {to} of {total}{of}");
            view! { " " <a class="govuk-link" href=format!("#{name}-{to}")>{words}<span class="govuk-visually-hidden">{hidden}</span></a> }
        };
        let previous = (at > 1).then(|| link(at - 1, "Previous change"));
        let next = (at < total).then(|| link(at + 1, "Next change"));
        let counted = format!("Change {at} of {total}{of}");
        let label = counted.clone();
        view! {
            <div class="difference__change" role="group" aria-label=label id=format!("{name}-{at}") tabindex="-1">
                <p class="difference__step">{counted} "." {previous} {next}</p>
                {content}
            </div>
        }
        .into_any()
    }

    fn paragraph(&self, paragraph: Paragraph) -> AnyView {
        let only = match &paragraph.pieces[..] {
            [Piece::Said(said, _)] => Some(*said),
            _ => None,
        };
        let mut pieces = paragraph.pieces;
        if only.is_some()
            && let Some(Piece::Said(said, words)) = pieces.pop()
        {
            return line(said, words);
        }
        let pieces: Vec<AnyView> = pieces.into_iter().map(|piece| self.piece(piece)).collect();
        view! { <p class="difference__line">{pieces}</p> }.into_any()
    }

    fn piece(&self, piece: Piece) -> AnyView {
        let name = self.name.clone();
        match piece {
            Piece::Said(said, words) => marked((said, words)),
            Piece::MovedHere { number, clause, words } => {
                let from = clause.map(|heading| format!(" from “{heading}”")).unwrap_or_default();
                let words = words.into_iter().map(marked).collect_view();
                view! {
                    <span class="difference__moved" id=format!("{name}-moved-{number}") tabindex="-1">
                        <strong>{format!("Moved here{from}: ")}</strong>
                        {words}
                        <span class="govuk-visually-hidden">" (end of what moved) "</span>
                    </span>
                }
                .into_any()
            }
            Piece::MovedFrom { number, clause } => {
                let to = clause.map(|heading| format!(" to “{heading}”")).unwrap_or_default();
                let hidden = format!(" (passage {number}{})", self.of);
                view! {
                    <a class="govuk-link difference__from" href=format!("#{name}-moved-{number}")>
                        "Moved from here" {to} <span class="govuk-visually-hidden">{hidden}</span>
                    </a>
                }
                .into_any()
            }
        }
    }
}

fn as_before(paragraphs: usize) -> Option<AnyView> {
    let words = match paragraphs {
        0 => return None,
        1 => "… 1 paragraph as before …".to_owned(),
        many => format!("… {many} paragraphs as before …"),
    };
    Some(view! { <p class="difference__left-out quiet">{words}</p> }.into_any())
}

/// A paragraph that is all new, all taken out, or all as before.
fn line(said: Said, words: String) -> AnyView {
    match said {
        Said::TakenOut => view! { <p class="difference__line"><del class="difference__words"><span class="govuk-visually-hidden">"Taken out: "</span>{words}</del></p> }.into_any(),
        Said::New => view! { <p class="difference__line"><ins class="difference__words"><span class="govuk-visually-hidden">"New: "</span>{words}</ins></p> }.into_any(),
        Said::Kept => view! { <p class="difference__line">{words}</p> }.into_any(),
    }
}

/// Words of a line: where they end is told, too.
fn marked((said, words): (Said, String)) -> AnyView {
    match said {
        Said::TakenOut => view! { <del class="difference__words"><span class="govuk-visually-hidden">" (taken out: "</span>{words}<span class="govuk-visually-hidden">") "</span></del> }.into_any(),
        Said::New => view! { <ins class="difference__words"><span class="govuk-visually-hidden">" (new: "</span>{words}<span class="govuk-visually-hidden">") "</span></ins> }.into_any(),
        Said::Kept => view! { <span>{words}</span> }.into_any(),
    }
}

/// Two texts that stand beside each other, each with the words marked that the other has not; plain if they have little in common.
pub fn beside(before: String, after: String) -> (AnyView, AnyView) {
    match compare_words(&before, &after, Patience::of_a_page()) {
        None => (before.into_any(), after.into_any()),
        Some(pieces) => {
            let without = |other: Said| {
                let kept = pieces.iter().filter(|(said, _)| *said != other).cloned();
                kept.map(marked).collect_view().into_any()
            };
            (without(Said::New), without(Said::TakenOut))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::render::html;

    fn shown(before: &str, after: &str) -> String {
        let (before, after) = (before.to_owned(), after.to_owned());
        html(|| view! { <Difference before after/> })
    }

    #[test]
    fn what_changed_stands_under_its_heading_and_the_rest_is_counted() {
        let before = "## Aims {#c-a}\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nWe meet every quarter.\n\n## Money {#c-b}\n\nWe pay.\n";
        let told = shown(before, &before.replace("quarter", "month"));
        assert!(told.contains("1 change") && told.contains("1. Aims") && !told.contains("Money"), "{told}");
        assert!(told.contains("… 3 paragraphs as before …") && told.contains("Four."), "{told}");
        assert!(told.contains("id=\"change-1\"") && told.contains("href=\"#change-1\""), "{told}");
        assert!(!told.contains("Next change") && !told.contains("Previous change"), "{told}");
    }

    #[test]
    fn from_each_change_a_link_leads_to_the_next_and_back() {
        let before = "## Aims {#c-a}\n\nWe meet every quarter.\n\n## Money {#c-b}\n\nWe pay in April each year.\n";
        let told = shown(before, &before.replace("quarter", "month").replace("April", "May"));
        assert!(told.contains("2 changes") && told.contains("id=\"change-2\""), "{told}");
        assert!(told.contains(": to change 2 of 2") && told.contains(": to change 1 of 2"), "{told}");
    }

    #[test]
    fn what_moved_is_said_to_be_where_it_was_and_where_it_is() {
        let told = shown("We refer every child at once. We meet.", "We meet. We refer every child at once.");
        assert!(told.contains("Moved here") && told.contains("Moved from here"), "{told}");
        assert!(told.contains("id=\"change-moved-1\"") && told.contains("href=\"#change-moved-1\""), "{told}");
        assert!(!told.contains("<ins") && !told.contains("<del"), "{told}");
        let clauses = ["## Aims {#c-a}\n\nWe help children.\n\n", "## End {#c-b}\n\nNo.\n\n"];
        let told = shown(&clauses.concat(), &[clauses[1], clauses[0]].concat());
        assert!(told.contains("Moved: it was clause 2 and is clause 1."), "{told}");
    }

    #[test]
    fn texts_that_differ_in_blanks_alone_say_so() {
        assert!(shown("We meet.\n", "We  meet.").contains("Only blanks"));
        assert!(shown("We meet.", "We meet.").contains("Nothing differs"));
    }
}
