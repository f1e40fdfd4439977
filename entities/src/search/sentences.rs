//! The texts of a record, from which a search shows a piece.

/// Texts one after the other, each ended by a full stop.
pub fn in_sentences<const N: usize>(texts: [String; N]) -> String {
    let ended = |text: String| {
        let text = text.trim().to_owned();
        if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).map(ended).collect::<Vec<_>>().join(" ")
}
