//! Giving a contract an outcome measure.

use sea_orm::{Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{Direction, MeasureKind, rules::beyond_share, table},
    values::{Reading, Reference},
};

/// A measure of a contract's outcome.
#[derive(Clone, Debug)]
pub struct AddMeasure {
    pub contract: Reference,
    pub statement: String,
    pub kind: MeasureKind,
    /// What the reading counts: `%`, `days`, `families`.
    pub unit: String,
    pub direction: Direction,
    pub baseline: Option<Reading>,
    pub target: Option<Reading>,
    pub source: String,
}

impl Deed for AddMeasure {
    const NAME: &'static str = "added an outcome measure";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = i64;

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.contract).await
    }

    async fn act(&self, change: &Change, contract: Self::Subject) -> Result<i64, Refusal> {
        if self.statement.trim().is_empty() {
            return Err(Refusal::field("statement", "Enter what is measured"));
        }
        if self.unit.trim().is_empty() {
            return Err(Refusal::field("unit", "Enter the unit, like % or days"));
        }
        for (field, reading) in [("baseline", self.baseline), ("target", self.target)] {
            if let Some(why) = reading.and_then(|reading| beyond_share(&self.unit, reading)) {
                return Err(Refusal::field(field, &why));
            }
        }
        let row = table::measure::ActiveModel {
            contract_id: Set(contract.id),
            statement: Set(self.statement.clone()),
            kind: Set(self.kind),
            unit: Set(self.unit.clone()),
            direction: Set(self.direction),
            baseline: Set(self.baseline),
            target: Set(self.target),
            source: Set(self.source.clone()),
            ..Default::default()
        };
        let measure = row.insert(&change.tx).await?;
        change.record(Self::NAME, &contract.reference, None, &measure);
        Ok(measure.id)
    }
}
