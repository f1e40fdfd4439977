//! The pipeline: what is to be bought, quarter by quarter, made of planned procurements, contracts that end and services whose
//! delivery is to be decided; and the appetite of providers for a service [29, 30].

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::Query};

use crate::{
    Read, Reader, Refusal,
    access::{Permission, Standing},
    contract::{self, Intention, read::Ending, rules::ending_until},
    organisation::{self, read::Named},
    procurement::{
        self, EventKind, State,
        rules::CAME_TO_NOTHING,
        table::{event, interest, succession},
    },
    register::in_pieces,
    service::{self, Delivery, read::ServiceChoices},
    values::Reference,
};

#[cfg(test)]
mod story;

/// What is to come, for a viewer.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// In order; those of which no day is known come last, without a quarter.
    pub quarters: Vec<OfQuarter>,
    /// Services whose delivery is undecided and for which nothing is planned.
    pub undecided: Vec<(Reference, String)>,
    pub may_plan: bool,
}

/// At most so many plans and so many ends of contracts of a quarter are shown.
pub const SHOWN: u64 = 50;

/// What is to come in a quarter.
#[derive(Clone, Debug, Default)]
pub struct OfQuarter {
    /// `None` for what has no day yet.
    pub quarter: Option<Quarter>,
    /// Plans first, then contracts that end, each in order and at most [`SHOWN`].
    pub items: Vec<Item>,
    /// How many more plans there are.
    pub more_plans: u64,
    /// How many more contracts end.
    pub more_ends: u64,
}

/// A quarter of a calendar year, from 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    pub year: i32,
    pub number: u32,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self { year: day.year(), number: day.month0() / 3 + 1 }
    }

    /// The one after it.
    fn next(self) -> Self {
        if self.number == 4 {
            Self { year: self.year + 1, number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }

    /// Its first day.
    fn begins(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, (self.number - 1) * 3 + 1, 1).unwrap_or_default()
    }
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let months = ["January to March", "April to June", "July to September", "October to December"];
        let months = usize::try_from(self.number - 1).ok().and_then(|at| months.get(at)).copied().unwrap_or_default();
        write!(f, "{months} {}", self.year)
    }
}

/// Something to come.
#[derive(Clone, Debug)]
pub enum Item {
    /// A procurement that is planned, by the day on which its tender is to open.
    Planned(Planned),
    /// A contract that ends, and nothing is planned to follow it.
    Ending(Box<Ending>),
}

/// A procurement that is planned.
#[derive(Clone, Debug)]
pub struct Planned {
    pub reference: Reference,
    pub title: String,
    pub buyer: String,
    pub state: State,
    pub opens: Option<NaiveDate>,
    pub service: Option<(Reference, String)>,
    /// How many providers are interested; for those who keep or watch over the register.
    pub interested: Option<usize>,
}

/// A provider with an appetite for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appetite {
    pub organisation: Named,
    /// In which procurements and ending contracts of the service it is interested.
    pub interests: Vec<(Reference, String)>,
}

/// The pipeline, of what the reader may read.
#[derive(Clone, Copy, Debug)]
pub struct PipelineByQuarter;

impl Read for PipelineByQuarter {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = Pipeline;

    async fn answer(&self, reader: &Reader<'_>) -> Result<Pipeline, Refusal> {
        let mut quarters: BTreeMap<(bool, Option<Quarter>), OfQuarter> = BTreeMap::new();
        let mut of = |quarter: Option<Quarter>, change: &mut dyn FnMut(&mut OfQuarter)| {
            let found = quarters.entry((quarter.is_none(), quarter));
            change(found.or_insert_with(|| OfQuarter { quarter, ..OfQuarter::default() }));
        };
        let mut served: HashSet<Reference> = HashSet::new();
        for planned in reader.planned_procurements().await? {
            served.extend(planned.service.iter().map(|(reference, _)| reference.clone()));
            let mut planned = Some(planned);
            let opens = planned.as_ref().and_then(|planned| planned.opens).map(Quarter::of);
            of(opens, &mut |it| {
                if (it.items.len() as u64) < SHOWN {
                    it.items.extend(planned.take().map(Item::Planned));
                } else {
                    it.more_plans += 1;
                }
            });
        }
        for (quarter, count, ending) in reader.ends_by_quarter().await? {
            of(Some(quarter), &mut |it| {
                it.more_ends = count.saturating_sub(ending.len() as u64);
                it.items.extend(ending.iter().cloned().map(Box::new).map(Item::Ending));
            });
        }
        let quarters = quarters.into_values().collect();
        let mut pipeline = Pipeline {
            quarters,
            may_plan: reader.may(Permission::KeepRegister, Standing::OPEN),
            ..Pipeline::default()
        };
        let services = ServiceChoices.answer(reader).await?;
        let undecided = services.into_iter().filter(|row| row.delivery == Delivery::Undecided);
        let unplanned = undecided.filter(|row| !served.contains(&row.reference));
        pipeline.undecided = unplanned.map(|row| (row.reference, row.name)).collect();
        Ok(pipeline)
    }
}

impl Reader<'_> {
    /// The contracts that end and that nothing is to follow: of each quarter in which there are some how many, and the first
    /// of them.
    async fn ends_by_quarter(&self) -> Result<Vec<(Quarter, u64, Vec<Ending>)>, Refusal> {
        use contract::table::{Column, Entity};
        let (viewer, today, until) = (self.viewer(), self.today(), ending_until(self.today()));
        let plans = procurement::table::Entity::find()
            .filter(procurement::read::visible(viewer))
            .filter(procurement::table::Column::State.is_not_in(CAME_TO_NOTHING))
            .select_only()
            .column(procurement::table::Column::Id);
        let mut followed = Query::select();
        followed
            .column(succession::Column::ContractId)
            .from(succession::Entity)
            .and_where(succession::Column::ProcurementId.in_subquery(plans.into_query()));
        let mut found = Vec::new();
        let mut quarter = Quarter::of(today);
        while quarter.begins() <= until {
            let last = quarter.next().begins().pred_opt().unwrap_or(until).min(until);
            let ending = Entity::find()
                .filter(contract::read::visible(viewer))
                .filter(Column::State.is_in([contract::State::Active, contract::State::Pending]))
                .filter(Column::Ends.between(quarter.begins().max(today), last))
                .filter(Column::Intention.is_in([Intention::Undecided, Intention::TenderAgain]))
                .filter(Column::Id.not_in_subquery(followed.clone()));
            let count = ending.clone().count(self.db()).await?;
            if count > 0 {
                let first = ending.order_by_asc(Column::Ends).order_by_asc(Column::Id).limit(SHOWN);
                let first = first.all(self.db()).await?;
                found.push((quarter, count, self.contract_endings(first).await?));
            }
            quarter = quarter.next();
        }
        Ok(found)
    }

    /// Procurements in scope that have not opened yet.
    async fn planned_procurements(&self) -> Result<Vec<Planned>, Refusal> {
        use procurement::table::{Column, Entity};
        let (db, viewer) = (self.db(), self.viewer());
        // Without the notices themselves, which are long.
        let rows = Entity::find()
            .filter(procurement::read::visible(viewer))
            .filter(Column::InScope.eq(true))
            .filter(Column::State.is_in([State::Engagement, State::Planned]))
            .order_by_asc(Column::Id)
            .select_only()
            .columns([
                Column::Id,
                Column::Reference,
                Column::Title,
                Column::BuyerName,
                Column::State,
                Column::ServiceId,
            ])
            .into_tuple::<(i64, Reference, String, String, State, Option<i64>)>()
            .all(db)
            .await?;
        let keys: Vec<i64> = rows.iter().map(|(id, ..)| *id).collect();
        let mut opening: HashMap<i64, NaiveDate> = HashMap::new();
        let events = in_pieces(db, &keys, |piece| {
            event::Entity::find()
                .filter(event::Column::ProcurementId.is_in(piece))
                .filter(event::Column::Kind.is_in([EventKind::Planned, EventKind::Tender]))
                .filter(event::Column::Cancelled.eq(false))
                .order_by_asc(event::Column::OverAt)
        });
        for event in events.await? {
            opening.entry(event.procurement_id).or_insert_with(|| event.when().first_day());
        }
        let interests = match viewer.watches() {
            true => {
                let mut counted: HashMap<i64, usize> = HashMap::new();
                let of = |piece| interest::Entity::find().filter(interest::Column::ProcurementId.is_in(piece));
                for interest in in_pieces(db, &keys, of).await? {
                    *counted.entry(interest.procurement_id).or_default() += 1;
                }
                Some(counted)
            }
            false => None,
        };
        let services = service::read::named(db, viewer, rows.iter().filter_map(|row| row.5)).await?;
        let planned = |(id, reference, title, buyer, state, service)| Planned {
            opens: opening.get(&id).copied(),
            service: Option::<i64>::and_then(service, |id| services.get(&id).cloned()),
            interested: interests.as_ref().map(|counted| counted.get(&id).copied().unwrap_or_default()),
            reference,
            title,
            buyer,
            state,
        };
        Ok(rows.into_iter().map(planned).collect())
    }

    /// The providers that are interested in what is to be bought for a service, for those who keep or watch over the register;
    /// `None` for others.
    pub(crate) async fn appetite(&self, service: i64) -> Result<Option<Vec<Appetite>>, Refusal> {
        if !self.viewer().watches() {
            return Ok(None);
        }
        let db = self.db();
        use contract::table::{Column as OfContract, interest as ending};
        use procurement::table::Column as Of;
        // Of those only in which somebody is interested, and without the notices themselves, which are long.
        let said = Query::select().column(interest::Column::ProcurementId).from(interest::Entity).take();
        let procurements = procurement::table::Entity::find()
            .filter(Of::ServiceId.eq(service))
            .filter(Of::Id.in_subquery(said))
            .select_only()
            .columns([Of::Id, Of::Reference, Of::Title])
            .into_tuple::<(i64, Reference, String)>()
            .all(db)
            .await?;
        let said = Query::select().column(ending::Column::ContractId).from(ending::Entity).take();
        let contracts = contract::table::Entity::find()
            .filter(OfContract::ServiceId.eq(service))
            .filter(OfContract::Id.in_subquery(said))
            .select_only()
            .columns([OfContract::Id, OfContract::Reference, OfContract::Title])
            .into_tuple::<(i64, Reference, String)>()
            .all(db)
            .await?;
        let keys = |rows: &[(i64, Reference, String)]| rows.iter().map(|(id, ..)| *id).collect::<Vec<_>>();
        let (in_these, at_ends) = (keys(&procurements), keys(&contracts));
        let in_procurements = in_pieces(db, &in_these, |piece| {
            let find = interest::Entity::find().filter(interest::Column::ProcurementId.is_in(piece));
            find.order_by_asc(interest::Column::Id)
        });
        let in_contracts = in_pieces(db, &at_ends, |piece| {
            let find = ending::Entity::find().filter(ending::Column::ContractId.is_in(piece));
            find.order_by_asc(ending::Column::Id)
        });
        let by_key = |rows: Vec<(i64, Reference, String)>| -> HashMap<i64, (Reference, String)> {
            rows.into_iter().map(|(id, reference, title)| (id, (reference, title))).collect()
        };
        let (in_procurements, in_contracts) = (in_procurements.await?, in_contracts.await?);
        let (procurements, contracts) = (by_key(procurements), by_key(contracts));
        let of_procurements =
            in_procurements.into_iter().map(|row| (row.organisation_id, procurements.get(&row.procurement_id)));
        let of_contracts = in_contracts.into_iter().map(|row| (row.organisation_id, contracts.get(&row.contract_id)));
        let interests: Vec<(i64, (Reference, String))> = of_procurements
            .chain(of_contracts)
            .filter_map(|(organisation, about)| Some((organisation, about?.clone())))
            .collect();
        let names = organisation::read::named(db, interests.iter().map(|(organisation, _)| *organisation)).await?;
        let mut appetites: Vec<Appetite> = Vec::new();
        for (organisation, about) in interests {
            let organisation = Named::of(&names, organisation);
            match appetites.iter_mut().find(|appetite| appetite.organisation == organisation) {
                Some(appetite) => appetite.interests.push(about),
                None => appetites.push(Appetite { organisation, interests: vec![about] }),
            }
        }
        Ok(Some(appetites))
    }
}
