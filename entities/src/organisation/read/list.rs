//! The list of organisations.

use sea_orm::{FromQueryResult, QueryFilter, QueryResult, QueryTrait, entity::prelude::*};

use crate::{
    Reader, Refusal,
    list::{KeyKind, Listing, Segment, Sort},
    organisation::{
        Kind,
        table::{Column, Entity, Model},
    },
    search,
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

impl Listing for Organisations {
    type Found = Model;
    type Row = Model;

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

    async fn rows(&self, _: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Model>, Refusal> {
        Ok(found)
    }
}
