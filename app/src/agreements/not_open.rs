//! Why somebody may not do now what belongs to the negotiation.

use entities::{
    Refusal,
    agreement::{State, rules},
};

/// Whether the agreement is frozen, or, if it is not, that it is not this person's to do: `whose` says whose it is.
pub fn not_open(state: Option<State>, whose: &str) -> Refusal {
    let frozen = state.and_then(|state| rules::may_draft(state).err());
    frozen.unwrap_or_else(|| Refusal::Forbidden { why: whose.to_owned() })
}
