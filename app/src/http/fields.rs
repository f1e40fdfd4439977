//! Names and values in the order in which a form or an address sent them.

use std::sync::Arc;

use entities::values::text::normalised;
use percent_encoding::percent_decode;

use super::Failure;

/// Ordered pairs; a name may come several times. Cheap to clone.
///
/// Values are normalised at this edge, once: line ends are LF, text is NFC, control characters (NUL above all, which
/// PostgreSQL refuses) are gone, and soft hyphens, which come along with what is copied from elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    /// More pairs than any form of ours has: a form with more is an attack on memory.
    pub const MOST: usize = 5_000;

    /// Reads `application/x-www-form-urlencoded`, as in a form's body or after the `?`.
    ///
    /// # Errors
    /// [`Failure::Unreadable`] when it is not that, or not in UTF-8, or has more than 5,000 pairs.
    pub fn parse(encoded: &[u8]) -> Result<Self, Failure> {
        if encoded.iter().filter(|byte| **byte == b'&').count() >= Self::MOST {
            return Err(Failure::Unreadable { why: "It has too many fields." });
        }
        // What follows would put a sign of its own for what it cannot read, and that would be saved.
        if percent_decode(encoded).decode_utf8().is_err() {
            return Err(Failure::Unreadable { why: "It is not written in UTF-8." });
        }
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(encoded)
            .map_err(|_| Failure::Unreadable { why: "The fields could not be read." })?;
        Ok(pairs.into_iter().collect())
    }

    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of this name, in order.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every pair, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As it stands after the `?` of an address.
    pub fn encode(&self) -> String {
        serde_urlencoded::to_string(self.0.as_slice()).unwrap_or_default()
    }
}

/// Shown only where a line breaks, and nothing that anybody typed.
const SOFT_HYPHEN: char = '\u{ad}';

impl<N: Into<String>, V: AsRef<str>> FromIterator<(N, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(Arc::new(
            pairs
                .into_iter()
                .map(|(name, value)| (name.into(), normalised(&value.as_ref().replace(SOFT_HYPHEN, ""))))
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order_and_repeat() {
        let fields = Fields::parse(b"b=1&a=2&b=3").unwrap();
        assert_eq!(fields.all("b").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(fields.get("a"), Some("2"));
        assert_eq!(fields.encode(), "b=1&a=2&b=3");
    }

    #[test]
    fn what_browsers_send_becomes_lf_and_nfc_without_control_characters() {
        let fields = Fields::parse("t=one%0D%0Atwo%0Dthree%00%1B&n=e%CC%81&s=part%C2%ADner".as_bytes()).unwrap();
        assert_eq!(fields.get("s"), Some("partner"));
        assert_eq!(fields.get("t"), Some("one\ntwo\nthree"));
        assert_eq!(fields.get("n"), Some("é"));
    }

    #[test]
    fn what_is_not_in_utf_8_is_refused_and_never_replaced() {
        assert!(Fields::parse(b"n=caf%E9").is_err() && Fields::parse(b"n=caf\xe9").is_err());
        assert_eq!(Fields::parse("n=caf%C3%A9+%EF%BF%BD".as_bytes()).unwrap().get("n"), Some("café \u{fffd}"));
    }

    #[test]
    fn a_flood_of_pairs_is_refused() {
        assert!(Fields::parse("a&".repeat(6_000).as_bytes()).is_err());
    }
}
