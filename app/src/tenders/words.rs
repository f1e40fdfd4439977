//! What several pages of tenders say in the same words.

use entities::{procurement::State, values::Pence};

use crate::ui::Tone;

/// The colour of a state.
pub fn tone(state: State) -> Tone {
    match state {
        State::Engagement | State::Planned => Tone::Waiting,
        State::Open => Tone::Active,
        State::Awarded => Tone::Good,
        State::Closed | State::Unsuccessful | State::Cancelled => Tone::Neutral,
    }
}

/// A range of values, if any is known: `£50,000 to £90,000`, `up to £90,000`, `from £50,000`.
pub fn value(low: Option<Pence>, high: Option<Pence>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(high.to_string()),
        (Some(low), Some(high)) => Some(format!("{low} to {high}")),
        (None, Some(high)) => Some(format!("up to {high}")),
        (Some(low), None) => Some(format!("from {low}")),
        (None, None) => None,
    }
}

/// The same, as it begins a sentence.
pub fn sentence(words: String) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.clone()).collect()
}

/// A count that is exact to ten thousand.
pub fn count(count: u64) -> String {
    if count > entities::list::COUNTED { "more than 10,000".into() } else { grouped(count) }
}

fn grouped(count: u64) -> String {
    match (count / 1000, count % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_says_what_is_known() {
        let pounds = |pounds| Some(Pence::pounds(pounds));
        assert_eq!(value(pounds(50_000), pounds(90_000)).as_deref(), Some("£50,000 to £90,000"));
        assert_eq!(value(pounds(90_000), pounds(90_000)).as_deref(), Some("£90,000"));
        assert_eq!(value(None, pounds(90_000)).as_deref(), Some("up to £90,000"));
        assert_eq!(value(pounds(50_000), None).as_deref(), Some("from £50,000"));
        assert_eq!(value(None, None), None);
    }

    #[test]
    fn a_count_is_exact_to_ten_thousand() {
        assert_eq!([7, 1_005, 10_000, 10_001].map(count), ["7", "1,005", "10,000", "more than 10,000"]);
    }
}
