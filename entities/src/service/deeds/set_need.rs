//! Saying what a service needs in a financial year.

use sea_orm::{Set, entity::prelude::*};

use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    service::{read, table},
    values::{Amount, FinancialYear, Reference},
};

/// The need of a service in a year, in place of what was said before.
#[derive(Clone, Debug)]
pub struct SetNeed {
    pub service: Reference,
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
        let service = read::by_reference(&change.tx, &self.service).await?.ok_or(Refusal::NotFound)?;
        Ok((service, Standing::OPEN))
    }

    async fn act(&self, change: &Change, service: Self::Subject) -> Result<(), Refusal> {
        use table::need::{ActiveModel, Column, Entity};
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
        change.record(Self::NAME, &service.reference, before.as_ref(), &after);
        Ok(())
    }
}
