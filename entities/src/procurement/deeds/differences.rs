//! Where notices say something else than a person wrote: noted field by field, and decided by a person. What was written by hand
//! is never overwritten by an import.

use std::collections::BTreeMap;

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{
    buyers::Buyers,
    fill::{fill, ours, take, theirs},
    locked,
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    ocds::Process,
    procurement::{
        Field, found_by,
        table::{self, difference},
    },
    values::Reference,
};

/// Notes what new releases say otherwise about fields that a person wrote; tells how many such differences wait now.
pub async fn raise(change: &Change, kept: &table::Model, process: &Process) -> Result<u64, Refusal> {
    if kept.hand_fields.is_empty() {
        return Ok(0);
    }
    let said_before = process_of(kept)?;
    let mut noted = noted(change, kept.id).await?;
    let mut waiting = 0;
    for field in kept.hand_fields.iter() {
        let (said, row) = (theirs(process, field), noted.remove(&field));
        if said == ours(kept, field) {
            if let Some(row) = row {
                row.into_active_model().delete(&change.tx).await?;
            }
            continue;
        }
        let is_news = said_before.as_ref().is_none_or(|before| theirs(before, field) != said);
        match row {
            Some(row) if row.theirs == said => waiting += u64::from(!row.kept),
            Some(row) => {
                let mut row = row.into_active_model();
                (row.theirs, row.since, row.kept) = (Set(said), Set(change.now()), Set(false));
                row.update(&change.tx).await?;
                waiting += 1;
            }
            // The person knew what stood there and wrote something else.
            None if !is_news => {}
            None => {
                let row = difference::ActiveModel {
                    procurement_id: Set(kept.id),
                    field: Set(field),
                    theirs: Set(said),
                    since: Set(change.now()),
                    kept: Set(false),
                    ..Default::default()
                };
                row.insert(&change.tx).await?;
                waiting += 1;
            }
        }
    }
    Ok(waiting)
}

/// What the releases that are kept of a procurement say; `None` of one that was written down by hand.
///
/// # Errors
/// What is kept of them cannot be read.
pub fn process_of(row: &table::Model) -> Result<Option<Process>, Refusal> {
    let compiled = row.compiled_release()?;
    Ok(row.ocid.as_deref().zip(compiled).map(|(ocid, compiled)| Process::of(ocid, &compiled)))
}

async fn noted(change: &Change, procurement: i64) -> Result<BTreeMap<Field, difference::Model>, DbErr> {
    let its = difference::Entity::find().filter(difference::Column::ProcurementId.eq(procurement));
    Ok(its.all(&change.tx).await?.into_iter().map(|row| (row.field, row)).collect())
}

/// Deciding about one field: to take what the notices say, from now on too, or to keep what a person wrote.
#[derive(Clone, Debug)]
pub struct DecideDifference {
    pub procurement: Reference,
    pub field: Field,
    /// What the notices said when it was decided.
    pub seen: String,
    /// What stood here when it was decided, as the page showed it.
    pub ours: String,
    pub take_theirs: bool,
}

impl Deed for DecideDifference {
    const NAME: &'static str = "decided about a difference";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        locked(change, &self.procurement).await
    }

    async fn act(&self, change: &Change, before: table::Model) -> Result<(), Refusal> {
        let none = || Refusal::rule("There is no such difference any more", "Look at the procurement as it is now");
        let row = noted(change, before.id).await?.remove(&self.field).ok_or_else(none)?;
        if row.theirs != self.seen {
            return Err(Refusal::rule(
                "The notices say something else again",
                "Look at what they say now, and decide about that",
            ));
        }
        if ours(&before, self.field) != self.ours {
            // Somebody wrote something else here meanwhile.
            return Err(change.stale(&before.reference).await);
        }
        if !self.take_theirs {
            let mut row = row.into_active_model();
            row.kept = Set(true);
            let after = row.update(&change.tx).await?;
            change.record(Self::NAME, &self.procurement, None, &(ours(&before, self.field), after));
            return Ok(());
        }
        let process = process_of(&before)?.ok_or_else(none)?;
        let buyers = Buyers::of(&change.tx, std::iter::once(&process)).await?;
        let mut after = before.clone().into_active_model();
        take(&mut after, self.field, &process, &buyers);
        let by_hand = before.hand_fields.clone().without(self.field);
        fill(&mut after, &process, &buyers, &by_hand, before.area_confirmed);
        after.by_hand = Set(!by_hand.is_empty());
        after.hand_fields = Set(by_hand);
        after.version = Set(before.version + 1);
        row.into_active_model().delete(&change.tx).await?;
        let after = after.update(&change.tx).await?;
        change.found_by(found_by::document(&after));
        change.record(Self::NAME, &self.procurement, Some(&before), &after);
        Ok(())
    }
}
