//! What an organisation answered or signed on paper, or had signed before there was a register: entered by one person with the letter attached, checked by another.
//! Only the check makes it count.

pub mod deeds;
pub mod read;
#[cfg(test)]
mod story;
pub mod table;

use serde::{Deserialize, Serialize};

use crate::{
    Refusal,
    agreement::deeds::{OfRecord, Sign},
    commitment::deeds::AnswerCommitment,
};

crate::words! {
    /// What became of something that was entered from paper.
    State {
        Waiting = "waiting", "Waits for a check";
        Right = "right", "Checked and taken";
        Wrong = "wrong", "Not what the paper says";
    }
}

/// What the paper says, as it was entered.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// The owner's answer to a commitment.
    Answer(AnswerCommitment),
    /// A party's signature.
    Signature { sign: Sign, signatory: String },
    /// An agreement that was signed before there was a register, as it stands here.
    Record(OfRecord),
}

impl Says {
    /// As it is kept.
    fn kept(&self) -> Result<String, Refusal> {
        serde_json::to_string(self).map_err(Refusal::broken)
    }

    /// What was kept.
    fn parse(kept: &str) -> Result<Self, Refusal> {
        serde_json::from_str(kept).map_err(Refusal::broken)
    }
}
