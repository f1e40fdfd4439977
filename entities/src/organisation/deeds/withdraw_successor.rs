//! Taking back that one body took over from another. What was said stays in the trail, and no list says it again.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::add_successor::{both, noted};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    organisation::table,
    values::Reference,
};

/// It was wrong that one took over from the other.
#[derive(Clone, Debug)]
pub struct WithdrawSuccessor {
    pub organisation: Reference,
    pub successor: Reference,
}

impl Deed for WithdrawSuccessor {
    const NAME: &'static str = "withdrew a successor";
    const PERMISSION: Permission = Permission::Administer;
    type Subject = (table::Model, table::Model);
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((both(change, &self.organisation, &self.successor).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, (organisation, successor): Self::Subject) -> Result<(), Refusal> {
        let row = noted(change, &organisation, &successor).await?.filter(|row| !row.withdrawn);
        let not_named = || {
            let why = format!("{} is not named as successor of {}", successor.name, organisation.name);
            Refusal::rule(why, "Somebody else may have withdrawn it meanwhile: look at the list as it is now")
        };
        let row = row.ok_or_else(not_named)?;
        let before = (&successor.reference, Some((row.from_day, row.area.clone())));
        let mut after = row.into_active_model();
        after.withdrawn = Set(true);
        after.update(&change.tx).await?;
        change.record(Self::NAME, &organisation.reference, Some(&before), &(&successor.reference, None));
        Ok(())
    }
}
