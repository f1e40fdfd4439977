//! The list of organisations.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    Refusal, Register,
    organisation::{Kind, table},
    search,
};

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words of its names, its place, or its codes.
    pub words: String,
    pub kind: Option<Kind>,
    /// From 1.
    pub page: u64,
}

/// One page of the list, by name.
#[derive(Clone, Debug)]
pub struct List {
    pub rows: Vec<table::Model>,
    pub count: u64,
}

/// Rows on a page of a list.
pub const PAGE: u64 = 50;

impl Register {
    /// Organisations by name.
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
        let rows = find
            .order_by_asc(table::Column::NameKey)
            .order_by_asc(table::Column::Id)
            .offset(filter.page.saturating_sub(1).saturating_mul(PAGE))
            .limit(PAGE)
            .all(self.reader())
            .await?;
        Ok(List { rows, count })
    }
}
