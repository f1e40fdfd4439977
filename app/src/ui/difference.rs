//! Two texts, line by line: what one has and the other has not.

use std::time::Duration;

use leptos::prelude::*;
use similar::{Algorithm, ChangeTag, TextDiffConfig};

/// Longer than this nobody waits; what is left is then shown as replaced.
const PATIENCE: Duration = Duration::from_millis(500);

/// Lines taken out of the first text are struck through, lines new in the second are marked; both also in words for
/// who cannot see that.
#[component]
pub fn Difference(
    /// The first text.
    before: String,
    /// The second text.
    after: String,
) -> impl IntoView {
    let diff = TextDiffConfig::default().algorithm(Algorithm::Patience).timeout(PATIENCE).diff_lines(&before, &after);
    let lines: Vec<_> = diff
        .grouped_ops(2)
        .iter()
        .flatten()
        .flat_map(|op| diff.iter_changes(op))
        .map(|change| {
            let words = change.value().trim_end().to_owned();
            match change.tag() {
                ChangeTag::Delete => view! { <del class="difference__line"><span class="govuk-visually-hidden">"Taken out: "</span>{words}</del> }.into_any(),
                ChangeTag::Insert => view! { <ins class="difference__line"><span class="govuk-visually-hidden">"New: "</span>{words}</ins> }.into_any(),
                ChangeTag::Equal => view! { <span class="difference__line">{words}</span> }.into_any(),
            }
        })
        .collect();
    view! { <div class="difference">{lines}</div> }
}
