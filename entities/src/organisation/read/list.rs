//! The list of organisations.

use sea_orm::{
    Order::Desc, PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*, sea_query::NullOrdering::Last,
};

use crate::{
    Refusal, Register,
    extent::Extent,
    organisation::{Kind, table},
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

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of its names, its place, or its codes.
    pub words: String,
    pub kind: Option<Kind>,
    pub order: Order,
    pub extent: Extent,
}

/// One page of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub rows: Vec<table::Model>,
    pub count: u64,
}

impl Register {
    /// Organisations, by name unless asked otherwise.
    pub async fn organisations(&self, filter: &Filter) -> Result<List, Refusal> {
        // Of a body that has two records, one is listed.
        let mut find = table::Entity::find().filter(table::Column::MergedIntoId.is_null());
        if let Some(keys) = search::keys_with(self.reader(), search::Kind::Organisation, &filter.words).await? {
            find = find.filter(table::Column::Id.in_subquery(keys));
        }
        if let Some(kind) = filter.kind {
            find = find.filter(table::Column::Kind.eq(kind));
        }
        let count = find.clone().count(self.reader()).await?;
        let find = match filter.order {
            Order::Name => find,
            Order::Closed => find.order_by_with_nulls(table::Column::Closed, Desc, Last),
            Order::Added => find.order_by_desc(table::Column::Id),
        };
        let rows = find
            .order_by_asc(table::Column::NameKey)
            .order_by_asc(table::Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        Ok(List { rows, count })
    }
}
