//! What looks like a child's data is sent on only when somebody has said that they looked at it again.

use entities::{Refusal, privacy::findings};

use super::Typed;

/// The box that says so. [`PostForm`](crate::ui::PostForm) shows it once it is asked for.
pub const CHECKED: &str = "checked";

/// # Errors
/// [`Refusal::Invalid`] for the box, with what was found in the texts, unless the form came with the box ticked.
pub fn must_be_checked<'a>(typed: &Typed, texts: impl IntoIterator<Item = &'a str>) -> Result<(), Refusal> {
    if typed.get(CHECKED) == "yes" {
        return Ok(());
    }
    let mut found: Vec<String> = Vec::new();
    for finding in texts.into_iter().flat_map(findings).map(|finding| finding.to_string()) {
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let what = found.join("; ");
    Err(Refusal::field(CHECKED, format!("{what}. Take it out, or tick that it is no child’s data")))
}
