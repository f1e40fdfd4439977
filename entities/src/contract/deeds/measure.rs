//! Giving a contract an outcome measure.

use sea_orm::{IntoActiveModel, Set, entity::prelude::*};

use super::locked;
use crate::{
    Change, Deed, Refusal,
    access::{Permission, Standing},
    contract::{
        Direction, MeasureKind,
        rules::{below_nobody, beyond_share},
        table,
    },
    register::Lock,
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
    /// Small numbers of it are hidden from everybody else.
    pub counts_children: bool,
    pub zero_may_be_shown: bool,
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
            let below = |reading| below_nobody(&self.unit, self.counts_children, reading);
            if let Some(why) = reading.and_then(|reading| beyond_share(&self.unit, reading).or_else(|| below(reading)))
            {
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
            counts_children: Set(self.counts_children),
            zero_may_be_shown: Set(self.zero_may_be_shown),
            version: Set(1),
            ..Default::default()
        };
        let measure = row.insert(&change.tx).await?;
        change.record(Self::NAME, &contract.reference, None, &measure);
        Ok(measure.id)
    }
}

/// Says whether a measure counts children, and whether its zeros may be shown: what is hidden of it follows from that.
#[derive(Clone, Debug)]
pub struct SayWhatIsCounted {
    pub contract: Reference,
    pub measure: i64,
    /// The measure's version, as the page showed it.
    pub seen: i64,
    pub counts_children: bool,
    pub zero_may_be_shown: bool,
}

impl Deed for SayWhatIsCounted {
    const NAME: &'static str = "said whether a measure counts children";
    const PERMISSION: Permission = Permission::KeepRegister;
    type Subject = table::Model;
    type Done = ();

    async fn open(&self, change: &Change) -> Result<(Self::Subject, Standing), Refusal> {
        locked(change, &self.contract).await
    }

    async fn act(&self, change: &Change, contract: Self::Subject) -> Result<(), Refusal> {
        let find = change.lock(Lock::Measure, table::measure::Entity::find_by_id(self.measure));
        let before = find.one(&change.tx).await?;
        let before = before.filter(|measure| measure.contract_id == contract.id).ok_or(Refusal::NotFound)?;
        change.fresh(&contract.reference, self.seen, before.version).await?;
        let mut row = before.clone().into_active_model();
        row.counts_children = Set(self.counts_children);
        row.zero_may_be_shown = Set(self.zero_may_be_shown);
        row.version = Set(before.version + 1);
        let after = row.update(&change.tx).await?;
        change.record(Self::NAME, &contract.reference, Some(&before), &after);
        Ok(())
    }
}
