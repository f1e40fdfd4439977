//! The pipeline: what is to be bought, quarter by quarter, made of planned procurements, contracts that end and services whose
//! delivery is to be decided; and the appetite of providers for a service [29, 30].

use chrono::{Datelike, NaiveDate};
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Register,
    access::{Role, Viewer},
    contract::{self, Intention, read::Ending, rules::ending_until},
    organisation::{self, read::Named},
    procurement::{
        self, EventKind, State,
        read::watches,
        table::{event, interest},
    },
    service::{self, Delivery},
    values::Reference,
};

#[cfg(test)]
mod story;

/// What is to come, for a viewer.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// In order; those of which no day is known come last, without a quarter.
    pub quarters: Vec<(Option<Quarter>, Vec<Item>)>,
    /// Services whose delivery is undecided and for which nothing is planned.
    pub undecided: Vec<(Reference, String)>,
    pub may_plan: bool,
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

impl Register {
    /// The pipeline, of what the viewer may read.
    pub async fn pipeline(&self, viewer: &Viewer) -> Result<Pipeline, Refusal> {
        let today = self.clock().today();
        let mut items: Vec<(Option<Quarter>, Item)> = Vec::new();
        let planned = self.planned_procurements(viewer).await?;
        let mut served: Vec<Reference> = Vec::new();
        for planned in planned {
            served.extend(planned.service.iter().map(|(reference, _)| reference.clone()));
            items.push((planned.opens.map(Quarter::of), Item::Planned(planned)));
        }
        let ending = contract::table::Entity::find()
            .filter(contract::read::visible(viewer))
            .filter(contract::table::Column::State.is_in([contract::State::Active, contract::State::Pending]))
            .filter(contract::table::Column::Ends.between(today, ending_until(today)))
            .filter(contract::table::Column::Intention.is_in([Intention::Undecided, Intention::TenderAgain]))
            .order_by_asc(contract::table::Column::Ends)
            .order_by_asc(contract::table::Column::Id)
            .all(self.reader())
            .await?;
        for ending in self.endings(viewer, ending).await? {
            if ending.followed_by.is_empty() {
                items.push((ending.contract.ends.map(Quarter::of), Item::Ending(Box::new(ending))));
            }
        }
        items.sort_by_key(|(quarter, _)| (quarter.is_none(), *quarter));
        let mut pipeline = Pipeline { may_plan: viewer.has(Role::Commissioner), ..Pipeline::default() };
        for (quarter, item) in items {
            match pipeline.quarters.last_mut() {
                Some((last, list)) if *last == quarter => list.push(item),
                _ => pipeline.quarters.push((quarter, vec![item])),
            }
        }
        let undecided =
            self.service_choices(viewer).await?.into_iter().filter(|row| row.delivery == Delivery::Undecided);
        let unplanned = undecided.filter(|row| !served.contains(&row.reference));
        pipeline.undecided = unplanned.map(|row| (row.reference, row.name)).collect();
        Ok(pipeline)
    }

    /// Procurements in scope that have not opened yet.
    async fn planned_procurements(&self, viewer: &Viewer) -> Result<Vec<Planned>, Refusal> {
        use procurement::table::{Column, Entity};
        let db = self.reader();
        let rows = Entity::find()
            .filter(procurement::read::visible(viewer))
            .filter(Column::InScope.eq(true))
            .filter(Column::State.is_in([State::Engagement, State::Planned]))
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        let keys: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let opening = event::Entity::find()
            .filter(event::Column::ProcurementId.is_in(keys.clone()))
            .filter(event::Column::Kind.is_in([EventKind::Planned, EventKind::Tender]))
            .filter(event::Column::Cancelled.eq(false))
            .order_by_asc(event::Column::OverAt)
            .all(db)
            .await?;
        let interests = match watches(viewer) {
            true => Some(interest::Entity::find().filter(interest::Column::ProcurementId.is_in(keys)).all(db).await?),
            false => None,
        };
        let services = service::read::named(db, viewer, rows.iter().filter_map(|row| row.service_id)).await?;
        let planned = |row: procurement::table::Model| Planned {
            opens: opening.iter().find(|event| event.procurement_id == row.id).map(|event| event.when().first_day()),
            service: row.service_id.and_then(|id| services.get(&id).cloned()),
            interested: interests.as_ref().map(|all| all.iter().filter(|one| one.procurement_id == row.id).count()),
            reference: row.reference,
            title: row.title,
            buyer: row.buyer_name,
            state: row.state,
        };
        Ok(rows.into_iter().map(planned).collect())
    }

    /// The providers that are interested in what is to be bought for a service, for those who keep or watch over the register;
    /// `None` for others.
    pub(crate) async fn appetite(&self, viewer: &Viewer, service: i64) -> Result<Option<Vec<Appetite>>, Refusal> {
        if !watches(viewer) {
            return Ok(None);
        }
        let db = self.reader();
        let of_service = Condition::all().add(procurement::table::Column::ServiceId.eq(service));
        use procurement::table::Column as Of;
        // Without the notices themselves, which are long.
        let procurements = procurement::table::Entity::find().filter(of_service).select_only();
        let procurements = procurements.columns([Of::Id, Of::Reference, Of::Title]);
        let procurements = procurements.into_tuple::<(i64, Reference, String)>().all(db).await?;
        let contracts =
            contract::table::Entity::find().filter(contract::table::Column::ServiceId.eq(service)).all(db).await?;
        let in_procurements = interest::Entity::find()
            .filter(interest::Column::ProcurementId.is_in(procurements.iter().map(|(id, ..)| *id)))
            .order_by_asc(interest::Column::Id)
            .all(db)
            .await?;
        use contract::table::interest as ending;
        let in_contracts = ending::Entity::find()
            .filter(ending::Column::ContractId.is_in(contracts.iter().map(|row| row.id)))
            .order_by_asc(ending::Column::Id)
            .all(db)
            .await?;
        let mut interests: Vec<(i64, (Reference, String))> = Vec::new();
        for row in in_procurements {
            let found = procurements.iter().find(|(id, ..)| *id == row.procurement_id);
            let found = found.map(|(_, reference, title)| (reference.clone(), title.clone()));
            interests.extend(found.map(|found| (row.organisation_id, found)));
        }
        for row in in_contracts {
            let found = contracts.iter().find(|found| found.id == row.contract_id);
            interests.extend(found.map(|found| (row.organisation_id, (found.reference.clone(), found.title.clone()))));
        }
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
