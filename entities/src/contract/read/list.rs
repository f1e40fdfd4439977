//! The register of contracts.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use sea_orm::{FromQueryResult, QueryFilter, QueryOrder, QueryResult, QueryTrait, entity::prelude::*};

use super::visible;
use crate::{
    Reader, Refusal,
    contract::{
        Origin, Part, State, status,
        table::{self, Column, Entity, Model},
    },
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{self, read::Named},
    register::in_pieces,
    search, service,
    values::{Amount, Reference, cpv::CpvBranch},
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Ends = "ends", "Soonest end";
        Starts = "starts", "Latest start";
        Price = "price", "Highest price";
        Title = "title", "Title A to Z";
    }
}

impl Order {
    /// What has no end, no start or no price comes last.
    pub(super) const fn sort(self) -> Sort {
        match self {
            Self::Ends => Sort::ascending(KeyKind::Day, "COALESCE(contract.ends, '9999-12-31')", "contract.id"),
            Self::Starts => Sort::descending(KeyKind::Day, "COALESCE(contract.starts, '0001-01-01')", "contract.id"),
            Self::Price => Sort::descending(KeyKind::Number, "COALESCE(contract.pence, -1)", "contract.id"),
            Self::Title => Sort::ascending(KeyKind::Text, "contract.title_key", "contract.id"),
        }
    }
}

/// Which contracts to list.
#[derive(Clone, Debug, Default)]
pub struct Contracts {
    /// Words that all occur in what it says.
    pub words: String,
    /// Who provides, as somebody names them.
    pub provider: Option<String>,
    pub service: Option<Reference>,
    pub origin: Option<Origin>,
    pub state: Option<State>,
    /// With this CPV code or one below it.
    pub cpv: Option<CpvBranch>,
    /// Ending within so many months of the register's day.
    pub ending_within: Option<u32>,
    pub order: Order,
}

/// A contract in a list.
#[derive(Clone, Debug)]
pub struct Row {
    pub reference: Reference,
    pub title: String,
    pub providers: Vec<Named>,
    pub service: Option<(Reference, String)>,
    pub price: Option<Amount>,
    pub starts: Option<NaiveDate>,
    pub ends: Option<NaiveDate>,
    pub origin: Origin,
    pub status: String,
}

impl Listing for Contracts {
    type Found = Model;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = Entity::find().filter(visible(reader.viewer()));
        if let Some(keys) = search::keys_with(reader.db(), search::Kind::Contract, &self.words).await? {
            find = find.filter(Column::Id.in_subquery(keys));
        }
        if let Some(provider) = &self.provider {
            let provider = reader.bodies_named("provider", provider).await?;
            find = find.filter(Column::Id.in_subquery(super::of_organisation(&provider, Part::Provider)));
        }
        if let Some(service) = &self.service {
            let service = service::read::by_reference(reader.db(), service).await?;
            find = find.filter(Column::ServiceId.eq(service.map_or(0, |service| service.id)));
        }
        find = find.apply_if(self.origin, |find, origin| find.filter(Column::Origin.eq(origin)));
        find = find.apply_if(self.state, |find, state| find.filter(Column::State.eq(state)));
        if let Some((first, last)) = self.cpv.as_ref().map(CpvBranch::range) {
            find = find.filter(Column::Cpv.between(first, last));
        }
        if let Some(months) = self.ending_within {
            let today = reader.today();
            let until = today.checked_add_months(Months::new(months.min(600))).unwrap_or(today);
            find = find.filter(super::ends_between(today, until));
        }
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Row>, Refusal> {
        reader.contract_rows(found).await
    }
}

impl Reader<'_> {
    pub(super) async fn contract_rows(&self, found: Vec<Model>) -> Result<Vec<Row>, Refusal> {
        let db = self.db();
        let keys: Vec<i64> = found.iter().map(|row| row.id).collect();
        let parts = in_pieces(db, &keys, |piece| {
            table::organisation::Entity::find()
                .filter(table::organisation::Column::ContractId.is_in(piece))
                .filter(table::organisation::Column::Part.eq(Part::Provider))
                .order_by_asc(table::organisation::Column::OrganisationId)
        });
        let parts = parts.await?;
        let names = organisation::read::named(db, parts.iter().map(|part| part.organisation_id)).await?;
        let mut providers: HashMap<i64, Vec<Named>> = HashMap::new();
        for part in parts {
            providers.entry(part.contract_id).or_default().push(Named::of(&names, part.organisation_id));
        }
        let services = service::read::named(db, self.viewer(), found.iter().filter_map(|row| row.service_id)).await?;
        let today = self.today();
        let mut row = |row: Model| Row {
            providers: providers.remove(&row.id).unwrap_or_default(),
            service: row.service_id.and_then(|id| services.get(&id).cloned()),
            price: row.price(),
            status: status(today, row.state, row.ends),
            reference: row.reference,
            title: row.title,
            starts: row.starts,
            ends: row.ends,
            origin: row.origin,
        };
        Ok(found.into_iter().map(&mut row).collect())
    }
}
