//! The register of contracts.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};
use sea_orm::{
    Order::{Asc, Desc},
    PaginatorTrait, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::NullOrdering::Last,
};

use super::{of_organisation, visible};
use crate::{
    Refusal, Register,
    access::Viewer,
    contract::{Origin, Part, status, table},
    extent::Extent,
    organisation::{self, read::Named},
    register::in_pieces,
    service,
    values::{Amount, Reference, text},
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

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that all occur in the title.
    pub words: String,
    pub provider: Option<Reference>,
    pub service: Option<Reference>,
    pub origin: Option<Origin>,
    /// Ending within so many months of the register's day.
    pub ending_within: Option<u32>,
    pub order: Order,
    pub extent: Extent,
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

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<Row>,
    pub count: u64,
}

impl Register {
    /// The contracts that a viewer may read, the next to end first unless asked otherwise. What has no end,
    /// no start or no price comes last.
    pub async fn contracts(&self, viewer: &Viewer, filter: &Filter) -> Result<List, Refusal> {
        use table::Column;
        let mut find = table::Entity::find().filter(visible(viewer));
        for word in text::sought(&filter.words) {
            find = find.filter(Column::TitleKey.contains(word));
        }
        if let Some(provider) = &filter.provider {
            let provider = organisation::read::by_reference(self.reader(), provider).await?;
            find = find.filter(
                Column::Id.in_subquery(of_organisation(provider.map_or(0, |provider| provider.id), Part::Provider)),
            );
        }
        if let Some(service) = &filter.service {
            let service = service::read::by_reference(self.reader(), service).await?;
            find = find.filter(Column::ServiceId.eq(service.map_or(0, |service| service.id)));
        }
        if let Some(origin) = filter.origin {
            find = find.filter(Column::Origin.eq(origin));
        }
        if let Some(months) = filter.ending_within {
            let today = self.clock().today();
            let until = today.checked_add_months(Months::new(months.min(600))).unwrap_or(today);
            find = find.filter(Column::Ends.between(today, until));
        }
        let count = find.clone().count(self.reader()).await?;
        let find = match filter.order {
            Order::Ends => find.order_by_with_nulls(Column::Ends, Asc, Last),
            Order::Starts => find.order_by_with_nulls(Column::Starts, Desc, Last),
            Order::Price => find.order_by_with_nulls(Column::Pence, Desc, Last),
            Order::Title => find.order_by_asc(Column::TitleKey),
        };
        let found = find
            .order_by_asc(Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        Ok(List { rows: self.contract_rows(viewer, found).await?, count })
    }

    pub(super) async fn contract_rows(&self, viewer: &Viewer, found: Vec<table::Model>) -> Result<Vec<Row>, Refusal> {
        let db = self.reader();
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
        let services = service::read::named(db, viewer, found.iter().filter_map(|row| row.service_id)).await?;
        let today = self.clock().today();
        let mut row = |row: table::Model| Row {
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
