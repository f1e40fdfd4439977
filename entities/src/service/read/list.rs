//! The list of services.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::visible;
use crate::{
    Refusal, Register,
    access::Viewer,
    extent::Extent,
    service::{AreaOfNeed, Delivery, table},
    values::text,
};

crate::words! {
    /// The order of the list.
    #[derive(Default)]
    Order {
        #[default]
        Name = "name", "Name A to Z";
        Added = "added", "Last added";
    }
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that all occur in the name.
    pub words: String,
    pub area_of_need: Option<AreaOfNeed>,
    pub delivery: Option<Delivery>,
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
    /// The services that a viewer may read, by name unless asked otherwise.
    pub async fn services(&self, viewer: &Viewer, filter: &Filter) -> Result<List, Refusal> {
        use table::Column;
        let mut find = table::Entity::find().filter(visible(viewer));
        for word in text::sought(&filter.words) {
            find = find.filter(Column::NameKey.contains(word));
        }
        find = find.apply_if(filter.area_of_need, |find, area| find.filter(Column::AreaOfNeed.eq(area)));
        find = find.apply_if(filter.delivery, |find, delivery| find.filter(Column::Delivery.eq(delivery)));
        let count = find.clone().count(self.reader()).await?;
        let find = match filter.order {
            Order::Name => find.order_by_asc(Column::NameKey),
            Order::Added => find.order_by_desc(Column::Id),
        };
        let rows = find
            .order_by_asc(Column::Id)
            .offset(filter.extent.before())
            .limit(filter.extent.most())
            .all(self.reader())
            .await?;
        Ok(List { rows, count })
    }
}
