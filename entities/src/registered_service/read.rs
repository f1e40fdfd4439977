//! What is read of registered services. They are public: every viewer reads them.

use std::collections::BTreeMap;

use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, entity::prelude::*};

use super::{Judgement, Status, table};
use crate::{Refusal, Register, extent::Extent, organisation, values::Reference};

/// The services of one owner, page by page, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Services {
    pub rows: Vec<table::Model>,
    pub count: u64,
    /// Registered places of all of them together.
    pub places: i64,
}

/// What is registered for an owner, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Registered {
    pub services: usize,
    pub places: i64,
    /// How many services are judged so.
    pub judgements: BTreeMap<Judgement, usize>,
}

/// What is registered for each owner, by key: what goes on, not what was resigned or cancelled.
pub(crate) async fn by_owner(db: &impl ConnectionTrait) -> Result<BTreeMap<i64, Registered>, DbErr> {
    let rows = table::Entity::find().filter(table::Column::Status.is_in([Status::Active, Status::Suspended]));
    let mut owners: BTreeMap<i64, Registered> = BTreeMap::new();
    for row in rows.all(db).await? {
        let owner = owners.entry(row.organisation_id).or_default();
        owner.services += 1;
        owner.places += row.places.unwrap_or_default();
        if let Some(judgement) = row.judgement {
            *owner.judgements.entry(judgement).or_default() += 1;
        }
    }
    Ok(owners)
}

impl Register {
    /// The registered services of an organisation, those that were inspected last first; from page 1.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is no such organisation.
    pub async fn registered_services(&self, organisation: &Reference, extent: Extent) -> Result<Services, Refusal> {
        let owner = organisation::read::by_reference(self.reader(), organisation).await?.ok_or(Refusal::NotFound)?;
        let find = table::Entity::find().filter(table::Column::OrganisationId.eq(owner.id));
        let count = find.clone().count(self.reader()).await?;
        let places: Vec<Option<i64>> =
            find.clone().select_only().column(table::Column::Places).into_tuple().all(self.reader()).await?;
        let rows = find
            .order_by_with_nulls(
                table::Column::InspectedOn,
                sea_orm::Order::Desc,
                sea_orm::sea_query::NullOrdering::Last,
            )
            .order_by_asc(table::Column::Urn)
            .offset(extent.before())
            .limit(extent.most())
            .all(self.reader())
            .await?;
        Ok(Services { rows, count, places: places.into_iter().flatten().sum() })
    }
}
