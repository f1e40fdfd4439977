//! Files lie beside the register before they are attached. What did not become part of it (the form was refused, nobody
//! sent it again) is swept.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{QuerySelect, entity::prelude::*};

use super::table;
use crate::{Refusal, Register, values::Reference};

/// After so long a file that is not attached to anything is taken away. Much longer than any request takes.
pub const UPLOAD_HOURS: i64 = 24;

/// How many names one question holds.
const BATCH: usize = 500;

impl Register {
    /// Takes away the files that were put there before an instant and belong to no record; tells how many.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] if their place does not answer.
    pub(crate) async fn sweep_uploads(&self, before: DateTime<Utc>) -> Result<u64, Refusal> {
        let old: Vec<String> =
            self.files().all().await?.into_iter().filter(|file| file.at < before).map(|file| file.name).collect();
        let mut swept = 0;
        for names in old.chunks(BATCH) {
            let attached = table::Entity::find()
                .select_only()
                .column(table::Column::KeptAs)
                .filter(table::Column::KeptAs.is_in(names))
                .into_tuple::<String>()
                .all(self.writer())
                .await?;
            for name in names.iter().filter(|name| !attached.contains(name)) {
                self.files().remove(name).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// How many files are attached, and the references of those whose bytes are gone.
    ///
    /// # Errors
    /// [`Refusal::Hindered`] if their place does not answer.
    pub async fn look_for_attached_files(&self) -> Result<(usize, Vec<Reference>), Refusal> {
        let lying: BTreeSet<String> = self.files().all().await?.into_iter().map(|file| file.name).collect();
        let attached = table::Entity::find()
            .select_only()
            .columns([table::Column::Reference, table::Column::KeptAs])
            .into_tuple::<(Reference, String)>()
            .all(self.reader())
            .await?;
        let count = attached.len();
        let gone = attached.into_iter().filter(|(_, name)| !lying.contains(name)).map(|(reference, _)| reference);
        Ok((count, gone.collect()))
    }
}
