//! Setting a variation aside for an urgent one, and taking it up again: then it is held against what was signed meanwhile.

use sea_orm::{Set, entity::prelude::*};

use super::{rebasing, rebasing_particulars, vary::all_locked, withdraw_variation::varied, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{Agreement, State, found_by, read, schedules, table::edition},
    values::Reference,
};

/// The edition that is being made waits, so that another can be made.
#[derive(Clone, Debug)]
pub struct SetAside {
    pub agreement: Reference,
    /// The version of the edition that was shown.
    pub seen: i64,
}

impl Deed for SetAside {
    const NAME: &'static str = "set a variation aside";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = Agreement;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<(), Refusal> {
        varied(&agreement)?;
        change.fresh(&agreement.reference, self.seen, agreement.version).await?;
        // Approved or open for signing, it is negotiated again: what is signed meanwhile may change it.
        let state = if agreement.state.is_open_to_drafting() { agreement.state } else { State::Negotiating };
        write(change, Self::NAME, agreement, &[], |row| {
            row.set_aside = Set(true);
            row.state = Set(state);
        })
        .await?;
        Ok(())
    }
}

/// A variation that was set aside is made further.
#[derive(Clone, Debug)]
pub struct TakeUp {
    pub agreement: Reference,
    /// Which edition, by the number that it had.
    pub edition: i64,
    /// The version of the edition that was shown.
    pub seen: i64,
}

impl Deed for TakeUp {
    const NAME: &'static str = "took a variation up again";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = (Vec<Agreement>, Agreement);
    /// The number that it has now.
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let (all, _) = all_locked(change, &self.agreement).await?;
        let found = all.iter().find(|edition| edition.edition == self.edition).cloned().ok_or(Refusal::NotFound)?;
        let standing = read::standing(&change.tx, &change.actor().viewer, &found).await?;
        Ok(((all, found), standing))
    }

    async fn act(&self, change: &Change, (all, before): Self::Subject) -> Result<i64, Refusal> {
        if !before.set_aside || !before.state.is_being_made() {
            return Err(Refusal::rule(
                format!("Edition {} is not set aside", before.edition),
                "Only an edition that was set aside is taken up again",
            ));
        }
        if let Some(made) = all.iter().find(|edition| edition.state.is_being_made() && !edition.set_aside) {
            return Err(Refusal::rule(
                format!("Edition {} is being made", made.edition),
                "Finish it first, withdraw it, or set it aside",
            ));
        }
        change.fresh(&before.reference, self.seen, before.version).await?;
        let newest = all.iter().find(|edition| edition.state == State::Signed).ok_or(Refusal::NotFound)?;
        let version = all.iter().map(|edition| edition.version).max().unwrap_or_default() + 1;
        let number = if all[0].edition_id == before.edition_id { before.edition } else { all[0].edition + 1 };
        let (row, text) = if before.base_id == Some(newest.edition_id) {
            (before.row(), None)
        } else {
            let row = rebasing_particulars::rebase(change, newest, &before).await?;
            (row, rebasing::rebase(change, newest, &before).await?)
        };
        let row = edition::ActiveModel {
            set_aside: Set(false),
            number: Set(number),
            base_id: Set(Some(newest.edition_id)),
            version: Set(version),
            ..row
        };
        let after = Agreement::new(before.identity(), row.update(&change.tx).await?);
        // Words of its own stay, with the clauses that were signed meanwhile behind them; the schedules printed with them are those
        // of now.
        let its = schedules::newest(&change.tx, &after).await?.map(|revision| revision.text).unwrap_or_default();
        let text = text.unwrap_or(its);
        let revision = schedules::revision(change, &after, &text, false).await?;
        let row = edition::ActiveModel { revision_id: Set(Some(revision.id)), ..after.row() };
        let after = Agreement::new(after.identity(), row.update(&change.tx).await?);
        change.found_by(found_by::document(&after, &revision.text));
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(number)
    }
}
