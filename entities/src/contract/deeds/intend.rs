//! Saying what is to become of the work when a contract ends: providers read it on the list of ending contracts.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{Intention, table},
    values::Reference,
};

/// The intention, with the version of the contract that was seen.
#[derive(Clone, Debug)]
pub struct Intend {
    pub contract: Reference,
    pub seen: i64,
    pub intention: Intention,
    pub note: String,
}

/// The longest note, in characters.
const LONGEST: usize = 2_000;

impl Deed for Intend {
    const NAME: &'static str = "said what follows a contract";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.contract).await
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&before.reference, self.seen, before.version).await?;
        if self.note.chars().count() > LONGEST {
            return Err(Refusal::field("note", "Enter at most 2,000 characters"));
        }
        let mut row = before.clone().into_active_model();
        row.intention = Set(self.intention);
        row.intention_note = Set(self.note.clone());
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(())
    }
}
