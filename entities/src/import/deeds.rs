//! What is done with an import that waits: it is applied, batch by batch, or discarded.

use sea_orm::{ExprTrait, IntoActiveModel, Set, entity::prelude::*, sea_query::Expr};

use super::{
    State,
    table::{self, staged},
};
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    procurement::deeds::{Imported, Incoming, write_releases},
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

/// One batch of an import.
#[derive(Clone, Debug, Default)]
pub struct ImportReleases {
    /// The import it is of.
    pub import: i64,
    /// What the audit trail says it came from: the file's name.
    pub source: String,
    /// The rows that wait, and are gone once this is done.
    pub staged: Vec<i64>,
    pub incoming: Vec<Incoming>,
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

impl Deed for ImportReleases {
    const NAME: &'static str = "imported releases";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = ();
    type Done = Imported;

    async fn open(&self, _: &Change) -> Result<((), Standing), Refusal> {
        Ok(((), Standing::OPEN))
    }

    async fn act(&self, change: &Change, (): ()) -> Result<Imported, Refusal> {
        self.take_from_waiting(change).await?;
        let (done, digest) = write_releases(change, &self.incoming).await?;
        self.count(change, &done).await?;
        // A bulk import is one entry with the digest of its rows.
        change.record(Self::NAME, &self.source, None, &(&done, digest));
        Ok(done)
    }
}

impl ImportReleases {
    /// Takes the rows away that this batch is made of. If they are gone, another server has done the same batch.
    async fn take_from_waiting(&self, change: &Change) -> Result<(), Refusal> {
        if self.staged.is_empty() {
            return Ok(());
        }
        let these = staged::Column::Id.is_in(self.staged.iter().copied());
        let taken = staged::Entity::delete_many().filter(these).exec(&change.tx).await?;
        if taken.rows_affected == self.staged.len() as u64 { Ok(()) } else { Err(Refusal::NotFound) }
    }

    /// Notes in the import how far it has come. If it is not being applied any more, somebody has discarded the rest of it, or
    /// another server has come to its end: nothing of this batch is done then.
    async fn count(&self, change: &Change, done: &Imported) -> Result<(), Refusal> {
        if self.staged.is_empty() {
            return Ok(());
        }
        let more = |column: table::Column, by: usize| Expr::col(column).add(i64::try_from(by).unwrap_or_default());
        let counted = table::Entity::update_many()
            .filter(table::Column::Id.eq(self.import))
            .filter(table::Column::State.eq(State::Applying))
            .col_expr(table::Column::Added, more(table::Column::Added, done.added.len()))
            .col_expr(table::Column::Changed, more(table::Column::Changed, done.changed.len()))
            .col_expr(table::Column::ChangedAt, Expr::val(change.now()))
            .exec(&change.tx)
            .await?;
        if counted.rows_affected == 0 { Err(Refusal::NotFound) } else { Ok(()) }
    }
}

/// An import, locked. All who keep the register keep its imports.
async fn locked(change: &Change, import: i64) -> Result<(table::Model, Standing), Refusal> {
    let row = change.lock(Lock::Import, table::Entity::find_by_id(import)).one(&change.tx).await?;
    Ok((row.ok_or(Refusal::NotFound)?, Standing::OPEN))
}
