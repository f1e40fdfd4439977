//! Procurements that are planned, in the order in which their tenders are to open.

use std::{collections::HashMap, str::FromStr};

use chrono::NaiveDate;
use sea_orm::{FromQueryResult, QueryFilter, QueryResult, QuerySelect, QueryTrait, entity::prelude::*};

use super::{
    NO_DAY,
    table::{Column, Entity, Model},
};
use crate::{
    Reader, Refusal,
    access::Viewer,
    list::{KeyKind, Listing, Segment, Sort},
    procurement::{
        State,
        table::{self as procurement, interest},
    },
    service,
    values::{Quarter, Reference, UnknownWord},
};

/// When a tender is to open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    In(Quarter),
    /// No day is known.
    NotKnown,
}

impl FromStr for Opening {
    type Err = UnknownWord;

    /// A quarter as in addresses, or `none`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" { Ok(Self::NotKnown) } else { text.parse().map(Self::In) }
    }
}

/// The planned procurements: those that are to open first come first, those of which no day is known last.
#[derive(Clone, Debug, Default)]
pub struct PlannedProcurements {
    pub opening: Option<Opening>,
    /// For this service.
    pub service: Option<Reference>,
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
    pub interested: Option<u64>,
}

/// Those that a viewer may read.
pub(super) fn readable(viewer: &Viewer) -> sea_orm::Select<Entity> {
    let find = Entity::find();
    if viewer.watches() { find } else { find.filter(Column::Published.eq(true)) }
}

impl Listing for PlannedProcurements {
    type Found = Model;
    type Row = Planned;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = readable(reader.viewer()).apply_if(self.opening, |find, opening| match opening {
            Opening::In(quarter) => find.filter(Column::Opens.between(quarter.first_day(), quarter.last_day())),
            Opening::NotKnown => find.filter(Column::Opens.eq(NO_DAY)),
        });
        if let Some(service) = &self.service {
            let found = service::read::by_reference(reader.db(), service).await?;
            let its = procurement::Entity::find()
                .select_only()
                .column(procurement::Column::Id)
                .filter(procurement::Column::ServiceId.eq(found.map_or(0, |service| service.id)));
            find = find.filter(Column::ProcurementId.in_subquery(its.into_query()));
        }
        let sort = Sort::ascending(KeyKind::Day, "planned_procurement.opens", "planned_procurement.procurement_id");
        Ok(vec![Segment::new(find, sort)])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Planned>, Refusal> {
        let keys: Vec<i64> = found.iter().map(|row| row.procurement_id).collect();
        let mut told = reader.planned(found).await?;
        Ok(keys.iter().filter_map(|key| told.remove(key)).collect())
    }
}

impl Reader<'_> {
    /// What is told of some planned procurements, by the keys of the procurements.
    pub(super) async fn planned(&self, found: Vec<Model>) -> Result<HashMap<i64, Planned>, Refusal> {
        use procurement::{Column as Of, Entity as Procurements};
        let keys = || found.iter().map(|row| row.procurement_id);
        // Without the notices themselves, which are long.
        let told = Procurements::find()
            .filter(Of::Id.is_in(keys()))
            .select_only()
            .columns([Of::Id, Of::Reference, Of::Title, Of::BuyerName, Of::State, Of::ServiceId])
            .into_tuple::<(i64, Reference, String, String, State, Option<i64>)>()
            .all(self.db())
            .await?;
        let interests = match self.viewer().watches() {
            true => Some(self.interests_in(keys().collect()).await?),
            false => None,
        };
        let services = service::read::named(self.db(), self.viewer(), told.iter().filter_map(|row| row.5)).await?;
        let mut told: HashMap<i64, _> = told.into_iter().map(|row| (row.0, row)).collect();
        let row = |row: Model| {
            let (id, reference, title, buyer, state, service) = told.remove(&row.procurement_id)?;
            let planned = Planned {
                opens: (row.opens != NO_DAY).then_some(row.opens),
                service: Option::<i64>::and_then(service, |id| services.get(&id).cloned()),
                interested: interests.as_ref().map(|counted| counted.get(&id).copied().unwrap_or_default()),
                reference,
                title,
                buyer,
                state,
            };
            Some((id, planned))
        };
        Ok(found.into_iter().filter_map(row).collect())
    }

    /// How many organisations are interested in each of some procurements.
    async fn interests_in(&self, procurements: Vec<i64>) -> Result<HashMap<i64, u64>, DbErr> {
        let counted = interest::Entity::find()
            .filter(interest::Column::ProcurementId.is_in(procurements))
            .select_only()
            .column(interest::Column::ProcurementId)
            .column_as(interest::Column::Id.count(), "interested")
            .group_by(interest::Column::ProcurementId);
        let counted: Vec<(i64, i64)> = counted.into_tuple().all(self.db()).await?;
        Ok(counted.into_iter().map(|(id, count)| (id, count.unsigned_abs())).collect())
    }
}
