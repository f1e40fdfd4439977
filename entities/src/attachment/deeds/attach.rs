//! Attaching a file to an agreement.

use chrono::Datelike;
use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    agreement::{self, Agreement},
    attachment::{KeptFile, table},
    values::Reference,
};

/// A file that lies beside the register becomes part of an agreement's record.
#[derive(Clone, Debug)]
pub struct AttachFile {
    pub agreement: Reference,
    pub file: KeptFile,
    /// What it is.
    pub about: String,
}

impl Deed for AttachFile {
    const NAME: &'static str = "attached a file";
    const PERMISSION: Permission = Permission::ProposeWording;
    type Subject = Agreement;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        agreement::read::locked(change, &self.agreement).await
    }

    async fn act(&self, change: &Change, agreement: Self::Subject) -> Result<Reference, Refusal> {
        let row = table::ActiveModel {
            reference: Set(change.next_reference("ATT", change.today().year()).await?),
            edition_id: Set(agreement.edition_id),
            name: Set(self.file.name.clone()),
            about: Set(self.about.clone()),
            media: Set(self.file.media),
            size: Set(self.file.size),
            sha256: Set(self.file.sha256.clone()),
            kept_as: Set(self.file.kept_as.clone()),
            published: Set(false),
            account_id: Set(change.actor().account()),
            organisation_id: Set(change.actor().organisation()),
            at: Set(change.stamp()),
            version: Set(1),
            ..Default::default()
        };
        let row = row.insert(&change.tx).await?;
        change.record(Self::NAME, &row.reference, None, &row);
        Ok(row.reference)
    }
}
