//! Deciding whether whoever may read an agreement may read a file attached to it.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement,
    attachment::{read, table},
    values::Reference,
};

/// Publishes an attached file with its agreement, or takes it back.
#[derive(Clone, Debug)]
pub struct PublishAttachment {
    pub attachment: Reference,
    pub published: bool,
    /// The version of the file's record that was shown.
    pub seen: i64,
}

impl Deed for PublishAttachment {
    const NAME: &'static str = "decided on publication of a file";
    const PERMISSION: Permission = Permission::Steer;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let found = read::by_reference(&change.tx, &self.attachment).await?.ok_or(Refusal::NotFound)?;
        let (_, standing) = agreement::read::locked_edition(change, found.edition_id).await?;
        let visible = standing.visible && read::reads(&change.actor().viewer, standing, &found);
        // Read once more: the agreement's lock is held now.
        let row = read::by_reference(&change.tx, &self.attachment).await?.ok_or(Refusal::NotFound)?;
        Ok((row, Standing { visible, ..standing }))
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<(), Refusal> {
        change.fresh(&before.reference, self.seen, before.version).await?;
        let mut row = before.clone().into_active_model();
        row.published = Set(self.published);
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &after.reference, Some(&before), &after);
        Ok(())
    }
}
