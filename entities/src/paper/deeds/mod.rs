//! What is done with answers and signatures on paper.

mod check;
mod enter_answer;
mod enter_record;
mod enter_signature;

pub use check::CheckPaper;
pub use enter_answer::EnterAnswer;
pub use enter_record::EnterRecord;
pub use enter_signature::EnterSignature;

use chrono::Datelike;
use sea_orm::{Set, entity::prelude::*};

use super::{Says, State, table};
use crate::{
    Change, Refusal,
    agreement::{self, Agreement},
    attachment,
    values::Reference,
};

/// What is entered, before it has its row.
struct Entered<'a> {
    agreement: &'a Agreement,
    organisation: i64,
    attachment: &'a Reference,
    wording: Option<i64>,
    revision: Option<i64>,
    says: Says,
}

/// Refuses a letter of one's own organisation.
fn speaks_for_itself(change: &Change, organisation: i64) -> Result<(), Refusal> {
    if change.actor().organisation() == Some(organisation) {
        return Err(Refusal::rule(
            "Your own organisation needs no letter here",
            "Let whoever may speak for it sign in and say so",
        ));
    }
    Ok(())
}

/// Writes what somebody read off a paper, to be checked by somebody else.
///
/// # Errors
/// The paper is not attached to the agreement, or it waits for its check already.
async fn enter(change: &Change, deed: &'static str, entered: Entered<'_>) -> Result<Reference, Refusal> {
    let account = change.actor().account().ok_or(Refusal::SignInNeeded)?;
    let letter = attachment::read::by_reference(&change.tx, entered.attachment).await?;
    let letter = match letter {
        Some(letter) => {
            let of = agreement::read::edition(&change.tx, letter.edition_id).await?;
            (of.id == entered.agreement.id).then_some(letter)
        }
        None => None,
    };
    let letter = letter.ok_or_else(|| Refusal::field("attachment", "Choose the letter among the attached files"))?;
    let waiting = table::Entity::find()
        .filter(table::Column::EditionId.eq(entered.agreement.edition_id))
        .filter(table::Column::OrganisationId.eq(entered.organisation))
        .filter(table::Column::State.eq(State::Waiting))
        .all(&change.tx)
        .await?;
    let same = |row: &&table::Model| row.wording_id == entered.wording && row.revision_id == entered.revision;
    if let Some(row) = waiting.iter().find(same) {
        return Err(Refusal::rule(
            format!("This was entered already and waits for its check: {}", row.reference),
            "Check it first, or have it marked as not what the paper says",
        ));
    }
    let row = table::ActiveModel {
        reference: Set(change.next_reference("PAP", change.today().year()).await?),
        edition_id: Set(entered.agreement.edition_id),
        organisation_id: Set(entered.organisation),
        attachment_id: Set(letter.id),
        wording_id: Set(entered.wording),
        revision_id: Set(entered.revision),
        says: Set(entered.says.kept()?),
        state: Set(State::Waiting),
        entered_by: Set(account),
        entered_at: Set(change.stamp()),
        why: Set(String::new()),
        ..Default::default()
    };
    let row = row.insert(&change.tx).await?;
    change.record(deed, &row.reference, None, &row);
    Ok(row.reference)
}
