//! What is done in negotiations.

mod argue;
mod decide;
mod meet;
mod rounds;
mod stand;
mod talk;

pub use argue::{PublishArgument, RaiseArgument, SettleArgument, StateSide};
pub use decide::{LeaveWords, TakeWordsOver};
pub use meet::{Action, FinishAction, RecordMeeting, Settled};
pub use rounds::{CloseRound, OpenRound, ShowPositions};
pub use stand::{AgreeWithRest, Shown, TakeStand};
pub use talk::{Comment, ResolveThread};

use super::{LONGEST_WORDS, clauses::Clause};
use crate::{
    Change, Refusal,
    agreement::{Agreement, State, read},
    values::text,
};

/// As the trail names what is said of a clause: apart from the agreement's own entries, so that neither its history nor "changed by"
/// tells a party that others have said something.
pub(crate) fn record(edition: &Agreement, clause: &Clause) -> String {
    format!("{}#{}", edition.reference, clause.anchor)
}

/// Refuses what is done while nothing is negotiated.
fn negotiating(edition: &Agreement) -> Result<(), Refusal> {
    match edition.state {
        State::Negotiating => Ok(()),
        State::Drafting => Err(Refusal::rule(
            "The negotiation has not been opened",
            "The lead commissioner opens it, once the text is written",
        )),
        _ => Err(Refusal::rule(
            "This is not negotiated any more",
            "The lead commissioner can return it to negotiation until it is signed",
        )),
    }
}

/// The party for which the actor speaks.
async fn party(change: &Change, edition: &Agreement) -> Result<i64, Refusal> {
    let own = change.actor().organisation();
    let parties = read::parties(&change.tx, edition.edition_id).await?;
    let party = parties.iter().find(|party| Some(party.organisation_id) == own && !party.leaving);
    party.map(|party| party.organisation_id).ok_or_else(|| {
        Refusal::rule(
            "Your organisation is no party of this agreement",
            "Only its parties say where they stand; the coordinator and the lead commissioner write down what was settled",
        )
    })
}

/// Words that must be there and are not too long, as the register keeps them.
fn words(field: &'static str, typed: &str, missing: &'static str) -> Result<String, Refusal> {
    let words = optional(field, typed)?;
    if words.is_empty() { Err(Refusal::field(field, missing)) } else { Ok(words) }
}

/// Words that may be missing.
fn optional(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let words = text::normalised(typed).trim().to_owned();
    if words.chars().count() > LONGEST_WORDS {
        return Err(Refusal::field(field, format!("Shorten it to at most {LONGEST_WORDS} characters")));
    }
    Ok(words)
}
