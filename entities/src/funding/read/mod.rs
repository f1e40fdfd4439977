//! What is read of money.

mod lines;
mod year;

pub use lines::{Line, LineOf, LinePage, LinesByNumber, LinesOf, Said, ShareRow, terms_in_words};
pub use year::{PartnerRow, ServiceRow, Year, YearOf};

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    Condition, ExprTrait, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{Expr, SelectStatement},
};

use super::{
    Certainty, FundingLine, Responsibility, rules,
    table::{self, terms},
};
use crate::{
    access::Viewer,
    agreement, service,
    values::{Pence, Reference},
};

/// Money of an edition that is agreed, and all of it.
pub(crate) async fn agreed_of(db: &impl ConnectionTrait, edition: i64) -> Result<(Pence, Pence), DbErr> {
    let apart = [terms::Column::Responsibility, terms::Column::Certainty];
    let all = terms::Entity::find()
        .filter(terms::Column::EditionId.eq(edition))
        .filter(terms::Column::Withdrawn.eq(false))
        .select_only()
        .columns(apart)
        .column_as(Expr::col(terms::Column::Pence).sum().cast_as("BIGINT"), "pence");
    let each = apart.into_iter().fold(all, QuerySelect::group_by);
    let sums: Vec<(Responsibility, Certainty, Pence)> = each.into_tuple().all(db).await?;
    let is_agreed = |responsibility, certainty| rules::Column::of(responsibility, certainty) == rules::Column::Agreed;
    let agreed = sums.iter().filter(|(responsibility, certainty, _)| is_agreed(*responsibility, *certainty));
    Ok((agreed.map(|(.., pence)| *pence).sum(), sums.iter().map(|(.., pence)| *pence).sum()))
}

/// The shares by which money of an edition pays for its commitments.
pub(crate) async fn shares_of(db: &impl ConnectionTrait, edition: i64) -> Result<Vec<table::share::Model>, DbErr> {
    let of_edition = terms::Entity::find().select_only().column(terms::Column::Id);
    let of_edition = of_edition.filter(terms::Column::EditionId.eq(edition)).into_query();
    table::share::Entity::find()
        .filter(table::share::Column::TermsId.in_subquery(of_edition))
        .order_by_asc(table::share::Column::Id)
        .all(db)
        .await
}

/// What the service of a line was called, and is now if that is another name; the line loses the name for who may not read the
/// service, whose references and names are given by key.
pub(crate) fn what_for(
    line: &mut FundingLine,
    services: &HashMap<i64, (Reference, String)>,
) -> Option<(Reference, String)> {
    let Some((reference, now)) = services.get(&line.service_id) else {
        line.service_name.clear();
        return None;
    };
    Some((reference.clone(), service::read::called(&line.service_name, now)))
}

/// The terms a viewer may read: of lines published by themselves, and of the editions that they are shown.
pub(crate) fn visible(viewer: &Viewer, today: NaiveDate) -> Condition {
    Condition::any()
        .add(table::Column::Published.eq(true))
        .add(terms::Column::EditionId.in_subquery(agreement::read::shown(viewer, today)))
}

/// The keys of the services that money of the negotiations a viewer reads is for.
pub(crate) fn negotiated_services(viewer: &Viewer) -> SelectStatement {
    let inside = terms::Column::EditionId.in_subquery(agreement::read::inside_keys(viewer));
    let stands = terms::Column::Withdrawn.eq(false);
    terms::Entity::find().select_only().column(terms::Column::ServiceId).filter(inside).filter(stands).into_query()
}
