//! What is done in negotiations.

mod decide;
mod rounds;
mod stand;

pub use decide::{LeaveWords, TakeWordsOver};
pub use rounds::{CloseRound, OpenRound, ShowPositions};
pub use stand::{AgreeWithRest, Shown, TakeStand};

use super::clauses::Clause;
use crate::{
    Change, Refusal,
    agreement::{Agreement, State, read},
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
