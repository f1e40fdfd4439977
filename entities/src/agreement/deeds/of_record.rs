//! An edition of record: of an agreement that was signed before there was a register. What was signed is a file; one person enters
//! what it says, and another compares the two.

use chrono::NaiveDate;
use sea_orm::Set;
use serde::{Deserialize, Serialize};

use super::{facts, sign::seal, steps::FROZE};
use crate::{
    Change, Refusal,
    access::Role,
    account::{News, tell},
    agreement::{Agreement, read, rules, schedules},
    audit, commitment,
    funding::{self, Responsibility},
    values::Reference,
};

/// An agreement is as the register has it, and was signed so on a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfRecord {
    pub agreement: Reference,
    /// The version that was shown.
    pub seen: i64,
    /// What is promised and paid as the page showed it.
    pub schedules: String,
    /// The day on which its last party signed it.
    pub signed_on: NaiveDate,
}

/// What the trail says when somebody else has found it right.
pub(super) const TAKEN: &str = "took the agreement as of record";
const COMMITMENT: &str = "took a commitment as of record";

impl OfRecord {
    /// Judges whether it can be entered, or taken.
    ///
    /// # Errors
    /// It is no such agreement; [`Refusal::Stale`] if it is not what was shown.
    pub(crate) async fn judge(&self, change: &Change, agreement: &Agreement) -> Result<(), Refusal> {
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        if schedules::fingerprint(&change.tx, agreement).await? != self.schedules {
            return Err(Refusal::Stale { by: None, at: None });
        }
        let facts = facts(&change.tx, agreement, change.today()).await?;
        let begun = audit::first_day(&change.tx).await?.unwrap_or_else(|| change.today());
        rules::may_be_of_record(agreement.edition, agreement.state, self.signed_on, begun, &facts)
    }

    /// Takes it: what it promises is confirmed and its money accepted, by the file; it is closed as any signed edition is.
    pub(crate) async fn write(&self, change: &Change, agreement: Agreement, file: i64) -> Result<(), Refusal> {
        for commitment in commitment::of_edition(&change.tx, agreement.edition_id).await? {
            commitment::deeds::confirm_by(change, COMMITMENT, &commitment.reference, file).await?;
        }
        for line in funding::of_edition(&change.tx, agreement.edition_id).await? {
            if line.responsibility != Responsibility::Accepted {
                let line = funding::deeds::locked_line(change, &line.reference, Some(agreement.edition_id)).await?;
                funding::deeds::take_stand(change, None, line, funding::Stand::Agrees, "").await?;
            }
        }
        let newest = schedules::newest(&change.tx, &agreement).await?;
        let text = newest.map(|revision| revision.text).unwrap_or_default();
        let frozen = schedules::revision(change, &agreement, &text, true).await?;
        change.record(FROZE, &agreement.reference, None, &frozen);
        tell_parties(change, &agreement).await?;
        seal(change, TAKEN, agreement, |row| {
            row.of_record = Set(true);
            row.opened = Set(true);
            row.signed_on = Set(Some(self.signed_on));
            row.revision_id = Set(Some(frozen.id));
        })
        .await
    }
}

/// Tells every party what the register has of it, so that it can say if it was otherwise.
async fn tell_parties(change: &Change, agreement: &Agreement) -> Result<(), Refusal> {
    let news = News {
        event: format!("of record {}", agreement.reference),
        roles: &[Role::Partner, Role::Signatory, Role::Commissioner],
        subject: "An agreement of before was entered",
        text: "An agreement that your organisation signed before there was this register was entered in it, with the signed file. \
               Tell its lead commissioner if it is not as your organisation signed it.",
    };
    for party in read::parties(&change.tx, agreement.edition_id).await? {
        tell(change, party.organisation_id, &news).await?;
    }
    Ok(())
}
