//! The list of organisations.

use chrono::NaiveDate;
use sea_orm::{FromQueryResult, QueryFilter, QueryResult, QueryTrait, entity::prelude::*};

use crate::{
    Reader, Refusal,
    access::{Permission, Standing},
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{
        Kind,
        table::{Column, Entity, Model},
    },
    search,
    values::Reference,
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Name = "name", "Name A to Z";
        Closed = "closed", "Last closed";
        Added = "added", "Last added";
    }
}

impl Order {
    const fn sort(self) -> Sort {
        match self {
            Self::Name => Sort::ascending(KeyKind::Text, "organisation.name_key", "organisation.id"),
            Self::Closed => {
                Sort::descending(KeyKind::Day, "COALESCE(organisation.closed, '0001-01-01')", "organisation.id")
            }
            Self::Added => Sort::descending(KeyKind::Number, "organisation.id", "organisation.id"),
        }
    }
}

/// Organisations; of a body that has two records, one.
#[derive(Clone, Debug, Default)]
pub struct Organisations {
    /// Words of its names, its place, or its codes.
    pub words: String,
    pub kind: Option<Kind>,
    pub order: Order,
}

/// An organisation, as the list tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub reference: Reference,
    pub name: String,
    pub kind: Kind,
    pub town: Option<String>,
    pub postcode: Option<String>,
    pub opened: Option<NaiveDate>,
    pub closed: Option<NaiveDate>,
    /// Its people need a second factor to act for it; told to administrators only.
    pub asks_second_factor: Option<bool>,
}

impl Listing for Organisations {
    type Found = Model;
    type Row = Row;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = Entity::find().filter(Column::MergedIntoId.is_null());
        if let Some(keys) = search::keys_with(reader.db(), search::Kind::Organisation, &self.words).await? {
            find = find.filter(Column::Id.in_subquery(keys));
        }
        find = find.apply_if(self.kind, |find, kind| find.filter(Column::Kind.eq(kind)));
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, reader: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Row>, Refusal> {
        let administers = reader.may(Permission::Administer, Standing::OPEN);
        let row = |row: Model| Row {
            reference: row.reference,
            name: row.name,
            kind: row.kind,
            town: row.town,
            postcode: row.postcode,
            opened: row.opened,
            closed: row.closed,
            asks_second_factor: administers.then_some(row.asks_second_factor),
        };
        Ok(found.into_iter().map(row).collect())
    }
}
