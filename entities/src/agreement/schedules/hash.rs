//! The hash of a revision: what a signature is bound to.

use super::rows::revision;
use crate::{audit::sha256, values::text};

/// The format of revisions that are made from now on.
pub const FORMAT: i64 = 2;

/// SHA-256 over what is printed of a revision, in lower-case hexadecimal. Each part is UTF-8, NFC, with LF and one final newline.
///
/// * Format 1, of before there was a head: text, commitments and money, one after the other.
/// * Format 2: the format's number, head, text, commitments and money, each preceded by its length in bytes, in figures, and a
///   line break: no part can pass for the end of another, and the same text between others is another agreement.
pub fn hash(format: i64, head: &str, words: &str, commitments: &str, money: &str) -> String {
    if format == 1 {
        return sha256([words, commitments, money].map(text::document).concat());
    }
    let parts = [format.to_string().as_str(), head, words, commitments, money].map(text::document);
    sha256(parts.map(|part| format!("{}\n{part}", part.len())).concat())
}

/// Whether a revision is what its hash was made of.
pub(crate) fn is_as_hashed(revision: &revision::Model) -> bool {
    let revision::Model { format, head, text, commitments_schedule, money_schedule, .. } = revision;
    hash(*format, head, text, commitments_schedule, money_schedule) == revision.hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revision_of_before_keeps_its_hash() {
        // Computed with sha256sum over the three parts.
        let before = hash(1, "", "a", "b", "c");
        assert_eq!(before, sha256("a\nb\nc\n"));
        assert_eq!(hash(1, "another head", "a\r\n", "b", "c"), before, "format 1 has no head");
    }

    #[test]
    fn parts_are_kept_apart_and_the_head_counts() {
        let one = hash(2, "head", "text", "commitments", "money");
        assert_eq!(one, sha256("2\n2\n5\nhead\n5\ntext\n12\ncommitments\n6\nmoney\n"));
        assert_ne!(one, hash(2, "another", "text", "commitments", "money"));
        assert_ne!(hash(2, "h", "a\nb", "c", "d"), hash(2, "h", "a", "b\nc", "d"), "a line that moves is seen");
    }
}
