//! Leptos' views as HTML, without `leptos_axum`.
//!
//! Pages read before they show, so nothing in a view waits: no `Suspense`, no `Resource`, no stream. What is left of
//! leptos' server side is an owner, a shared context in islands mode, and `to_html`; this is what
//! `leptos_integration_utils::build_response` does, minus the streams. With it go the scripts that leptos writes after
//! `</html>` (`__RESOLVED_RESOURCES…`), the nonce in them, and the routers' crates.
//! Islands work as ever: `#[island]` writes `<leptos-island data-component data-props>` by itself, and the starter
//! script (`islands.js`, a file of ours) wakes them up.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{prelude::*, tachys::view::RenderHtml};

/// Renders a view. Rendering is synchronous: nothing else runs on this thread meanwhile, so the owner, which leptos
/// keeps in a thread-local, cannot leak into another request.
pub fn html<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    without_markers(html)
}

/// Whether a page has an island. Text cannot look like one: its `<` is escaped.
pub fn has_island(html: &str) -> bool {
    html.contains("<leptos-island")
}

/// Leptos writes `<!>` between texts and for absent parts, for hydration to count nodes by. It is not valid HTML, and
/// within `<title>` or `<textarea>`, where there are no comments, it would be text. Only islands are hydrated: outside
/// them it goes, inside the same empty comment is written in full. Text cannot look like one: its `<` is escaped.
fn without_markers(html: String) -> String {
    if !html.contains(MARKER) {
        return html;
    }
    let mut clean = String::with_capacity(html.len());
    let mut rest = html.as_str();
    let mut depth = 0_usize;
    while !rest.is_empty() {
        let opens = rest.find("<leptos-island");
        let closes = rest.find("</leptos-island>");
        let (end, next_depth) = match (opens, closes) {
            (Some(open), close) if close.is_none_or(|close| open < close) => (open + 1, depth + 1),
            (_, Some(close)) => (close + 1, depth.saturating_sub(1)),
            _ => (rest.len(), depth),
        };
        let (piece, after) = rest.split_at(end);
        if depth == 0 {
            clean.push_str(&piece.replace(MARKER, ""))
        } else {
            in_full(piece, &mut clean)
        }
        (rest, depth) = (after, next_depth);
    }
    clean
}

const MARKER: &str = "<!>";

fn in_full(piece: &str, clean: &mut String) {
    for (index, part) in piece.split("<textarea").enumerate() {
        let (text, markup) = match part.split_once("</textarea>") {
            Some((text, markup)) if index > 0 => (text, Some(markup)),
            _ => ("", None),
        };
        if index > 0 {
            clean.push_str("<textarea");
        }
        match markup {
            Some(markup) => {
                clean.push_str(&text.replace(MARKER, ""));
                clean.push_str("</textarea>");
                clean.push_str(&markup.replace(MARKER, "<!---->"));
            }
            None => clean.push_str(&part.replace(MARKER, "<!---->")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_no_markers_of_leptos() {
        let absent: Option<String> = None;
        assert_eq!(html(|| view! { <p>"one" {"two"} {absent} "<!>"</p> }), "<p>onetwo&lt;!&gt;</p>");
    }

    #[test]
    fn an_island_keeps_its_markers_and_nothing_else_does() {
        let html = "<title>a<!></title><leptos-island x>b<!>c<textarea>d<!></textarea><!><leptos-island y><!></leptos-island><!>\
                    </leptos-island><p>e<!></p>";
        assert_eq!(
            without_markers(html.into()),
            "<title>a</title><leptos-island x>b<!---->c<textarea>d</textarea><!----><leptos-island y><!----></leptos-island><!---->\
             </leptos-island><p>e</p>"
        );
    }

    #[test]
    fn rendering_leaves_no_owner_behind() {
        html(|| view! { <p>"x"</p> });
        assert!(Owner::current().is_none());
    }
}
