//! Reporting a reading of a measure. A second one for the same period is a correction, and the old figure is kept.

use chrono::NaiveDate;
use sea_orm::{QueryOrder, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{
        rules::{below_nobody, beyond_share},
        table,
    },
    values::{Reading, Reference},
};

/// What a measure read over a period, reported by the contract's provider.
#[derive(Clone, Debug)]
pub struct Observe {
    pub contract: Reference,
    pub measure: i64,
    /// The key of the latest observation of the measure that was shown; 0 if there was none.
    pub seen: i64,
    pub period_start: NaiveDate,
    pub period_end: NaiveDate,
    pub actual: Reading,
    pub note: String,
}

impl Deed for Observe {
    const NAME: &'static str = "reported an observation";
    const PERMISSION: Permission = Permission::TakePart;
    type Subject = table::Model;
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.contract).await
    }

    async fn act(&self, change: &Change, contract: Self::Subject) -> Result<i64, Refusal> {
        use table::observation::{ActiveModel, Column, Entity};
        let measure = table::measure::Entity::find_by_id(self.measure).one(&change.tx).await?;
        let measure = measure.filter(|measure| measure.contract_id == contract.id).ok_or(Refusal::NotFound)?;
        if self.period_end < self.period_start {
            return Err(Refusal::field("period_end", "Enter an end of the period that is not before its start"));
        }
        if self.period_end > change.today() {
            return Err(Refusal::field("period_end", "Enter a period that has ended"));
        }
        let wrong = beyond_share(&measure.unit, self.actual);
        if let Some(why) = wrong.or_else(|| below_nobody(&measure.unit, measure.counts_children, self.actual)) {
            return Err(Refusal::field("actual", &why));
        }
        let earlier = Entity::find()
            .filter(Column::MeasureId.eq(measure.id))
            .filter(Column::PeriodStart.eq(self.period_start))
            .filter(Column::PeriodEnd.eq(self.period_end))
            .order_by_desc(Column::Id)
            .one(&change.tx)
            .await?;
        let current = earlier.as_ref().map_or(self.seen, |earlier| self.seen.max(earlier.id));
        change.fresh(&contract.reference, self.seen, current).await?;
        let row = ActiveModel {
            measure_id: Set(measure.id),
            period_start: Set(self.period_start),
            period_end: Set(self.period_end),
            actual: Set(self.actual),
            note: Set(self.note.clone()),
            corrects_id: Set(earlier.as_ref().map(|earlier| earlier.id)),
            account_id: Set(change.actor().account()),
            at: Set(change.stamp()),
            ..Default::default()
        };
        let observation = row.insert(&change.tx).await?;
        change.record(Self::NAME, &contract.reference, earlier.as_ref(), &observation);
        Ok(observation.id)
    }
}
