//! Writing down a service, or changing it.

use chrono::Datelike;
use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    service::{AreaOfNeed, ClientGroup, Delivery, found_by, table},
    values::{Reference, text},
};

/// A service as the commissioner writes it; an existing one with the version that was seen.
#[derive(Clone, Debug)]
pub struct WriteService {
    pub existing: Option<(Reference, i64)>,
    pub name: String,
    pub area_of_need: AreaOfNeed,
    pub client_group: ClientGroup,
    pub delivery: Delivery,
    pub independent_of: Option<String>,
    pub description: String,
    pub published: bool,
}

impl Deed for WriteService {
    const NAME: &'static str = "wrote a service";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = Option<table::Model>;
    type Done = Reference;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        let Some((reference, _)) = &self.existing else { return Ok((None, Standing::OPEN)) };
        Ok((Some(locked(change, reference).await?), Standing::OPEN))
    }

    async fn act(&self, change: &Change, before: Self::Subject) -> Result<Reference, Refusal> {
        if self.name.trim().is_empty() {
            return Err(Refusal::field("name", "Enter the service's name"));
        }
        let after = match &before {
            Some(before) => {
                change
                    .fresh(&before.reference, self.existing.as_ref().map_or(0, |(_, seen)| *seen), before.version)
                    .await?;
                let mut row = before.clone().into_active_model();
                self.fill(&mut row);
                row.version = Set(before.version + 1);
                row.update(&change.tx).await?
            }
            None => {
                let reference = change.next_reference("SVC", change.today().year()).await?;
                let mut row = table::ActiveModel { reference: Set(reference), version: Set(1), ..Default::default() };
                self.fill(&mut row);
                row.insert(&change.tx).await?
            }
        };
        change.found_by(found_by::document(&after));
        change.record(Self::NAME, &after.reference, before.as_ref(), &after);
        Ok(after.reference)
    }
}

impl WriteService {
    fn fill(&self, row: &mut table::ActiveModel) {
        row.name = Set(self.name.clone());
        row.name_key = Set(text::folded(&self.name));
        row.area_of_need = Set(self.area_of_need);
        row.client_group = Set(self.client_group);
        row.delivery = Set(self.delivery);
        row.independent_of = Set(self.independent_of.clone());
        row.description = Set(self.description.clone());
        row.published = Set(self.published);
    }
}
