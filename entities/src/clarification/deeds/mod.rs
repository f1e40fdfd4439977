//! What is done with questions.

mod answer;
mod ask;

pub use answer::AnswerQuestion;
pub use ask::AskQuestion;

use crate::Refusal;

/// The longest question or answer, in characters.
pub const LONGEST: usize = 4_000;

/// Words that must be there and not be too long.
fn checked(field: &'static str, words: &str, missing: &str) -> Result<(), Refusal> {
    match words.chars().count() {
        0 => Err(Refusal::field(field, missing)),
        length if length > LONGEST => Err(Refusal::field(field, "Enter at most 4,000 characters")),
        _ => Ok(()),
    }
}
