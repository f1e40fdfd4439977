//! Where a link from a text may go.

/// Whether a link of a text may go there: the web, a mail address, an anchor, or a page of ours.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let printable = !address.is_empty() && address.chars().all(|c| !c.is_control() && !c.is_whitespace() && c != '\\');
    let ours = address.starts_with('/') && !address.starts_with("//");
    printable
        && (ours || address.starts_with('#') || ["http://", "https://", "mailto:"].iter().any(|s| lower.starts_with(s)))
}

/// In bytes: no address that a person reads behind a link is longer.
pub(super) const LONGEST_ADDRESS: usize = 2_000;
