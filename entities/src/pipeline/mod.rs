//! The pipeline: what is to be bought, quarter by quarter, made of planned procurements, contracts that end and services whose
//! delivery is to be decided; and the appetite of providers for a service [29, 30].

mod appetite;
pub(crate) mod kept;
mod planned;
#[cfg(test)]
mod story;
pub mod table;

use std::{
    cmp::{max, min},
    collections::HashMap,
};

use chrono::NaiveDate;
use sea_orm::{ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Expr};

pub use appetite::Appetite;
pub use planned::{Opening, Planned, PlannedProcurements};

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    contract::{self, Intention, read::Ending, rules::ending_until},
    procurement::{self as market, rules::CAME_TO_NOTHING, table as procurement, table::succession},
    register::there_is,
    service::{self, Delivery},
    values::{Quarter, Reference},
};

/// At most so many plans and so many ends of contracts of a quarter are shown; lists have the rest.
pub const SHOWN: usize = 10;

/// At most so many quarters are shown; a list has the rest.
const QUARTERS: usize = 12;

/// Stands for the day of a plan that has none.
const NO_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("it is a day");

/// What is to come, for a viewer.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// What should have opened before this quarter and has not.
    pub late: FirstOf<Planned>,
    /// From this quarter on, in order; those in which nothing comes are left out.
    pub quarters: Vec<OfQuarter>,
    /// True if there are plans for after the last quarter.
    pub is_longer: bool,
    /// What has no day yet.
    pub without_day: FirstOf<Planned>,
    /// Services whose delivery is undecided and for which nothing is planned.
    pub undecided: FirstOf<(Reference, String)>,
    pub may_plan: bool,
}

/// The first of some rows, and whether there are more.
#[derive(Clone, Debug)]
pub struct FirstOf<Row> {
    pub rows: Vec<Row>,
    pub has_more: bool,
}

impl<Row> Default for FirstOf<Row> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_more: false }
    }
}

impl<Row> FirstOf<Row> {
    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Of rows of which one more than is shown was looked for.
    fn of(mut rows: Vec<Row>) -> Self {
        let has_more = rows.len() > SHOWN;
        rows.truncate(SHOWN);
        Self { rows, has_more }
    }

    /// With what is told of each; without those that vanished meanwhile.
    fn told<Told>(self, told: impl FnMut(Row) -> Option<Told>) -> FirstOf<Told> {
        FirstOf { rows: self.rows.into_iter().filter_map(told).collect(), has_more: self.has_more }
    }
}

/// How many rows are looked for: one more than is shown.
const LOOKED_FOR: u64 = SHOWN as u64 + 1;

/// What is to come in a quarter.
#[derive(Clone, Debug)]
pub struct OfQuarter {
    pub quarter: Quarter,
    /// Those that are to open first come first.
    pub plans: FirstOf<Planned>,
    /// Contracts that end and that nothing is to follow, the next to end first.
    pub ends: FirstOf<Ending>,
}

/// The pipeline, of what the reader may read.
#[derive(Clone, Copy, Debug)]
pub struct PipelineByQuarter;

impl Read for PipelineByQuarter {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Pipeline;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Pipeline, Refusal> {
        let until = ending_until(reader.today());
        let this = Quarter::of(reader.today());
        let late = reader.plans_between(NaiveDate::MIN, this.first_day().pred_opt().unwrap_or_default()).await?;
        let without_day = reader.plans_between(NO_DAY, NO_DAY).await?;
        let (mut quarters, mut at) = (Vec::new(), Some(this));
        while let Some(quarter) = at.filter(|_| quarters.len() < QUARTERS) {
            let plans = reader.plans_between(quarter.first_day(), quarter.last_day()).await?;
            let (first, last) = (max(quarter.first_day(), reader.today()), min(quarter.last_day(), until));
            let ends = reader.ends_to_plan(first, last).await?;
            if !plans.is_empty() || !ends.is_empty() {
                quarters.push((quarter, plans, ends));
            }
            at = match quarter.next() {
                next if next.first_day() <= until => Some(next),
                next => reader.first_plan_from(next.first_day()).await?.map(Quarter::of),
            };
        }
        // What is told of them is read once for all.
        let plans = quarters.iter().map(|(_, plans, _)| plans).chain([&late, &without_day]);
        let mut plans = reader.planned(plans.flat_map(|plans| plans.rows.clone()).collect()).await?;
        let ends: Vec<_> = quarters.iter().flat_map(|(.., ends)| ends.rows.clone()).collect();
        let keys: Vec<i64> = ends.iter().map(|end| end.id).collect();
        let mut ends: HashMap<i64, Ending> = keys.into_iter().zip(reader.contract_endings(ends).await?).collect();
        let mut planned = |found: FirstOf<table::Model>| found.told(|plan| plans.remove(&plan.procurement_id));
        let mut of_quarter = |(quarter, plans, found): (Quarter, _, FirstOf<contract::table::Model>)| OfQuarter {
            quarter,
            plans: planned(plans),
            ends: found.told(|end| ends.remove(&end.id)),
        };
        Ok(Pipeline {
            quarters: quarters.into_iter().map(&mut of_quarter).collect(),
            is_longer: at.is_some(),
            late: planned(late),
            without_day: planned(without_day),
            undecided: reader.undecided().await?,
            may_plan: reader.may(Permission::KeepRegister, Standing::OPEN),
        })
    }
}

impl Reader<'_> {
    /// The first of the plans that are to open on one of these days.
    async fn plans_between(&self, first: NaiveDate, last: NaiveDate) -> Result<FirstOf<table::Model>, Refusal> {
        use table::Column::{Opens, ProcurementId};
        let plans = planned::readable(self.viewer()).filter(Opens.lte(last));
        // One of the databases has no day before all others.
        let plans = if first == NaiveDate::MIN { plans } else { plans.filter(Opens.gte(first)) };
        let found = plans.order_by_asc(Opens).order_by_asc(ProcurementId).limit(LOOKED_FOR).all(self.db()).await?;
        Ok(FirstOf::of(found))
    }

    /// The first day from a day on for which there is a plan.
    async fn first_plan_from(&self, day: NaiveDate) -> Result<Option<NaiveDate>, Refusal> {
        use table::Column::{Opens, ProcurementId};
        let plans = planned::readable(self.viewer()).filter(Opens.gte(day)).filter(Opens.lt(NO_DAY));
        let found = plans.order_by_asc(Opens).order_by_asc(ProcurementId).one(self.db()).await?;
        Ok(found.map(|plan| plan.opens))
    }

    /// The first of the contracts that end on one of these days, and that nothing is to follow.
    async fn ends_to_plan(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<FirstOf<contract::table::Model>, Refusal> {
        use contract::table::{Column, Entity};
        use procurement::Column as Of;
        let after = succession::Entity::find()
            .select_only()
            .column(succession::Column::ProcurementId)
            .filter(Expr::col((succession::Entity, succession::Column::ContractId)).equals((Entity, Column::Id)));
        let follows = procurement::Entity::find()
            .select_only()
            .column(Of::Id)
            .filter(Of::Id.in_subquery(after.into_query()))
            .filter(market::read::visible(self.viewer()))
            .filter(Of::State.is_not_in(CAME_TO_NOTHING));
        let ends = Entity::find()
            .filter(contract::read::visible(self.viewer()))
            .filter(Column::State.is_in([contract::State::Active, contract::State::Pending]))
            .filter(contract::read::ends_between(first, last))
            .filter(Column::Intention.is_in([Intention::Undecided, Intention::TenderAgain]))
            .filter(there_is(follows.into_query()).not())
            .order_by_asc(contract::read::ends())
            .order_by_asc(Column::Id)
            .limit(LOOKED_FOR);
        Ok(FirstOf::of(ends.all(self.db()).await?))
    }

    /// The first of the services whose delivery is undecided and for which nothing is planned.
    async fn undecided(&self) -> Result<FirstOf<(Reference, String)>, Refusal> {
        use procurement::Column as Of;
        use service::table::{Column, Entity};
        let planned = planned::readable(self.viewer()).select_only().column(table::Column::ProcurementId);
        let for_it = procurement::Entity::find()
            .select_only()
            .column(Of::Id)
            .filter(Expr::col((procurement::Entity, Of::ServiceId)).equals((Entity, Column::Id)))
            .filter(Of::Id.in_subquery(planned.into_query()));
        let services = Entity::find()
            .filter(service::read::visible(self.viewer()))
            .filter(Column::Delivery.eq(Delivery::Undecided))
            .filter(there_is(for_it.into_query()).not())
            .order_by_asc(Column::NameKey)
            .order_by_asc(Column::Id)
            .limit(LOOKED_FOR);
        let services = services.all(self.db()).await?;
        Ok(FirstOf::of(services.into_iter().map(|service| (service.reference, service.name)).collect()))
    }
}
