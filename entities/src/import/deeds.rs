//! What people decide about an import that waits: to apply it, or to discard it.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::{State, table};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    register::Lock,
};

/// Beginning to apply what waits.
#[derive(Clone, Debug)]
pub struct BeginImport {
    pub import: i64,
}

/// Discarding what waits, or the rest of what was being applied.
#[derive(Clone, Debug)]
pub struct DiscardImport {
    pub import: i64,
}

impl Deed for BeginImport {
    const NAME: &'static str = "began to apply an import";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        locked(change, self.import).await
    }

    async fn act(&self, change: &Change, before: table::Model) -> Result<(), Refusal> {
        if before.state != State::Waiting {
            return Err(Refusal::rule(
                format!("Only what waits can be applied, and this is: {}", before.state.label().to_lowercase()),
                "Look at it again",
            ));
        }
        let mut row = before.clone().into_active_model();
        row.state = Set(State::Applying);
        row.changed_at = Set(change.now());
        if let Some(person) = change.actor().viewer.person() {
            row.account_id = Set(Some(person.account));
            row.membership_id = Set(Some(person.membership));
        }
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &before.name, Some(&before), &after);
        Ok(())
    }
}

impl Deed for DiscardImport {
    const NAME: &'static str = "discarded an import";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(table::Model, Standing), Refusal> {
        locked(change, self.import).await
    }

    async fn act(&self, change: &Change, before: table::Model) -> Result<(), Refusal> {
        if !matches!(before.state, State::Waiting | State::Applying | State::Reading) {
            return Err(Refusal::rule("There is nothing of it that waits", "Look at it again"));
        }
        let mut row = before.clone().into_active_model();
        row.state = Set(State::Stopped);
        row.changed_at = Set(change.now());
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &before.name, Some(&before), &after);
        Ok(())
    }
}

/// An import, locked. All who keep the register keep its imports.
async fn locked(change: &Change, import: i64) -> Result<(table::Model, Standing), Refusal> {
    let row = change.lock(Lock::Import, table::Entity::find_by_id(import)).one(&change.tx).await?;
    Ok((row.ok_or(Refusal::NotFound)?, Standing::OPEN))
}
