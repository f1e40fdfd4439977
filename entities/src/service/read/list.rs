//! The list of services.

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};

use super::visible;
use crate::{
    Read, Reader, Refusal,
    access::Permission,
    extent::Extent,
    service::{AreaOfNeed, Delivery, Service, table},
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

/// Which services to list.
#[derive(Clone, Debug, Default)]
pub struct Services {
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
    pub rows: Vec<Service>,
    pub count: u64,
}

impl Read for Services {
    const PERMISSION: Permission = Permission::ReadPublished;
    type Answer = List;

    async fn answer(&self, reader: &Reader<'_>) -> Result<List, Refusal> {
        use table::Column;
        let db = reader.db();
        let mut find = table::Entity::find().filter(visible(reader.viewer()));
        for word in text::sought(&self.words) {
            find = find.filter(Column::NameKey.contains(word));
        }
        find = find.apply_if(self.area_of_need, |find, area| find.filter(Column::AreaOfNeed.eq(area)));
        find = find.apply_if(self.delivery, |find, delivery| find.filter(Column::Delivery.eq(delivery)));
        let count = find.clone().count(db).await?;
        let find = match self.order {
            Order::Name => find.order_by_asc(Column::NameKey),
            Order::Added => find.order_by_desc(Column::Id),
        };
        let rows = find.order_by_asc(Column::Id).offset(self.extent.before()).limit(self.extent.most()).all(db).await?;
        Ok(List { rows: rows.into_iter().map(Service::from).collect(), count })
    }
}
