//! What is read of money.

mod lines;
mod year;

pub use lines::{Line, LinePage, ShareRow, terms_in_words};
pub use year::{PartnerRow, ServiceRow, Year};

use sea_orm::{Condition, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::table;
use crate::{access::Viewer, agreement};

/// The shares by which money of an agreement pays for its commitments.
pub(crate) async fn shares_of(db: &impl ConnectionTrait, agreement: i64) -> Result<Vec<table::share::Model>, DbErr> {
    let lines = table::Entity::find().select_only().column(table::Column::Id);
    let lines = lines.filter(table::Column::AgreementId.eq(agreement)).into_query();
    table::share::Entity::find()
        .filter(table::share::Column::FundingLineId.in_subquery(lines))
        .order_by_asc(table::share::Column::Id)
        .all(db)
        .await
}

/// The funding lines a viewer may read: those published by themselves, and those of agreements they may read.
pub(crate) fn visible(viewer: &Viewer) -> Condition {
    Condition::any()
        .add(table::Column::Published.eq(true))
        .add(table::Column::AgreementId.in_subquery(agreement::read::visible_keys(viewer)))
}

/// The keys of the services that money of the negotiations a viewer reads is for.
pub(crate) fn negotiated_services(viewer: &Viewer) -> SelectStatement {
    let inside = table::Column::AgreementId.in_subquery(agreement::read::negotiation_keys(viewer));
    table::Entity::find().select_only().column(table::Column::ServiceId).filter(inside).into_query()
}
