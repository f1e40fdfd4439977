//! The list of services.

use sea_orm::{FromQueryResult, QueryFilter, QueryResult, QueryTrait, entity::prelude::*};

use super::visible;
use crate::{
    Reader, Refusal,
    list::{KeyKind, Listing, Segment, Sort},
    service::{
        AreaOfNeed, Delivery, Service,
        table::{Column, Entity, Model},
    },
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

impl Order {
    const fn sort(self) -> Sort {
        match self {
            Self::Name => Sort::ascending(KeyKind::Text, "service.name_key", "service.id"),
            Self::Added => Sort::descending(KeyKind::Number, "service.id", "service.id"),
        }
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
}

impl Listing for Services {
    type Found = Model;
    type Row = Service;

    async fn segments(&self, reader: &Reader<'_>) -> Result<Vec<Segment>, Refusal> {
        let mut find = Entity::find().filter(visible(reader.viewer()));
        for word in text::sought(&self.words) {
            find = find.filter(Column::NameKey.contains(word));
        }
        find = find.apply_if(self.area_of_need, |find, area| find.filter(Column::AreaOfNeed.eq(area)));
        find = find.apply_if(self.delivery, |find, delivery| find.filter(Column::Delivery.eq(delivery)));
        Ok(vec![Segment::new(find, self.order.sort())])
    }

    fn found(row: &QueryResult) -> Result<Model, DbErr> {
        Model::from_query_result(row, "")
    }

    async fn rows(&self, _: &Reader<'_>, found: Vec<Model>) -> Result<Vec<Service>, Refusal> {
        Ok(found.into_iter().map(Service::from).collect())
    }
}
