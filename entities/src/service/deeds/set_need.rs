//! Saying what a service needs in a financial year.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    service::table,
    values::{Amount, FinancialYear, Reference},
};

/// The need of a service in a year, in place of what was said before of a service that was seen in a version.
#[derive(Clone, Debug)]
pub struct SetNeed {
    pub service: Reference,
    pub seen: i64,
    pub year: FinancialYear,
    pub amount: Amount,
    pub note: String,
}

impl Deed for SetNeed {
    const NAME: &'static str = "said what a service needs";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        Ok((locked(change, &self.service).await?, Standing::OPEN))
    }

    async fn act(&self, change: &Change, service: Self::Subject) -> Result<(), Refusal> {
        use table::need::{ActiveModel, Column, Entity};
        change.fresh(&service.reference, self.seen, service.version).await?;
        let before = Entity::find()
            .filter(Column::ServiceId.eq(service.id))
            .filter(Column::Year.eq(self.year))
            .one(&change.tx)
            .await?;
        let row = ActiveModel {
            service_id: Set(service.id),
            year: Set(self.year),
            pence: Set(self.amount.pence),
            precision: Set(self.amount.precision),
            note: Set(self.note.clone()),
            ..Default::default()
        };
        let after = match &before {
            Some(before) => ActiveModel { id: Set(before.id), ..row }.update(&change.tx).await?,
            None => row.insert(&change.tx).await?,
        };
        let mut row = service.clone().into_active_model();
        row.version = Set(service.version + 1);
        row.update(&change.tx).await?;
        change.record(Self::NAME, &service.reference, before.as_ref(), &after);
        Ok(())
    }
}
