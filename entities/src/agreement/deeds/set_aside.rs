//! Setting a variation aside for an urgent one, and taking it up again: then it is held against what was signed meanwhile, and
//! whatever differs is asked again.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{Set, entity::prelude::*};

use super::{vary::all_locked, withdraw_variation::varied, write};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{
        Agreement, State, read, schedules,
        table::{edition, party},
    },
    clause,
    commitment::{self, Commitment, Confirmation},
    funding::{self, FundingLine, Responsibility},
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
        if before.base_id != Some(newest.edition_id) {
            rebase(change, newest, &before).await?;
        }
        let row = edition::ActiveModel {
            set_aside: Set(false),
            number: Set(number),
            base_id: Set(Some(newest.edition_id)),
            version: Set(version),
            ..before.row()
        };
        let after = Agreement::new(before.identity(), row.update(&change.tx).await?);
        // Its words stay; the schedules printed with them are those of now.
        let text = schedules::newest(&change.tx, &after).await?.map(|revision| revision.text).unwrap_or_default();
        let revision = schedules::revision(change, &after, &text, false).await?;
        let row = edition::ActiveModel { revision_id: Set(Some(revision.id)), ..after.row() };
        let after = Agreement::new(after.identity(), row.update(&change.tx).await?);
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(number)
    }
}

/// Holds an edition against what was signed since it was set aside: what it lacks of that comes into it, and what differs from it
/// is asked again.
async fn rebase(change: &Change, newest: &Agreement, made: &Agreement) -> Result<(), Refusal> {
    let its: BTreeSet<i64> =
        read::parties(&change.tx, made.edition_id).await?.into_iter().map(|party| party.organisation_id).collect();
    for joined in read::parties(&change.tx, newest.edition_id).await?.into_iter().filter(|party| !party.leaving) {
        if !its.contains(&joined.organisation_id) {
            let row = party::ActiveModel {
                edition_id: Set(made.edition_id),
                organisation_id: Set(joined.organisation_id),
                role: Set(joined.role),
                speaks_as: Set(joined.speaks_as),
                signs: Set(joined.signs),
                leaving: Set(false),
                ..Default::default()
            };
            party::Entity::insert(row).exec_without_returning(&change.tx).await?;
        }
    }
    let signed: BTreeMap<i64, Commitment> =
        commitment::of_edition(&change.tx, newest.edition_id).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut anchors = BTreeMap::new();
    for edition in [newest.edition_id, made.edition_id] {
        let its = clause::table::Entity::find().filter(clause::table::Column::EditionId.eq(edition));
        anchors.extend(its.all(&change.tx).await?.into_iter().map(|row| (row.id, row.anchor)));
    }
    let under = |row: &Commitment| anchors.get(&row.clause_id).map_or("", String::as_str);
    for row in commitment::of_edition(&change.tx, made.edition_id).await? {
        let same = signed.get(&row.id).is_some_and(|other| other.bound(under(other)) == row.bound(under(&row)));
        if same || !matches!(row.confirmation, Confirmation::Confirmed) {
            continue;
        }
        let mut changed = row.row();
        changed.confirmation = Set(Confirmation::Requested);
        changed.requested_at = Set(Some(change.stamp()));
        changed.version = Set(row.version.max(signed.get(&row.id).map_or(0, |other| other.version)) + 1);
        let after = row.reworded(changed.update(&change.tx).await?);
        change.record("asked again after another edition was signed", &after.reference, Some(&row), &after);
    }
    let signed: BTreeMap<i64, FundingLine> =
        funding::of_edition(&change.tx, newest.edition_id).await?.into_iter().map(|row| (row.id, row)).collect();
    for row in funding::of_edition(&change.tx, made.edition_id).await? {
        let same = signed.get(&row.id).is_some_and(|other| other.terms([]) == row.terms([]));
        if same || row.responsibility == Responsibility::Unassigned {
            continue;
        }
        let mut changed = row.row();
        changed.responsibility = Set(Responsibility::Unassigned);
        changed.version = Set(row.version.max(signed.get(&row.id).map_or(0, |other| other.version)) + 1);
        let after = row.on(changed.update(&change.tx).await?);
        change.record("asked again after another edition was signed", &after.reference, Some(&row), &after);
    }
    Ok(())
}
